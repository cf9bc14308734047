import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { LimitBar } from '../seats/LimitBar.tsx'
import type { ConsoleTenant, Figures } from './documents.ts'
import { HealthMark } from './ConsoleTable.tsx'

const MEGABYTE = 1_048_576

/** What the client uses of its limits at this moment. */
export function TenantNow(props: { readonly tenant: ConsoleTenant; readonly figures: Figures | undefined }): ReactNode {
  const { t, i18n } = useTranslation()
  const { tenant, figures } = props
  const whole = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 })
  const text = (use: number, max: number | null): string =>
    max === null
      ? t('console.unlimited', { use: whole.format(use) })
      : t('console.of', { use: whole.format(use), max: whole.format(max) })
  const bars = [
    {
      label: t('console.callsLive'),
      use: figures?.calls ?? 0,
      max: tenant.concurrentCallsMax,
      peak: figures?.callsPeakToday,
    },
    {
      label: t('console.perSecond'),
      use: figures?.callsPerSecond ?? 0,
      max: tenant.callsPerSecondMax,
      peak: figures?.callsPerSecondPeakToday,
    },
    ...tenant.seats.map(({ grade, count }) => ({
      label: `${t('console.seats')} · ${t(`seatGrade.${grade}`)}`,
      use: figures?.seatsInUse.find((each) => each.grade === grade)?.count ?? 0,
      max: count,
      peak: undefined,
    })),
    {
      label: t('console.requests'),
      use: figures?.requestsLastMinute ?? 0,
      max: tenant.apiRequestsPerMinuteMax,
      peak: undefined,
    },
  ]
  const reasons = tenant.healthReasons.map((reason) => t(`healthReason.${reason}`))
  return (
    <div className="stack" data-testid="tenant-now">
      <div className="row">
        <HealthMark row={tenant} />
        <span className="muted">{reasons.length === 0 ? t('console.noReasons') : reasons.join(', ')}</span>
      </div>
      <span className="figures">
        {t('console.usageToday', {
          calls: tenant.callsToday,
          answered: tenant.answeredToday,
          minutes: whole.format(tenant.secondsToday / 60),
        })}
      </span>
      {figures?.known === false && <Alert type="info" showIcon title={t('console.liveLost')} />}
      {bars.map(({ label, use, max, peak }) => (
        <div key={label}>
          <div className="row">
            <span>{label}</span>
            <span className="space" style={{ flex: 1 }} />
            {peak !== undefined && <span className="muted figures">{t('seats.peakOf', { peak })}</span>}
          </div>
          <LimitBar label={label} use={use} max={max} text={text(use, max)} />
        </div>
      ))}
      <div>
        <span>{t('console.storage')}</span>
        <LimitBar
          label={t('console.storage')}
          use={tenant.storageBytes}
          max={tenant.storageBytesMax}
          text={t('console.megabytes', {
            use: whole.format(tenant.storageBytes / MEGABYTE),
            max: whole.format(tenant.storageBytesMax / MEGABYTE),
          })}
        />
      </div>
      <Refused figures={figures} />
    </div>
  )
}

const REASONS = [
  'unknownNumber',
  'tenantFull',
  'tenantSuspended',
  'tenantNotOpen',
  'tenantTooFast',
  'callerBlocked',
  'platformFull',
] as const

function Refused({ figures }: { readonly figures: Figures | undefined }): ReactNode {
  const { t } = useTranslation()
  const refused = figures?.refusedToday ?? []
  const most = Math.max(1, ...refused.map(({ count }) => count))
  return (
    <div>
      <strong>{t('console.refusedToday')}</strong>
      {refused.length === 0 && <p className="muted">{t('console.noneRefused')}</p>}
      {refused.map(({ reason, count }) => {
        const known = REASONS.find((each) => each === reason) ?? 'other'
        const label = t(`refusedReason.${known}`)
        return (
          <div key={reason}>
            <span>{label}</span>
            <LimitBar small label={label} use={count} max={most * 1.3} text={String(count)} />
          </div>
        )
      })}
    </div>
  )
}
