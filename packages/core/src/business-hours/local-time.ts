import type { Instant } from '../time.ts'

/** A wall clock's reading. `date` is `YYYY-MM-DD`; `day` 1 = Monday … 7 = Sunday (ISO 8601). */
export type LocalTime = { readonly date: string; readonly day: number; readonly minuteOfDay: number }

/** What a wall clock in the time zone shows at `now`, summer time included; null when the zone is not an IANA name. */
export function localTimeAt(timeZone: string, now: Instant): LocalTime | null {
  const format = formatOf(timeZone)
  if (format === null) return null
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const part of format.formatToParts(now)) parts[part.type] = Number(part.value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts
  // The calendar day as midnight UTC: only to find its weekday, which no time zone changes.
  const midnightUtc = Date.UTC(year, month - 1, day)
  return { date: isoDate(midnightUtc), day: isoDay(midnightUtc), minuteOfDay: hour * 60 + minute }
}

/** The calendar day before `date` and its weekday. */
export function dayBefore(date: string): { readonly date: string; readonly day: number } {
  const midnightUtc = Date.parse(`${date}T00:00:00Z`) - 86_400_000
  return { date: isoDate(midnightUtc), day: isoDay(midnightUtc) }
}

export const isTimeZone = (timeZone: string): boolean => formatOf(timeZone) !== null

const isoDate = (midnightUtc: number): string => new Date(midnightUtc).toISOString().slice(0, 10)
const isoDay = (midnightUtc: number): number => new Date(midnightUtc).getUTCDay() || 7

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
