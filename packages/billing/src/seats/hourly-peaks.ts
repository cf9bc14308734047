import { addDays, SEAT_GRADES, type LocalDate, type SeatGrade, type TenantId } from '@seatline/core'
import { daysOf, instantsOf, type ServicePeriod } from '../period.ts'
import { clipped, type AgentInterval, type Span } from './agent-time.ts'
import type { HourlyPeak, UserDay } from './seat-facts.ts'

/** A peak that was held for less than half an hour of the hour does not count. */
export const PEAK_HELD_MS_MIN = 1_800_000
const HOUR_MS = 3_600_000

/**
 * The peak of each hour in which the tenant's own agents of a grade were signed in, in whatever state.
 *
 * The rule: hours are those of the tenant's clock, counted from the beginning of its local day. A level of n counts when n or more agents were signed in at once for at
 * least 30 minutes of that hour, all its stretches in the hour taken together; the peak is the highest level that counts. So a change of shift, where both shifts are
 * signed in for ten minutes, makes no peak; nor does who looks in for a quarter of an hour; nor is a level lost by logging in anew. An hour in which no level counts has
 * no peak.
 */
export function hourlyPeaks(
  intervals: readonly AgentInterval[],
  tenantId: TenantId,
  period: ServicePeriod,
): readonly HourlyPeak[] {
  const own = intervals.filter(({ homeTenantId }) => homeTenantId === tenantId)
  return daysOf(period).flatMap((date) => {
    const day = spanOfDay(period.timeZone, date)
    const ofDay = own.flatMap((interval) => clipped(interval, day) ?? [])
    return ofDay.length === 0 ? [] : hoursOf(day).flatMap((hour) => peaksOfHour({ tenantId, date, hour, ofDay }))
  })
}

/** Each person who was signed in on a local day, however shortly, once. */
export function userDays(
  intervals: readonly AgentInterval[],
  tenantId: TenantId,
  period: ServicePeriod,
): readonly UserDay[] {
  const own = intervals.filter(({ homeTenantId }) => homeTenantId === tenantId)
  return daysOf(period).flatMap((date) => {
    const day = spanOfDay(period.timeZone, date)
    const people = new Map(
      own
        .filter((interval) => clipped(interval, day) !== null)
        .map(({ agentId, grade }) => [agentId, { tenantId, date, agentId, grade }] as const),
    )
    return [...people.values()].toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1))
  })
}

/** The instants of a local day; one with a change of clocks has 23 or 25 hours. */
export function spanOfDay(timeZone: string, date: LocalDate): Span {
  const { startsAt, endsAt } = instantsOf({ timeZone, from: date, until: addDays(date, 1) })
  return { from: startsAt, until: endsAt }
}

type Hour = Span & { readonly index: number }

function hoursOf(day: Span): readonly Hour[] {
  const count = Math.ceil((day.until - day.from) / HOUR_MS)
  return Array.from({ length: count }, (_, index) => {
    const from = day.from + index * HOUR_MS
    return { index, from, until: Math.min(from + HOUR_MS, day.until) }
  })
}

function peaksOfHour(of: {
  readonly tenantId: TenantId
  readonly date: LocalDate
  readonly hour: Hour
  readonly ofDay: readonly AgentInterval[]
}): readonly HourlyPeak[] {
  const { tenantId, date, hour } = of
  const within = of.ofDay.flatMap((interval) => clipped(interval, hour) ?? [])
  return SEAT_GRADES.flatMap((grade: SeatGrade) => {
    const peak = peakOf(within.filter((interval) => interval.grade === grade))
    return peak === 0 ? [] : [{ tenantId, date, hour: hour.index, startsAt: hour.from, grade, peak }]
  })
}

/** The highest number of agents at once that lasted long enough, all stretches together. */
function peakOf(intervals: readonly AgentInterval[]): number {
  const changes = intervals
    .flatMap(({ from, until }) => [
      { at: from, by: 1 },
      { at: until, by: -1 },
    ])
    // Who leaves at the moment another comes makes no peak of the two.
    .toSorted((a, b) => a.at - b.at || a.by - b.by)
  const msAt: number[] = []
  let [agents, since] = [0, 0]
  for (const { at, by } of changes) {
    msAt[agents] = (msAt[agents] ?? 0) + (at - since)
    since = at
    agents += by
  }
  let heldMs = 0
  for (let level = msAt.length - 1; level > 0; level--) {
    heldMs += msAt[level] ?? 0
    if (heldMs >= PEAK_HELD_MS_MIN) return level
  }
  return 0
}
