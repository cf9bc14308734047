import { fail, isTimeZone, localTimeAt, ok, type Instant, type Result } from '@seatline/core'

/** A part of the week with prices of its own, by a wall clock: `from` is in it, `to` is not. `day` 1 = Monday … 7 = Sunday. */
export type TimeBand = { readonly name: string; readonly periods: readonly WeeklyPeriod[] }
export type WeeklyPeriod = { readonly day: number; readonly from: string; readonly to: string }

export type TimeBands = { readonly timeZone: string; readonly bands: readonly TimeBand[] }

/** What is wrong with a set of bands, and where: `bands.peak.2` is the third period of the band `peak`. */
export type TimeBandError = {
  readonly field: string
  readonly code: 'notTimeZone' | 'notName' | 'duplicateName' | 'notPeriod' | 'overlap'
}

const MINUTES_A_DAY = 1_440

/** Accepts bands that cannot contradict each other: no minute of the week is in two of them. */
export function checkTimeBands(set: TimeBands): Result<TimeBands, readonly TimeBandError[]> {
  const errors: TimeBandError[] = isTimeZone(set.timeZone) ? [] : [{ field: 'timeZone', code: 'notTimeZone' }]
  const names = new Set<string>()
  const taken: Span[] = []
  for (const { name, periods } of set.bands) {
    if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) errors.push({ field: `bands.${name}`, code: 'notName' })
    if (names.has(name)) errors.push({ field: `bands.${name}`, code: 'duplicateName' })
    names.add(name)
    periods.forEach((period, index) => {
      const field = `bands.${name}.${String(index)}`
      const span = spanOf(period)
      if (span === null) errors.push({ field, code: 'notPeriod' })
      else if (taken.some((other) => span.from < other.to && other.from < span.to))
        errors.push({ field, code: 'overlap' })
      else taken.push(span)
    })
  }
  return errors.length === 0 ? ok(set) : fail(errors)
}

/** The band an instant is in; null outside all of them. A call is priced by the band in which it began. */
export function bandAt(set: TimeBands, at: Instant): TimeBand | null {
  const local = localTimeAt(set.timeZone, at)
  if (local === null) return null
  const minute = minuteOfWeek(local.day, local.minuteOfDay)
  const isIn = (period: WeeklyPeriod): boolean => {
    const span = spanOf(period)
    return span !== null && minute >= span.from && minute < span.to
  }
  return set.bands.find((band) => band.periods.some(isIn)) ?? null
}

/** Minutes of the week, from Monday 00:00. */
type Span = { readonly from: number; readonly to: number }

function spanOf(period: WeeklyPeriod): Span | null {
  const from = minuteOf(period.from)
  const to = minuteOf(period.to)
  const isDay = Number.isInteger(period.day) && period.day >= 1 && period.day <= 7
  if (!isDay || from === null || to === null || to <= from) return null
  return { from: minuteOfWeek(period.day, from), to: minuteOfWeek(period.day, to) }
}

/** `HH:MM` from 00:00 to 24:00 as minutes; a band past midnight is written as two periods. */
function minuteOf(wallTime: string): number | null {
  if (!/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(wallTime)) return null
  return Number(wallTime.slice(0, 2)) * 60 + Number(wallTime.slice(3))
}

const minuteOfWeek = (day: number, minuteOfDay: number): number => (day - 1) * MINUTES_A_DAY + minuteOfDay
