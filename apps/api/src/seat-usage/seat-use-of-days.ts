import { addDays, startOfDay } from '@seatline/core'
import type { AgentId, LocalDate, SeatGrade, TenantId } from '@seatline/core'
import { dayOf, DEFAULT_SHARING_RULE, hourlyPeaks, shareMs, splitAgentTime, userDays } from '@seatline/billing'
import type { AgentInterval, AgentShare, HourlyPeak, SharingRule, UserDay } from '@seatline/billing'
import { instant } from '@seatline/core'
import type { AgentTimeRows } from './agent-time-rows.ts'

/** Of each tenant that an agent may serve: where its days begin, and how many agents it is guaranteed. */
export type TenantDays = { readonly tenantId: TenantId; readonly timeZone: string; readonly agentsMin: number }

/** The days from `from` until before `until`, each by the clock of the tenant whose row it is. */
export type DayRange = { readonly from: LocalDate; readonly until: LocalDate }

export type ShareOfDay = AgentShare & {
  readonly date: LocalDate
  readonly agentId: AgentId
  readonly homeTenantId: TenantId
  readonly grade: SeatGrade
}

/** What a home tenant's agents did in these days, in the forms that are charged. `signedInMs` belongs to the user day of the same place. */
export type SeatUse = {
  readonly peaks: readonly HourlyPeak[]
  readonly users: readonly (UserDay & { readonly signedInMs: number })[]
  /** Of agents who served another than their home tenant on the day; of others there is nothing to divide. */
  readonly shares: readonly ShareOfDay[]
}

/** Pure: the same intervals give the same rows. The intervals must reach a day beyond the range on both sides, for tenants of other time zones. */
export function seatUseOfDays(input: {
  readonly home: TenantDays
  readonly tenants: ReadonlyMap<TenantId, TenantDays>
  readonly agents: readonly AgentTimeRows[]
  readonly days: DayRange
  readonly rule?: SharingRule
}): SeatUse {
  const { home, agents, days } = input
  const period = { timeZone: home.timeZone, ...days }
  const intervals = agents.flatMap((agent) => agent.intervals)
  return {
    peaks: hourlyPeaks(intervals, home.tenantId, period),
    users: userDays(intervals, home.tenantId, period).map((user) => ({
      ...user,
      signedInMs: signedInMs(
        intervals.filter(({ agentId }) => agentId === user.agentId),
        spanOf(home.timeZone, { from: user.date, until: addDays(user.date, 1) }),
      ),
    })),
    shares: agents.flatMap((agent) => sharesOf(input, agent)),
  }
}

function sharesOf(input: Parameters<typeof seatUseOfDays>[0], agent: AgentTimeRows): readonly ShareOfDay[] {
  const { home, tenants, days } = input
  const concerned = tenantsOf(agent)
  if ([...concerned].every((tenantId) => tenantId === home.tenantId)) return []
  const zones = new Set([home, ...tenants.values()].map(({ timeZone }) => timeZone))
  const grade = agent.intervals[0]?.grade ?? 'standard'
  const rows = new Map<string, ShareOfDay>()
  for (const span of pieces(days, zones)) {
    const shares = splitAgentTime({
      homeTenantId: home.tenantId,
      intervals: agent.intervals,
      signIns: agent.signIns,
      span,
      rule: input.rule ?? DEFAULT_SHARING_RULE,
      guaranteed: new Map([...tenants].map(([tenantId, { agentsMin }]) => [tenantId, agentsMin])),
    })
    for (const share of shares) {
      const timeZone = tenants.get(share.tenantId)?.timeZone ?? home.timeZone
      const date = dayOf(timeZone, instant(span.from))
      if (date < days.from || date >= days.until) continue
      const key = `${share.tenantId} ${date}`
      const before = rows.get(key)
      const whole = { ...share, date, agentId: agent.agentId, homeTenantId: home.tenantId, grade }
      rows.set(key, before === undefined ? whole : { ...whole, ...added(before, share) })
    }
  }
  const served = [...rows.values()].filter((row) => shareMs(row) > 0)
  const others = new Set(served.filter(({ tenantId }) => tenantId !== home.tenantId).map(({ date }) => date))
  return served.filter(({ date, tenantId }) => tenantId !== home.tenantId || others.has(date))
}

const added = (a: AgentShare, b: AgentShare): Omit<AgentShare, 'tenantId'> => ({
  talkMs: a.talkMs + b.talkMs,
  holdMs: a.holdMs + b.holdMs,
  wrapUpMs: a.wrapUpMs + b.wrapUpMs,
  ringMs: a.ringMs + b.ringMs,
  idleMs: a.idleMs + b.idleMs,
  notReadyMs: a.notReadyMs + b.notReadyMs,
})

function tenantsOf({ intervals, signIns }: AgentTimeRows): ReadonlySet<TenantId> {
  const served = intervals.flatMap(({ servedTenantId }) => servedTenantId ?? [])
  return new Set([...served, ...signIns.flatMap(({ tenantIds }) => tenantIds)])
}

/** The range in pieces within which no day changes for anybody. */
function pieces(days: DayRange, zones: ReadonlySet<string>): readonly Span[] {
  const cuts = new Set<number>()
  for (const zone of zones)
    for (let date = days.from; date <= days.until; date = addDays(date, 1)) cuts.add(startOfDay(zone, date) ?? 0)
  const ordered = [...cuts].toSorted((a, b) => a - b)
  return ordered.slice(0, -1).map((from, index) => ({ from, until: ordered[index + 1] ?? from }))
}

type Span = { readonly from: number; readonly until: number }

/** From the earliest beginning of the range anywhere to its latest end. */
export function spanOfAll(days: DayRange, zones: readonly string[]): Span {
  const spans = zones.map((zone) => spanOf(zone, days))
  return { from: Math.min(...spans.map(({ from }) => from)), until: Math.max(...spans.map(({ until }) => until)) }
}

const spanOf = (timeZone: string, { from, until }: DayRange): Span => ({
  from: startOfDay(timeZone, from) ?? 0,
  until: startOfDay(timeZone, until) ?? 0,
})

const signedInMs = (intervals: readonly AgentInterval[], span: Span): number =>
  intervals.reduce(
    (sum, { from, until }) => sum + Math.max(0, Math.min(until, span.until) - Math.max(from, span.from)),
    0,
  )
