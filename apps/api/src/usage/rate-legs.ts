import { rateUsage } from '@seatline/billing'
import { instant, type CallId, type TenantId } from '@seatline/core'
import type { Leg, PricePlan as PricePlanRow, UsageRecord } from '../generated/prisma/client.ts'
import { fromRow } from './price-plan-row.ts'

/** As it is written: amounts as decimal text, which JSON carries exactly. */
export type UsageRow = {
  readonly [K in keyof UsageRecord]: bigint extends UsageRecord[K] ? string : UsageRecord[K]
}

/** Legs to a carrier that were answered and have ended: what a tenant pays minutes for. A leg to an agent costs nothing. */
export const isBillable = (leg: Leg): boolean =>
  leg.trunkId !== null && leg.answeredAt !== null && leg.endedAt !== null && (leg.connectedMs ?? 0) > 0

/** The version that was valid when the leg was answered; null when the tenant had none. */
export function planFor(leg: Leg, plans: readonly PricePlanRow[]): PricePlanRow | null {
  const at = leg.answeredAt ?? leg.startedAt
  const valid = plans.filter((plan) => plan.tenantId === leg.tenantId && plan.validFrom <= at)
  return valid.toSorted((a, b) => b.validFrom.getTime() - a.validFrom.getTime() || b.version - a.version)[0] ?? null
}

export function rateLeg(leg: Leg, plan: PricePlanRow): UsageRow {
  const startedAt = leg.answeredAt ?? leg.startedAt
  const rated = rateUsage(
    {
      callId: leg.callId as CallId,
      tenantId: leg.tenantId as TenantId,
      direction: leg.direction,
      startedAt: instant(startedAt.getTime()),
      durationMs: leg.connectedMs ?? 0,
    },
    fromRow(plan),
  )
  return {
    id: `use_${leg.id.slice(4)}`,
    tenantId: leg.tenantId,
    callId: leg.callId,
    legId: leg.id,
    direction: leg.direction,
    startedAt,
    durationMs: rated.usage.durationMs,
    planId: rated.planId,
    planVersion: rated.planVersion,
    pricePerMinuteMicros: String(rated.rate.pricePerMinute),
    firstSeconds: rated.rate.increment.firstSeconds,
    thenSeconds: rated.rate.increment.thenSeconds,
    billableSeconds: rated.billableSeconds,
    usageMicros: String(rated.usageAmount.micros),
    connectionFeeMicros: String(rated.connectionFee.micros),
    amountMicros: String(rated.amount.micros),
    currency: rated.amount.currency,
  }
}
