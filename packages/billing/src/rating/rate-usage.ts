import type { CallId, Instant, PricePlanId, TenantId } from '@seatline/core'
import { roundToMicros, type Money } from '../money.ts'
import type { MinuteRate, PricePlan } from '../price-plan.ts'
import { billableSeconds } from '../tariffs/increment.ts'

/** What was used: the answered part of one call in one direction. `startedAt` decides the period it belongs to. */
export type UsageRecord = {
  readonly callId: CallId
  readonly tenantId: TenantId
  readonly direction: 'inbound' | 'outbound'
  readonly startedAt: Instant
  readonly durationMs: number
}

/** A usage record with its price and everything the price was made from, so that a client can check it by hand. */
export type RatedUsage = {
  readonly usage: UsageRecord
  readonly planId: PricePlanId
  readonly planVersion: number
  readonly rate: MinuteRate
  /** Quantity after the increment; `usage.durationMs` is the quantity before. */
  readonly billableSeconds: number
  readonly usageAmount: Money
  readonly connectionFee: Money
  /** `usageAmount` plus `connectionFee`. */
  readonly amount: Money
}

/**
 * Prices one usage record: billable seconds by the increment, times the price of a minute, rounded once to whole micros,
 * plus the connection fee when anything is billable. Rating the same record twice gives the same.
 */
export function rateUsage(usage: UsageRecord, plan: PricePlan): RatedUsage {
  const { currency } = plan
  const rate = plan[usage.direction]
  const seconds = billableSeconds(usage.durationMs, rate.increment)
  const usageMicros = roundToMicros({ numerator: rate.pricePerMinute * BigInt(seconds), denominator: 60n })
  const feeMicros = seconds === 0 ? 0n : rate.connectionFee
  return {
    usage,
    planId: plan.planId,
    planVersion: plan.version,
    rate,
    billableSeconds: seconds,
    usageAmount: { currency, micros: usageMicros },
    connectionFee: { currency, micros: feeMicros },
    amount: { currency, micros: usageMicros + feeMicros },
  }
}
