import { instant, localTimeAt } from '@seatline/core'
import type { Instant, LocalDate } from '@seatline/core'

/** A part of the week with prices of its own, by the tenant's wall clock: `from` is in it, `to` is not. `day` 1 = Monday … 7 = Sunday. */
export type WeeklyPeriod = { readonly day: number; readonly from: string; readonly to: string }
/** One band of at most may be marked with `holidays`: it covers the plan's holidays whole, whatever the weekday. */
export type PlanBand = { readonly name: string; readonly periods: readonly WeeklyPeriod[]; readonly holidays: boolean }

/** What is wrong with a set of bands, and where: `2.periods.0` is the first period of the third band. */
export type TimeBandError = {
  readonly field: string
  readonly code: 'notName' | 'duplicateName' | 'notPeriod' | 'overlap' | 'duplicate'
}

const MINUTES_A_DAY = 1_440

/** Accepts bands that cannot contradict each other: no minute of the week is in two of them, and holidays are in one at most. */
export function checkBands(bands: readonly PlanBand[]): readonly TimeBandError[] {
  const errors: TimeBandError[] = []
  const names = new Set<string>()
  const taken: Span[] = []
  bands.forEach(({ name, periods }, place) => {
    if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) errors.push({ field: `${String(place)}.name`, code: 'notName' })
    if (names.has(name)) errors.push({ field: `${String(place)}.name`, code: 'duplicateName' })
    names.add(name)
    periods.forEach((period, index) => {
      const field = `${String(place)}.periods.${String(index)}`
      const span = spanOf(period)
      if (span === null) errors.push({ field, code: 'notPeriod' })
      else if (taken.some((other) => span.from < other.to && other.from < span.to))
        errors.push({ field, code: 'overlap' })
      else taken.push(span)
    })
  })
  const holidays = bands.flatMap((band, place) => (band.holidays ? [place] : []))
  for (const place of holidays.slice(1)) errors.push({ field: `${String(place)}.holidays`, code: 'duplicate' })
  return errors
}

/** Finds the band of an instant; null outside all of them. A call is priced by the band in which it began. */
export type BandFinder = (at: Instant) => string | null

/** Bands made ready for many calls: the week by the minute. */
export function bandFinder(
  clock: QuarterClock,
  terms: { readonly bands: readonly PlanBand[]; readonly holidays: readonly LocalDate[] },
): BandFinder {
  const { bands } = terms
  if (bands.length === 0) return () => null
  const week: (string | null)[] = Array.from({ length: 7 * MINUTES_A_DAY }, () => null)
  for (const { name, periods } of bands)
    for (const period of periods) {
      const span = spanOf(period)
      if (span !== null) week.fill(name, span.from, span.to)
    }
  const holidays = new Set(terms.holidays)
  const ofHolidays = bands.find((band) => band.holidays)?.name ?? null
  return (at) => {
    const { date, minuteOfWeek: begun } = clock(at)
    if (ofHolidays !== null && holidays.has(date)) return ofHolidays
    return week[begun + Math.floor((at % QUARTER_MS) / 60_000)] ?? null
  }
}

/** What a wall clock shows at the beginning of a quarter of an hour. */
type Quarter = { readonly date: LocalDate; readonly month: string; readonly minuteOfWeek: number }
/** A wall clock that is read once a quarter of an hour: all changes of clocks, and all offsets of time zones today, are at whole quarters. */
export type QuarterClock = (at: Instant) => Quarter
const QUARTER_MS = 900_000
const QUARTERS_KEPT = 20_000

export function quarterClock(timeZone: string): QuarterClock {
  const known = new Map<number, Quarter>()
  return (at) => {
    const number = Math.floor(at / QUARTER_MS)
    const kept = known.get(number)
    if (kept !== undefined) return kept
    const read = readQuarter(timeZone, number)
    if (known.size >= QUARTERS_KEPT) known.clear()
    known.set(number, read)
    return read
  }
}

function readQuarter(timeZone: string, number: number): Quarter {
  const local = localTimeAt(timeZone, instant(number * QUARTER_MS))
  if (local === null) throw new RangeError(`not an IANA time zone [zone:${timeZone}]`)
  const { date, day, minuteOfDay } = local
  return { date, month: date.slice(0, 7), minuteOfWeek: minuteOfWeek(day, minuteOfDay) }
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
