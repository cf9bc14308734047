import { Alert } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useQuery } from 'urql'
import { useMembershipOfPage } from '../app/use-tenant.ts'
import { formatMoney } from '../ui/money.ts'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { SeatsQuery } from './documents.ts'
import { LimitList } from './LimitList.tsx'
import { SeatChangeDrawer } from './SeatChangeDrawer.tsx'
import type { Changing } from './SeatChangeDrawer.tsx'
import { AddOnTable, FeatureTable, GradeTable } from './SeatTables.tsx'

/** Who sits where changes by the minute, not by the second. */
const REREAD_MS = 5_000

/** What the tenant has rented, who uses it now, and what that entitles to. */
export function SeatsPage(): ReactNode {
  const { t } = useTranslation()
  const { tenant, permissions } = useMembershipOfPage()
  const [changing, setChanging] = useState<Changing | null>(null)
  const [{ data, error }, read] = useQuery({
    query: SeatsQuery,
    variables: { tenantId: tenant.id },
    requestPolicy: 'cache-and-network',
  })
  useEffect(() => {
    const timer = setInterval(() => read({ requestPolicy: 'network-only' }), REREAD_MS)
    return () => clearInterval(timer)
  }, [read])
  const seats = data?.seatOverview ?? null
  const price = seats?.seatPricePerMonth ?? null
  const onChange = permissions.includes('SEATS_CHANGE') ? setChanging : null
  return (
    <>
      <div className="page-head">
        <h1>{t('pages.seats')}</h1>
        <span className="space" />
        {price !== null && <span className="muted figures">{t('seats.perMonth', { price: formatMoney(price) })}</span>}
      </div>
      {seats === null ? (
        error === undefined ? (
          <PageSkeleton />
        ) : (
          <Alert type="error" showIcon title={t('seats.failed')} />
        )
      ) : (
        <div className="stack" data-testid="seats">
          {!seats.liveKnown && <Alert type="info" showIcon title={t('seats.liveUnknown')} />}
          {onChange === null && <span className="muted">{t('seats.readOnly')}</span>}
          <GradeTable grades={seats.grades} onChange={onChange} />
          <div className="live-tables">
            <FeatureTable features={seats.features} />
            <div className="stack">
              <LimitList limits={seats.limits} />
              <AddOnTable addOns={seats.addOns} onChange={onChange} />
            </div>
          </div>
        </div>
      )}
      {seats !== null && changing !== null && (
        <SeatChangeDrawer
          tenant={tenant}
          today={seats.today}
          changing={changing}
          onClose={() => setChanging(null)}
          onDone={() => {
            setChanging(null)
            read({ requestPolicy: 'network-only' })
          }}
        />
      )}
    </>
  )
}
