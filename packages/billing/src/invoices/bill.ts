import { InvariantError, type TenantId } from '@seatline/core'
import { sumMoney, type Money } from '../money.ts'
import { instantsOf, type ServicePeriod } from '../period.ts'
import type { PricePlan } from '../price-plan.ts'
import { rateUsage, type RatedUsage, type UsageRecord } from '../rating/rate-usage.ts'
import { minutesLine, type MinutesLine } from './minutes-line.ts'
import { planSections, type PlanChange } from './plan-sections.ts'
import { seatLines, type SeatLine, type SeatSubscription } from './seat-line.ts'

export type BillLine = SeatLine | MinutesLine

/** What a tenant owes for a period, with everything behind it. The plan is the one at the end of the period; lines name their own. */
export type Bill = {
  readonly tenantId: TenantId
  readonly planId: PricePlan['planId']
  readonly planVersion: number
  readonly servicePeriod: ServicePeriod
  readonly lines: readonly BillLine[]
  /** The calls behind the minutes lines, in order of start. */
  readonly ratedUsage: readonly RatedUsage[]
  /** The sum of the lines, exactly. */
  readonly total: Money
}

export type BillInput = {
  readonly tenantId: TenantId
  /** The plan at the beginning of the period. */
  readonly plan: PricePlan
  /** Plans that take over within the period, each from the beginning of a day. */
  readonly planChanges?: readonly PlanChange[]
  readonly period: ServicePeriod
  /** The tenant's usage. What started outside the period is left out; the same record twice counts once. */
  readonly usage: readonly UsageRecord[]
  readonly subscriptions: readonly SeatSubscription[]
}

/**
 * Makes the bill of a period from usage and seats. Pure: the same input gives the same bill. Amounts are rounded to micros where a
 * call is rated and where a seat-day is priced, and nowhere else; so bills of two adjoining periods add up to the bill of both.
 * A change of plan cuts the period in sections, each with its own lines. A record of another tenant is a fault and stops the bill.
 */
export function makeBill(input: BillInput): Bill {
  const { tenantId, period } = input
  for (const { tenantId: owner } of [...input.usage, ...input.subscriptions])
    if (owner !== tenantId)
      throw new InvariantError(`a bill meets another tenant's data [bill:${tenantId} data:${owner}]`)
  const sections = planSections(input.plan, period, input.planChanges ?? [])
  const usage = onceEach(input.usage).toSorted(compareUsage)
  const parts = sections.map((section) => billSection({ ...input, usage, ...section }))
  const plan = sections.at(-1)?.plan ?? input.plan
  const lines = parts.flatMap((part) => part.lines)
  return {
    tenantId,
    planId: plan.planId,
    planVersion: plan.version,
    servicePeriod: period,
    lines,
    ratedUsage: parts.flatMap((part) => part.rated),
    total: sumMoney(
      plan.currency,
      lines.map((line) => line.amount),
    ),
  }
}

function billSection(input: Omit<BillInput, 'planChanges'>): {
  readonly lines: readonly BillLine[]
  readonly rated: readonly RatedUsage[]
} {
  const { tenantId, plan, period } = input
  const { startsAt, endsAt } = instantsOf(period)
  const rated = input.usage
    .filter(({ startedAt }) => startedAt >= startsAt && startedAt < endsAt)
    .map((usage) => rateUsage(usage, plan))
  const minutes = (['inbound', 'outbound'] as const).map((direction) =>
    minutesLine({ tenantId, plan, direction, from: period.from, startsAt, endsAt, rated }),
  )
  return { lines: [...seatLines(plan, period, input.subscriptions), ...minutes], rated }
}

/** A call is charged once for each direction. The same record delivered again is dropped; one that says something else is a fault. */
function onceEach(usage: readonly UsageRecord[]): readonly UsageRecord[] {
  const byKey = new Map<string, UsageRecord>()
  for (const record of usage) {
    const key = `${record.callId}/${record.direction}`
    const known = byKey.get(key)
    if (known !== undefined && (known.startedAt !== record.startedAt || known.durationMs !== record.durationMs))
      throw new InvariantError(`two records of one call differ [call:${record.callId} direction:${record.direction}]`)
    byKey.set(key, known ?? record)
  }
  return [...byKey.values()]
}

/** By start, then call, then direction: a total order, so that the order of delivery leaves no trace. */
function compareUsage(a: UsageRecord, b: UsageRecord): number {
  if (a.startedAt !== b.startedAt) return a.startedAt - b.startedAt
  if (a.callId !== b.callId) return a.callId < b.callId ? -1 : 1
  return a.direction === b.direction ? 0 : a.direction === 'inbound' ? -1 : 1
}
