import { addDays, daysBetween, type LocalDate } from '@seatline/core'
import { addMonths, daysInMonth, monthOf } from '../period.ts'
import type { RenewalForm } from './contract-terms.ts'

/** The term of a contract. `until` is the first day after; null: until notice. */
export type ContractTerm = {
  readonly from: LocalDate
  readonly until: LocalDate | null
  readonly renewal: RenewalForm
  readonly renewalMonths: number
  readonly noticeDays: number
  /** When notice was given that it shall not go on; null: none. */
  readonly noticeOn: LocalDate | null
}

/**
 * `lastNoticeOn` is the last day on which notice still ends it with the term; null where none is needed. `renewed` counts the renewals that have begun.
 * `next`: what happens at the end when nobody does anything.
 */
export type TermStanding = {
  readonly until: LocalDate | null
  readonly lastNoticeOn: LocalDate | null
  readonly daysLeft: number | null
  readonly renewed: number
  readonly next: 'renews' | 'ends' | 'runsOn'
  readonly hasEnded: boolean
}

/** How a contract stands on a day, with the renewals that have happened by themselves. */
export function termStanding(term: ContractTerm, today: LocalDate): TermStanding {
  const { renewal, renewalMonths, noticeDays, noticeOn } = term
  if (term.until === null)
    return { until: null, lastNoticeOn: null, daysLeft: null, renewed: 0, next: 'runsOn', hasEnded: false }
  let until = term.until
  let renewed = 0
  const inTime = (end: LocalDate): boolean => noticeOn !== null && noticeOn <= addDays(end, -noticeDays)
  const renews = renewal === 'automatic' && renewalMonths > 0
  while (renews && !inTime(until) && until <= today) {
    renewed++
    until = addMonthsToDay(term.until, renewalMonths * renewed)
  }
  return {
    until,
    lastNoticeOn: renews ? addDays(until, -noticeDays) : null,
    daysLeft: daysBetween(today, until),
    renewed,
    next: renews && !inTime(until) ? 'renews' : 'ends',
    hasEnded: until <= today,
  }
}

/** The same day so many months later; the last of the month where there is none such. */
export function addMonthsToDay(date: LocalDate, months: number): LocalDate {
  const month = addMonths(monthOf(date), months)
  const day = Math.min(Number(date.slice(8)), daysInMonth(month))
  return `${month}-${String(day).padStart(2, '0')}`
}
