import type { BusinessHours } from '../contracts/snapshot.ts'
import { addDays, isoDayOf, localTimeAt } from '../local-time.ts'
import type { Instant } from '../time.ts'

/**
 * True when the hours say open at `now`, by the wall clock of their own time zone. `from` is open, `to` is closed already.
 * Hours whose `to` is not after `from` run past midnight and belong to the day they begin on. A holiday is closed from
 * midnight to midnight. A time zone nobody knows counts as open: a caller too many is better than a caller sent away.
 */
export function isOpen(hours: BusinessHours, now: Instant): boolean {
  const local = localTimeAt(hours.timeZone, now)
  if (local === null) return true
  if (isHoliday(hours, local.date)) return false
  const yesterday = addDays(local.date, -1)
  return hours.weekly.some((period) => {
    const from = minuteOf(period.from)
    const to = minuteOf(period.to)
    const isPastMidnight = to <= from
    if (period.day === local.day) return local.minuteOfDay >= from && (isPastMidnight || local.minuteOfDay < to)
    const isFromYesterday = isPastMidnight && period.day === isoDayOf(yesterday) && !isHoliday(hours, yesterday)
    return isFromYesterday && local.minuteOfDay < to
  })
}

const isHoliday = (hours: BusinessHours, date: string): boolean =>
  hours.holidays.some((holiday) => holiday.date === date)

/** `HH:MM` as minutes after midnight. */
const minuteOf = (wallTime: string): number => Number(wallTime.slice(0, 2)) * 60 + Number(wallTime.slice(3))
