import { Alert } from 'antd'
import { useCallback, useMemo } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { serverClock } from '../app/clock.ts'
import { useTenant } from '../app/use-tenant.ts'
import { useLive } from '../graphql/live.ts'
import type { ResultOf } from '../graphql/graphql.ts'
import { Elapsed } from '../ui/Elapsed.tsx'
import { Metric } from '../ui/Metric.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { TenantLiveSubscription } from './documents.ts'
import type { TenantLive } from './documents.ts'
import { agentsByStatus, liveTotals } from './live-totals.ts'
import { LiveAgentsTable, LiveCallsTable, LiveQueuesTable } from './LiveTables.tsx'

type Told = ResultOf<typeof TenantLiveSubscription>

/** What goes on in the tenant now. */
export function LivePage(): ReactNode {
  const { t } = useTranslation()
  const tenant = useTenant()
  const variables = useMemo(() => ({ tenantId: tenant.id }), [tenant.id])
  const onTold = useCallback((told: Told) => serverClock.heard(Date.parse(told.tenantLive.serverTime)), [])
  const { data, failed } = useLive(TenantLiveSubscription, variables, onTold)
  const live = data?.tenantLive ?? null
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.live')}</h1>
      </div>
      {failed && <Alert type="error" showIcon title={t('failure.live')} style={{ marginBottom: 16 }} />}
      {live === null ? failed ? null : <PageSkeleton /> : <LiveContent live={live} />}
    </>
  )
}

function LiveContent({ live }: { readonly live: TenantLive }): ReactNode {
  return (
    <div className="stack" data-testid="live">
      {live.queues !== null && <LiveMetrics live={live} queues={live.queues} />}
      {live.queues !== null && <LiveQueuesTable queues={live.queues} />}
      <div className="live-tables">
        {live.calls !== null && <LiveCallsTable calls={live.calls} />}
        {live.agents !== null && <LiveAgentsTable agents={live.agents} />}
      </div>
    </div>
  )
}

type LiveMetricsProps = { readonly live: TenantLive; readonly queues: NonNullable<TenantLive['queues']> }

function LiveMetrics({ live, queues }: LiveMetricsProps): ReactNode {
  const { t, i18n } = useTranslation()
  const totals = liveTotals(queues)
  const definition = queues[0]?.serviceLevelToday
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  const states = agentsByStatus(live.agents ?? [])
  const count = (wanted: string): number => states.find(({ status }) => status === wanted)?.count ?? 0
  return (
    <div className="metrics metrics-eight">
      <Metric
        label={t('live.waiting')}
        meaning={t('define.waiting')}
        value={totals.waiting}
        tone={totals.waiting > 0 ? 'warning' : 'plain'}
        testId="waiting"
      />
      <Metric
        label={t('live.longestWait')}
        meaning={t('define.longestWait')}
        value={totals.oldestWaitingSince === null ? '–' : <Elapsed since={totals.oldestWaitingSince} />}
        testId="longest-wait"
      />
      <Metric
        label={t('live.callsNow')}
        meaning={t('define.callsNow')}
        value={live.calls?.length ?? '–'}
        testId="calls-now"
      />
      <Metric
        label={t('live.agentsReady')}
        meaning={t('define.agentsReadyAll')}
        value={count('READY')}
        testId="agents-ready"
      />
      <Metric
        label={t('live.agentsTalking')}
        meaning={t('define.agentsTalkingAll')}
        value={count('TALKING') + count('HOLD')}
        testId="agents-talking"
      />
      <Metric
        label={t('live.serviceLevel')}
        meaning={t('define.serviceLevel', { seconds: (definition?.thresholdMs ?? 20_000) / 1_000 })}
        value={totals.serviceLevel === null ? '–' : percent.format(totals.serviceLevel)}
        testId="service-level"
      />
      <Metric label={t('live.answered')} meaning={t('define.answered')} value={totals.answered} testId="answered" />
      <Metric label={t('live.abandoned')} meaning={t('define.abandoned')} value={totals.abandoned} testId="abandoned" />
    </div>
  )
}
