import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { DAYS } from './days.ts'
import type { Day, Period } from './days.ts'

export type WeekEditorProps = {
  readonly weekly: readonly Period[]
  /** By the place in `weekly`: what is wrong with it. */
  readonly faults: ReadonlyMap<number, string>
  readonly mayEdit: boolean
  readonly onChange: (weekly: readonly Period[]) => void
}

/** The hours of a week, day by day; several on a day, each by keyboard. */
export function WeekEditor({ weekly, faults, mayEdit, onChange }: WeekEditorProps): ReactNode {
  const { t } = useTranslation()
  const change = (at: number, part: Partial<Period>): void =>
    onChange(weekly.map((period, index) => (index === at ? { ...period, ...part } : period)))
  const likeMonday = (): void => {
    const monday = weekly.filter(({ day }) => day === 1)
    const rest = weekly.filter(({ day }) => day === 1 || day > 5)
    onChange([...rest, ...[2, 3, 4, 5].flatMap((day) => monday.map((period) => ({ ...period, day })))])
  }
  return (
    <div data-testid="week-editor">
      {DAYS.map((day) => (
        <div key={day} className="row" style={{ alignItems: 'flex-start', padding: '6px 0', flexWrap: 'nowrap' }}>
          <span style={{ width: 92, paddingTop: 4 }}>{t(`hoursSetup.day.${day}`)}</span>
          <div style={{ flex: 1 }}>
            {weekly.map((period, at) =>
              period.day === day ? (
                <PeriodRow
                  key={at}
                  day={day}
                  period={period}
                  fault={faults.get(at)}
                  mayEdit={mayEdit}
                  onChange={(part) => change(at, part)}
                  onRemove={() => onChange(weekly.filter((_, index) => index !== at))}
                />
              ) : null,
            )}
            {weekly.some((period) => period.day === day) ? null : (
              <span className="muted" style={{ lineHeight: '32px' }}>
                {t('hoursSetup.closed')}
              </span>
            )}
          </div>
          {mayEdit ? (
            <Button
              icon={<PlusOutlined aria-hidden />}
              aria-label={t('hoursSetup.addInterval', { day: t(`hoursSetup.day.${day}`) })}
              onClick={() => onChange([...weekly, { day, from: '09:00', to: '17:00' }])}
            />
          ) : null}
        </div>
      ))}
      {mayEdit ? <Button onClick={likeMonday}>{t('hoursSetup.copyMonday')}</Button> : null}
      <p className="muted">{t('hoursSetup.weekHelp')}</p>
    </div>
  )
}

type PeriodRowProps = {
  readonly day: Day
  readonly period: Period
  readonly fault: string | undefined
  readonly mayEdit: boolean
  readonly onChange: (part: Partial<Period>) => void
  readonly onRemove: () => void
}

function PeriodRow({ day, period, fault, mayEdit, onChange, onRemove }: PeriodRowProps): ReactNode {
  const { t } = useTranslation()
  const dayName = t(`hoursSetup.day.${day}`)
  const { from, to } = period
  const time = (part: 'from' | 'to'): ReactNode => (
    <Input
      value={period[part]}
      disabled={!mayEdit}
      status={fault === undefined ? '' : 'error'}
      aria-label={`${dayName} ${t(`hoursSetup.${part}`)}`}
      aria-invalid={fault !== undefined}
      style={{ width: 80 }}
      onChange={(event) => onChange({ [part]: event.target.value })}
    />
  )
  return (
    <>
      <div className="row" style={{ marginBottom: 4 }}>
        {time('from')}
        <span aria-hidden>–</span>
        {time('to')}
        {mayEdit ? (
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t('hoursSetup.removeInterval', { from, to, day: dayName })}
            onClick={onRemove}
          />
        ) : null}
        {/^\d\d:\d\d$/.test(to) && to <= from ? <span className="muted">{t('hoursSetup.pastMidnight')}</span> : null}
      </div>
      {fault === undefined ? null : (
        <div role="alert" className="tone-error" style={{ marginBottom: 6 }}>
          {fault}
        </div>
      )}
    </>
  )
}
