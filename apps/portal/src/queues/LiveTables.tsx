import { Card, Table } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Elapsed } from '../ui/Elapsed.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Defined } from '../ui/Metric.tsx'
import type { LiveAgent, LiveCall, LiveQueue } from './documents.ts'
import { agentsByStatus, compareAgents } from './live-totals.ts'

const TONES: Readonly<Record<LiveAgent['status'], string>> = {
  READY: 'good',
  RINGING: 'warn',
  TALKING: '',
  HOLD: 'warn',
  ENGAGED: '',
  WRAP_UP: '',
  NOT_READY: '',
  SIGNED_OUT: '',
}

export function LiveQueuesTable({ queues }: { readonly queues: readonly LiveQueue[] }): ReactNode {
  const { t, i18n } = useTranslation()
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  const columns: TableColumnsType<LiveQueue> = [
    { title: t('live.queue'), key: 'queue', render: (_, { queue }) => <strong>{queue.name}</strong> },
    {
      title: <Defined meaning={t('define.waiting')}>{t('live.waiting')}</Defined>,
      key: 'waiting',
      align: 'right',
      render: (_, { waiting, queue }) => (
        <span className="figures" data-testid={`waiting-${queue.id}`}>
          {waiting}
        </span>
      ),
    },
    {
      title: <Defined meaning={t('define.longestWait')}>{t('live.longestWait')}</Defined>,
      key: 'longest',
      align: 'right',
      width: 150,
      render: (_, { oldestWaitingSince: since }) => (since === null ? '–' : <Elapsed since={since} />),
    },
    {
      title: <Defined meaning={t('define.agentsReady')}>{t('live.agentsReady')}</Defined>,
      dataIndex: 'agentsReady',
      align: 'right',
    },
    {
      title: <Defined meaning={t('define.agentsTalking')}>{t('live.agentsTalking')}</Defined>,
      dataIndex: 'agentsTalking',
      align: 'right',
    },
    {
      title: <Defined meaning={t('define.agentsSignedIn')}>{t('live.agentsSignedIn')}</Defined>,
      dataIndex: 'agentsSignedIn',
      align: 'right',
    },
    {
      title: <Defined meaning={t('define.serviceLevel', { seconds: 20 })}>{t('live.serviceLevel')}</Defined>,
      key: 'serviceLevel',
      align: 'right',
      render: (_, { serviceLevelToday: level }) => (
        <span className="figures" title={t('define.serviceLevel', { seconds: level.thresholdMs / 1_000 })}>
          {level.ratio === null ? '–' : percent.format(level.ratio)}
        </span>
      ),
    },
  ]
  return (
    <Card title={t('live.queues')} size="small" styles={{ body: { padding: 0 } }}>
      <Table
        rowKey={({ queue }) => queue.id}
        columns={columns}
        dataSource={[...queues]}
        pagination={false}
        className="wide"
        locale={{ emptyText: <EmptyState title={t('live.noQueues')} advice={t('live.noQueuesAdvice')} /> }}
        data-testid="live-queues"
      />
    </Card>
  )
}

export function LiveCallsTable({ calls }: { readonly calls: readonly LiveCall[] }): ReactNode {
  const { t } = useTranslation()
  const columns: TableColumnsType<LiveCall> = [
    { title: t('call.ani'), dataIndex: 'ani', className: 'figures' },
    { title: t('live.queue'), key: 'queue', render: (_, { queue }) => queue?.name ?? '–' },
    { title: t('live.phase'), key: 'state', render: (_, { state }) => t(`liveState.${state}`) },
    { title: t('call.agent'), key: 'agent', render: (_, { agent }) => agent?.name ?? '–' },
    {
      title: <Defined meaning={t('define.since')}>{t('live.since')}</Defined>,
      key: 'since',
      align: 'right',
      width: 110,
      render: (_, { since }) => <Elapsed since={since} />,
    },
  ]
  return (
    <Card title={t('live.calls')} size="small" styles={{ body: { padding: 0 } }}>
      <Table
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={[...calls]}
        pagination={false}
        className="wide tall"
        locale={{ emptyText: <EmptyState title={t('live.noCalls')} advice={t('live.noCallsAdvice')} /> }}
        data-testid="live-calls"
      />
    </Card>
  )
}

/** How many agents are in which state. */
function AgentCounts({ agents }: { readonly agents: readonly LiveAgent[] }): ReactNode {
  const { t } = useTranslation()
  return (
    <Defined meaning={t('define.agentsInState')}>
      <span className="figures muted" data-testid="agents-by-state">
        {agentsByStatus(agents)
          .map(({ status, count }) => `${t(`status.${status}`)} ${count}`)
          .join(' · ')}
      </span>
    </Defined>
  )
}

export function LiveAgentsTable({ agents }: { readonly agents: readonly LiveAgent[] }): ReactNode {
  const { t } = useTranslation()
  const columns: TableColumnsType<LiveAgent> = [
    { title: t('call.agent'), key: 'agent', render: (_, { agent }) => agent.name },
    {
      title: <Defined meaning={t('define.agentState')}>{t('live.state')}</Defined>,
      key: 'status',
      render: (_, { status, muted }) => (
        <span className={`badge ${TONES[status]}`}>
          <span className="badge-dot" aria-hidden />
          {t(`status.${status}`)}
          {muted ? ` · ${t('desk.mutedNow')}` : ''}
        </span>
      ),
    },
    { title: t('live.queues'), key: 'queues', render: (_, { queues }) => queues.map(({ name }) => name).join(' · ') },
    {
      title: <Defined meaning={t('define.since')}>{t('live.since')}</Defined>,
      key: 'since',
      align: 'right',
      width: 110,
      render: (_, { since }) => <Elapsed since={since} />,
    },
  ]
  return (
    <Card
      title={t('live.agents')}
      extra={<AgentCounts agents={agents} />}
      size="small"
      styles={{ body: { padding: 0 } }}
    >
      <Table
        rowKey={({ agent }) => agent.id}
        size="small"
        columns={columns}
        dataSource={agents.toSorted(compareAgents)}
        pagination={false}
        className="wide tall"
        locale={{ emptyText: <EmptyState title={t('live.noAgents')} advice={t('live.noAgentsAdvice')} /> }}
        data-testid="live-agents"
      />
    </Card>
  )
}
