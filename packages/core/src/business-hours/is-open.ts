import type { BusinessHours } from '../contracts/snapshot.ts'
import { addDays, isoDayOf, localTimeAt, type LocalDate } from '../local-time.ts'
import type { Instant } from '../time.ts'
import { coversNextDay, coversOwnDay, type WallInterval } from './wall-time.ts'

/** What decided whether it is open: a day with hours of its own, a holiday, or the week. */
export type OpenGround =
  | { readonly kind: 'specialDay' | 'holiday'; readonly date: LocalDate; readonly name: string }
  | { readonly kind: 'weekly'; readonly date: LocalDate; readonly day: number }
  | { readonly kind: 'unknownTimeZone' }
export type OpenAnswer = { readonly isOpen: boolean; readonly ground: OpenGround }

/**
 * True when the hours say open at `now`, by the wall clock of their own time zone. `from` is open, `to` is closed already.
 * Hours whose `to` is not after `from` run past midnight and belong to the day they begin on. A special day is stronger than a holiday, a holiday stronger
 * than the week. What the week says of the evening before ends at the midnight of a holiday or special day; what a special day says of its own night holds.
 * A time zone nobody knows counts as open: a caller too many is better than a caller sent away.
 */
export const isOpen = (hours: BusinessHours, now: Instant): boolean => explainOpen(hours, now).isOpen

/** The same, with what decided it. */
export function explainOpen(hours: BusinessHours, now: Instant): OpenAnswer {
  const local = localTimeAt(hours.timeZone, now)
  if (local === null) return { isOpen: true, ground: { kind: 'unknownTimeZone' } }
  const { date, minuteOfDay } = local
  const today = planOf(hours, date)
  if (today.intervals.some((interval) => coversOwnDay(interval, minuteOfDay)))
    return { isOpen: true, ground: today.ground }
  const yesterday = planOf(hours, addDays(date, -1))
  const reachesOver = today.ground.kind === 'weekly' || yesterday.ground.kind === 'specialDay'
  if (reachesOver && yesterday.intervals.some((interval) => coversNextDay(interval, minuteOfDay)))
    return { isOpen: true, ground: yesterday.ground }
  return { isOpen: false, ground: today.ground }
}

/** The hours that begin on a day, and why these. */
function planOf(
  hours: BusinessHours,
  date: LocalDate,
): { readonly ground: Exclude<OpenGround, { kind: 'unknownTimeZone' }>; readonly intervals: readonly WallInterval[] } {
  const special = hours.specialDays.find((each) => each.date === date)
  if (special !== undefined)
    return { ground: { kind: 'specialDay', date, name: special.name }, intervals: special.intervals }
  const holiday = hours.holidays.find((each) => each.date === date)
  if (holiday !== undefined) return { ground: { kind: 'holiday', date, name: holiday.name }, intervals: [] }
  const day = isoDayOf(date)
  return { ground: { kind: 'weekly', date, day }, intervals: hours.weekly.filter((period) => period.day === day) }
}
