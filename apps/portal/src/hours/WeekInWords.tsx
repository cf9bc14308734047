import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { groupDays, inWords } from './days.ts'
import type { Period } from './days.ts'

/** The week in a few lines: Mon–Fri 09:00–17:00. */
export function WeekInWords({ weekly }: { readonly weekly: readonly Period[] }): ReactNode {
  const { t } = useTranslation()
  return groupDays(weekly).map(({ first, last, intervals }) => (
    <div key={first} className="figures">
      {t(`hoursSetup.shortDay.${first}`)}
      {last === first ? '' : `–${t(`hoursSetup.shortDay.${last}`)}`}{' '}
      {intervals.length === 0 ? <span className="muted">{t('hoursSetup.closed')}</span> : inWords(intervals)}
    </div>
  ))
}
