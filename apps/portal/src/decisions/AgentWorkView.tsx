import { Alert, Card, Skeleton, Table } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { formatDuration } from '../ui/duration.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { AgentWorkQuery } from './documents.ts'
import type { AgentWork } from './documents.ts'
import type { DecisionViewProps } from './choice.ts'
import { DecisionReasons } from './Reasons.tsx'
import { useReasonWords } from './use-reason-words.ts'

/** Why an agent got nothing: what the agent did, for which queues, and of every call that went to somebody else, why. */
export function AgentWorkView({ tenantId, timeZone, choice }: DecisionViewProps): ReactNode {
  const { t } = useTranslation()
  const { agentId, span } = choice
  const [{ data, fetching, error }] = useQuery({
    query: AgentWorkQuery,
    variables: { tenantId, agentId: agentId ?? '', ...span },
    pause: agentId === null,
  })
  if (agentId === null) return <EmptyState title={t('decisions.tabs.agent')} advice={t('decisions.chooseAgent')} />
  if (error !== undefined) return <Alert type="error" showIcon title={t('failure.title')} />
  if (data === undefined || fetching) return <Skeleton active paragraph={{ rows: 8 }} />
  return <Work work={data.agentWork} timeZone={timeZone} />
}

function Work({ work, timeZone }: { readonly work: AgentWork; readonly timeZone: string }): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const words = useReasonWords()
  const { queues, got, passedOver, spans } = work
  const facts = [
    queues.length === 0
      ? t('decisions.servesNone')
      : t('decisions.serves', { queues: queues.map(({ name }) => name).join(', ') }),
    ...(work.expert ? [t('decisions.flagExpert')] : []),
    ...(work.emergencyOnly ? [t('decisions.flagEmergency')] : []),
    t('decisions.got', { count: got.length }),
    ...(got.length === 0 && passedOver.length === 0 ? [t('decisions.nothingCame')] : []),
  ]
  const camel = (why: string): string =>
    why.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return (
    <div className="stack" style={{ gap: 16 }} data-testid="agent-work">
      <Alert
        type="info"
        title={work.agent.name}
        description={
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        }
      />
      <Card size="small" title={t('decisions.didThen')} styles={{ body: { padding: 12 } }}>
        {spans.length === 0 ? (
          <span className="muted">{t('decisions.neverIn')}</span>
        ) : (
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {spans.map(({ status, from, to }) => (
              <li key={from + to}>
                <span className="figures">
                  {format.time(from)} – {format.time(to)}
                </span>{' '}
                {t(`status.${status}`)}{' '}
                <span className="muted figures">{formatDuration(Date.parse(to) - Date.parse(from))}</span>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card size="small" title={t('decisions.notGot')} styles={{ body: { padding: 0 } }}>
        <Table
          rowKey={({ decision }) => decision.id}
          size="small"
          className="wide"
          dataSource={[...passedOver]}
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          expandable={{
            expandedRowRender: ({ decision }) => <DecisionReasons decision={decision} timeZone={timeZone} />,
          }}
          locale={{
            emptyText: (
              <span className="muted">{t(got.length === 0 ? 'decisions.nothingCame' : 'decisions.nonePassed')}</span>
            ),
          }}
          columns={[
            {
              title: t('decisions.when'),
              key: 'at',
              className: 'figures',
              render: (_, { decision }) => format.full(decision.at),
            },
            { title: t('decisions.queue'), key: 'queue', render: (_, { decision }) => decision.queue?.name ?? '–' },
            { title: t('decisions.agent'), key: 'agent', render: (_, { decision }) => decision.agent.name },
            {
              title: t('decisions.summary'),
              key: 'why',
              render: (_, { why, rank }) =>
                `${words.ofSkipped(camel(why))}${rank === null ? '' : ` (${t('decisions.rank')} ${String(rank)})`}`,
            },
          ]}
        />
      </Card>
    </div>
  )
}
