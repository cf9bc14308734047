import { instant, type Instant } from './time.ts'

/** A calendar day, `YYYY-MM-DD`: of no time zone until one is named. */
export type LocalDate = string
/** A wall clock's reading. `day` 1 = Monday … 7 = Sunday (ISO 8601). */
export type LocalTime = { readonly date: LocalDate; readonly day: number; readonly minuteOfDay: number }

const DAY_MS = 86_400_000
/** No time zone is further than this from UTC. */
const OFFSET_MS_MAX = 15 * 3_600_000

/** What a wall clock in the time zone shows at `now`, summer time included; null when the zone is not an IANA name. */
export function localTimeAt(timeZone: string, now: Instant): LocalTime | null {
  const format = formatOf(timeZone)
  if (format === null) return null
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const part of format.formatToParts(now)) parts[part.type] = Number(part.value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts
  const date = isoDate(Date.UTC(year, month - 1, day))
  return { date, day: isoDayOf(date), minuteOfDay: hour * 60 + minute }
}

/**
 * The first instant of a calendar day in a time zone; null when the zone is not an IANA name. Where summer time begins at midnight
 * this is the first instant that exists.
 */
export function startOfDay(timeZone: string, date: LocalDate): Instant | null {
  if (!isTimeZone(timeZone)) return null
  const hasBegun = (at: number): boolean => (localTimeAt(timeZone, instant(at))?.date ?? '') >= date
  let before = midnightUtc(date) - OFFSET_MS_MAX
  let begun = midnightUtc(date) + OFFSET_MS_MAX
  while (begun - before > 1) {
    const middle = Math.floor((before + begun) / 2)
    if (hasBegun(middle)) begun = middle
    else before = middle
  }
  return instant(begun)
}

/** The calendar day so many days later, or earlier when `days` is negative. */
export const addDays = (date: LocalDate, days: number): LocalDate => isoDate(midnightUtc(date) + days * DAY_MS)

/** Calendar days from `from` to `to`. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => (midnightUtc(to) - midnightUtc(from)) / DAY_MS

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export const isoDayOf = (date: LocalDate): number => new Date(midnightUtc(date)).getUTCDay() || 7

/** True for a day that exists, written `YYYY-MM-DD`. */
export const isLocalDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(midnightUtc(text)) && isoDate(midnightUtc(text)) === text

export const isTimeZone = (timeZone: string): boolean => formatOf(timeZone) !== null

// A calendar day is handled as its midnight in UTC: a day there is always 24 hours long.
const isoDate = (midnight: number): LocalDate => new Date(midnight).toISOString().slice(0, 10)
const midnightUtc = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`)

/** Formatters by zone: making one costs more than a hundred uses of it. A memory of pure values, not state. */
const formats = new Map<string, Intl.DateTimeFormat | null>()

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = makeFormat(timeZone)
  formats.set(timeZone, made)
  return made
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
