import type { CallId, Instant, TenantId } from '@seatline/core'
import type { Currency, Micros } from '../money.ts'
import type { Month } from '../period.ts'
import type { Meter } from '../plans/price-plan.ts'
import type { DestinationRate } from '../tariffs/rate-table.ts'

/** What was used: the answered part of one leg to a carrier, or the time of one call in menus. */
export type UsageRecord = {
  /** The leg, or the call for its time in menus: the same use has the same id whenever it is told. */
  readonly usageId: string
  readonly callId: CallId
  readonly tenantId: TenantId
  readonly meter: Meter
  /** When it was answered; decides the period, the time band and the plan. */
  readonly startedAt: Instant
  readonly durationMs: number
  /** Of an inbound leg, the part of `durationMs` that was in menus. */
  readonly ivrMs: number
  /** Whom it went to or came from, as dialled or shown; empty where unknown. */
  readonly number: string
  readonly destinationClass: string | null
  readonly trunkKind: string | null
}

/** What was taken from an allowance. `month` is the one that granted it: an earlier one where minutes were rolled over. */
export type IncludedUse = { readonly allowanceId: string; readonly month: Month; readonly seconds: number }

/** A stretch of a call in one step of a tiered price. */
export type TierUse = {
  readonly upToMinutes: number | null
  readonly pricePerMinute: Micros
  readonly seconds: number
}

/** A usage record with its price and everything the price was made from, so that a client can check it by hand. */
export type RatedUsage = {
  readonly usage: UsageRecord
  readonly planId: string
  readonly planVersion: number
  readonly currency: Currency
  /** null where the plan has no rate for this meter: then it costs nothing. */
  readonly rate: DestinationRate | null
  readonly band: string | null
  /** The duration that was counted: of an inbound leg without the time in menus where that has a price of its own. */
  readonly countedMs: number
  /** Quantity after the increment. */
  readonly billableSeconds: number
  readonly included: readonly IncludedUse[]
  readonly includedSeconds: number
  /** `billableSeconds` less `includedSeconds`: what `usageAmount` is made of. */
  readonly chargedSeconds: number
  readonly tierId: string | null
  readonly tiers: readonly TierUse[]
  readonly usageAmount: Micros
  readonly connectionFee: Micros
  /** What was added to reach the minimum charge. */
  readonly minimumTopUp: Micros
  /** The three together. */
  readonly amount: Micros
}
