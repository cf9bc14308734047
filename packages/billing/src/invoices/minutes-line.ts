import type { CallId, Instant, PricePlanId, TenantId } from '@seatline/core'
import { sumMoney, type Money } from '../money.ts'
import type { PricePlan } from '../price-plan.ts'
import type { RatedUsage, UsageRecord } from '../rating/rate-usage.ts'
import type { Increment } from '../tariffs/increment.ts'

/** All rated calls of one direction in the period. Its amount is the sum of theirs, with no rounding of its own. */
export type MinutesLine = {
  readonly kind: 'minutesInbound' | 'minutesOutbound'
  readonly lineId: string
  readonly planId: PricePlanId
  readonly planVersion: number
  readonly direction: UsageRecord['direction']
  readonly callsCount: number
  readonly durationMs: number
  readonly billableSeconds: number
  /** How each call of the line was rated. */
  readonly increment: Increment
  readonly connectionFee: Money
  readonly pricePerMinute: Money
  readonly amount: Money
  /** The calls behind the line: usage of this direction with `startedAt` in [startedFrom, startedUntil). */
  readonly startedFrom: Instant
  readonly startedUntil: Instant
  readonly callIds: readonly CallId[]
}

const LINE_KIND = { inbound: 'minutesInbound', outbound: 'minutesOutbound' } as const

export function minutesLine(input: {
  readonly tenantId: TenantId
  readonly plan: PricePlan
  readonly direction: UsageRecord['direction']
  /** First day of the period: part of the line's id, which so stays the same while the period goes on. */
  readonly from: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly rated: readonly RatedUsage[]
}): MinutesLine {
  const { tenantId, plan, direction } = input
  const rated = input.rated.filter(({ usage }) => usage.direction === direction)
  return {
    kind: LINE_KIND[direction],
    lineId: `${tenantId}/${input.from}/minutes/${direction}`,
    planId: plan.planId,
    planVersion: plan.version,
    direction,
    callsCount: rated.length,
    durationMs: rated.reduce((sum, { usage }) => sum + usage.durationMs, 0),
    billableSeconds: rated.reduce((sum, call) => sum + call.billableSeconds, 0),
    increment: plan[direction].increment,
    connectionFee: { currency: plan.currency, micros: plan[direction].connectionFee },
    pricePerMinute: { currency: plan.currency, micros: plan[direction].pricePerMinute },
    amount: sumMoney(
      plan.currency,
      rated.map((call) => call.amount),
    ),
    startedFrom: input.startsAt,
    startedUntil: input.endsAt,
    callIds: rated.map(({ usage }) => usage.callId),
  }
}
