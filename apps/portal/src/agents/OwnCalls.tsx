import { Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { BrandName } from '../ui/Brand.tsx'
import { formatDuration } from '../ui/duration.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTimeFormat } from '../ui/time-format.ts'
import { MyCallsQuery } from './documents.ts'
import type { OwnCall } from './documents.ts'

const SHOWN = 12
/** The agent's own clock: calls of several tenants, in several time zones, stand in one list. */
const OWN_TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The agent's latest calls; `refreshKey` changes when another one is over. */
export function OwnCalls({ refreshKey }: { readonly refreshKey: string }): ReactNode {
  const { t } = useTranslation()
  const [{ data }, reload] = useQuery({
    query: MyCallsQuery,
    variables: { first: SHOWN },
    requestPolicy: 'cache-and-network',
  })
  useEffect(() => reload({ requestPolicy: 'network-only' }), [refreshKey, reload])
  // While the server does not answer, the last list is better than none.
  const [known, setKnown] = useState<typeof data>(undefined)
  if (data !== undefined && data !== known) setKnown(data)
  const calls = (data ?? known)?.myCalls.edges.map((edge) => edge.node) ?? null
  return (
    <section className="desk-panel" aria-label={t('ownCalls.title')} data-testid="own-calls" style={{ minHeight: 240 }}>
      <h2 style={{ margin: '0 0 6px', fontSize: 16 }}>{t('ownCalls.title')}</h2>
      {calls === null ? (
        <Skeleton active title={false} paragraph={{ rows: 5 }} />
      ) : calls.length === 0 ? (
        <EmptyState title={t('ownCalls.none')} advice={t('ownCalls.noneAdvice')} />
      ) : (
        <ul className="own-calls">
          {calls.map((call) => (
            <OwnCallRow key={call.id} call={call} />
          ))}
        </ul>
      )}
    </section>
  )
}

function OwnCallRow({ call }: { readonly call: OwnCall }): ReactNode {
  const { t } = useTranslation()
  const format = useTimeFormat(OWN_TIME_ZONE)
  return (
    <li data-testid={`own-call-${call.id}`}>
      <div className="row" style={{ justifyContent: 'space-between', flexWrap: 'nowrap' }}>
        <strong className="figures">{call.ani}</strong>
        <span className="muted figures">{format.time(call.arrivedAt)}</span>
      </div>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <BrandName {...call.tenant.brand} />
        <span className="muted figures">
          {call.endedAt === null ? t('outcome.IN_PROGRESS') : formatDuration(call.talkMs + call.holdMs)}
        </span>
      </div>
      <div className="muted">
        {call.queue?.name ?? ''}
        {call.disposition === null ? '' : ` · ${call.disposition.label}`}
      </div>
    </li>
  )
}
