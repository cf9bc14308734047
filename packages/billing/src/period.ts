import { addDays, daysBetween, InvariantError, isLocalDate, localTimeAt, startOfDay } from '@seatline/core'
import type { Instant, LocalDate } from '@seatline/core'

/** Whole calendar days in one time zone, `from` included, `until` not. */
export type ServicePeriod = { readonly timeZone: string; readonly from: LocalDate; readonly until: LocalDate }

/** A calendar month, `YYYY-MM`. */
export type Month = string

/** The calendar day on which `at` falls. */
export function dayOf(timeZone: string, at: Instant): LocalDate {
  const local = localTimeAt(timeZone, at)
  if (local === null) throw new RangeError(`not an IANA time zone [zone:${timeZone}]`)
  return local.date
}

export const monthOf = (date: LocalDate): Month => date.slice(0, 7)
export const firstDayOf = (month: Month): LocalDate => `${month}-01`

/** The first day of the following month. */
export function endOfMonth(month: Month): LocalDate {
  // 31 days after the first day is always in the next month.
  return firstDayOf(monthOf(addDays(firstDayOf(month), 31)))
}

export const daysInMonth = (month: Month): number => daysBetween(firstDayOf(month), endOfMonth(month))

/** One whole calendar month. */
export const calendarMonth = (timeZone: string, month: Month): ServicePeriod => ({
  timeZone,
  from: firstDayOf(month),
  until: endOfMonth(month),
})

/** From the first of the month that holds `asOf` to the end of that day: a day that has begun counts whole. */
export function monthToDate(timeZone: string, asOf: Instant): ServicePeriod {
  const today = dayOf(timeZone, asOf)
  return { timeZone, from: firstDayOf(monthOf(today)), until: addDays(today, 1) }
}

/** The instants the period covers: `startsAt` included, `endsAt` not. A day with a change of clocks has 23 or 25 hours. */
export function instantsOf(period: ServicePeriod): { readonly startsAt: Instant; readonly endsAt: Instant } {
  const startsAt = startOfDay(period.timeZone, period.from)
  const endsAt = startOfDay(period.timeZone, period.until)
  if (startsAt === null || endsAt === null) throw new RangeError(`not an IANA time zone [zone:${period.timeZone}]`)
  return { startsAt, endsAt }
}

/** Every day of the period, in order. */
export function daysOf(period: ServicePeriod): readonly LocalDate[] {
  if (!isLocalDate(period.from) || !isLocalDate(period.until) || period.until < period.from)
    throw new InvariantError(`not a period [from:${period.from} until:${period.until}]`)
  return Array.from({ length: daysBetween(period.from, period.until) }, (_, index) => addDays(period.from, index))
}

/** Every month of which the days hold at least one, in order. */
export function monthsOf({ from, until }: Pick<ServicePeriod, 'from' | 'until'>): readonly Month[] {
  const months: Month[] = []
  for (let day = from; day < until; day = endOfMonth(monthOf(day))) months.push(monthOf(day))
  return months
}

/** The month so many months later, or earlier when `months` is negative. */
export function addMonths(month: Month, months: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}
