import { Card } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Limit } from './documents.ts'
import { LimitBar } from './LimitBar.tsx'

const GIGABYTE = 1_073_741_824

/** The tenant's limits with what is used of them. */
export function LimitList({ limits }: { readonly limits: readonly Limit[] }): ReactNode {
  const { t, i18n } = useTranslation()
  const whole = new Intl.NumberFormat(i18n.language)
  const tenth = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 })
  const value = (kind: Limit['kind'], figure: number): string =>
    kind === 'STORAGE_BYTES' ? `${tenth.format(figure / GIGABYTE)} GB` : whole.format(figure)
  return (
    <Card size="small" title={t('seats.limits')} data-testid="limits">
      <div className="stack">
        {limits.map(({ kind, max, use, peakToday }) => {
          const label = t(`limitKind.${kind}`)
          const text =
            max === null
              ? t('seats.noLimit', { use: value(kind, use) })
              : t('seats.limitOf', { use: value(kind, use), max: value(kind, max) })
          return (
            <div key={kind}>
              <div className="row">
                <span>{label}</span>
                <span style={{ flex: 1 }} />
                {peakToday !== null && (
                  <span className="muted figures">{t('seats.peakOf', { peak: value(kind, peakToday) })}</span>
                )}
              </div>
              <LimitBar label={label} use={use} max={max} text={text} />
            </div>
          )
        })}
      </div>
    </Card>
  )
}
