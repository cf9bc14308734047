import { Skeleton, Table, Timeline } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { formatDuration } from '../ui/duration.ts'
import { Defined } from '../ui/Metric.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { CallReasonsQuery } from './documents.ts'
import type { Decision, Wait } from './documents.ts'
import { useReasonWords } from './use-reason-words.ts'

/** Why a call went to these agents, and why its caller waited. */
export function CallReasons(props: {
  readonly callId: string
  readonly tenantId: string
  readonly timeZone: string
}): ReactNode {
  const { callId, tenantId, timeZone } = props
  const [{ data, fetching }] = useQuery({ query: CallReasonsQuery, variables: { id: callId, tenantId } })
  if (data === undefined && fetching) return <Skeleton active paragraph={{ rows: 6 }} />
  const call = data?.call ?? null
  if (call === null) return null
  return (
    <div className="stack" style={{ gap: 20 }} data-testid="call-reasons">
      {call.wait === null ? null : <WaitReasons wait={call.wait} timeZone={timeZone} />}
      {call.decisions.map((decision) => (
        <DecisionReasons key={decision.id} decision={decision} timeZone={timeZone} />
      ))}
    </div>
  )
}

/** One decision: the sentence first, then everything it was made from. */
export function DecisionReasons({
  decision,
  timeZone,
}: {
  readonly decision: Decision
  readonly timeZone: string
}): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const words = useReasonWords()
  return (
    <section data-testid="decision">
      <h3 style={{ margin: '0 0 4px', fontSize: 15 }}>
        {t('decisions.why')}: {decision.agent.name} <span className="muted figures">{format.time(decision.at)}</span>
        {decision.outcome === null ? null : <span className="muted"> · {t(`presented.${decision.outcome}`)}</span>}
      </h3>
      <ul style={{ margin: '0 0 8px', paddingInlineStart: 18 }}>
        {words.ofDecision(decision).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Candidates decision={decision} />
      {decision.skipped.length === 0 ? null : (
        <p>
          {t('decisions.skipped')}:{' '}
          {decision.skipped.map(({ agent, why }) => `${agent.name} (${words.ofSkipped(why)})`).join(', ')}
        </p>
      )}
    </section>
  )
}

function Candidates({ decision }: { readonly decision: Decision }): ReactNode {
  const { t } = useTranslation()
  if (decision.considered.length === 0) return null
  return (
    <Table
      size="small"
      rowKey={({ agent }) => agent.id}
      pagination={false}
      aria-label={t('decisions.considered')}
      dataSource={[...decision.considered]}
      rowClassName={({ agent }) => (agent.id === decision.agent.id ? 'chosen-row' : '')}
      columns={[
        { title: t('decisions.rank'), dataIndex: 'rank', width: 70, className: 'figures' },
        { title: t('decisions.agent'), key: 'agent', render: (_, { agent }) => agent.name },
        {
          title: <Defined meaning={t('decisions.idleMeaning')}>{t('decisions.idle')}</Defined>,
          key: 'idle',
          className: 'figures',
          render: (_, { idleMs }) => formatDuration(idleMs),
        },
        {
          title: <Defined meaning={t('decisions.occupancyMeaning')}>{t('decisions.occupancy')}</Defined>,
          key: 'occupancy',
          className: 'figures',
          render: (_, { occupancy }) => `${String(Math.round(occupancy * 100))} %`,
        },
        {
          title: <Defined meaning={t('decisions.proficiencyMeaning')}>{t('decisions.proficiency')}</Defined>,
          key: 'proficiency',
          className: 'figures',
          render: (_, { proficiency }) => proficiency ?? '–',
        },
      ]}
    />
  )
}

function WaitReasons({ wait, timeZone }: { readonly wait: Wait; readonly timeZone: string }): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(timeZone)
  const words = useReasonWords()
  return (
    <section data-testid="wait-reasons">
      <h3 style={{ margin: '0 0 8px', fontSize: 15 }}>
        {t('decisions.waitTitle', { wait: formatDuration(wait.waitMs) })}
      </h3>
      <Timeline
        items={wait.moments.map((moment, at) => ({
          key: `${moment.kind}${moment.at}${String(at)}`,
          color: moment.kind === 'CONNECTED' ? 'green' : moment.kind === 'ABANDONED' ? 'red' : 'gray',
          content: (
            <>
              <span className="muted figures">{format.time(moment.at)}</span> {words.ofMoment(moment)}
            </>
          ),
        }))}
      />
      <h4 style={{ margin: '0 0 4px', fontSize: 14 }}>{t('decisions.meanwhile')}</h4>
      {wait.agents.length === 0 ? (
        <p className="muted">{t('decisions.nobody')}</p>
      ) : (
        <ul style={{ margin: 0, paddingInlineStart: 18 }}>
          {wait.agents.map(({ agent, shares }) => (
            <li key={agent.id}>
              <strong>{agent.name}</strong>:{' '}
              {shares.length === 0
                ? t('decisions.neverIn')
                : shares.map(({ status, ms }) => `${t(`status.${status}`)} ${formatDuration(ms)}`).join(', ')}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
