import { ID_PREFIX, instant, InvariantError, isId, type Id, type IdKind } from '@seatline/core'
import type { SeatSubscription } from '../invoices/seat-line.ts'
import { parsePricePlan, type PricePlan, type PricePlanJson } from '../price-plan.ts'
import type { UsageRecord } from '../rating/rate-usage.ts'

/** An id with a name to read: `idOf('tenant', 'clinic')` is `ten_clinic`. */
export function idOf<K extends IdKind>(kind: K, name: string): Id<K> {
  const text = `${ID_PREFIX[kind]}_${name}`
  if (!isId(kind, text)) throw new RangeError(`not a name for an id [kind:${kind} name:${name}]`)
  return text
}

export const planJson = (changes: Partial<PricePlanJson> = {}): PricePlanJson => ({
  planId: 'pln_standard',
  version: 1,
  name: 'Standard',
  currency: 'CNY',
  seatPricePerMonth: '500',
  inbound: { pricePerMinute: '0.006', increment: '30/6' },
  outbound: { pricePerMinute: '0.12', increment: '60/60', connectionFee: '0.05' },
  ...changes,
})

export function buildPlan(changes: Partial<PricePlanJson> = {}): PricePlan {
  const plan = parsePricePlan(planJson(changes))
  if (!plan.ok) throw new InvariantError(JSON.stringify(plan.error))
  return plan.value
}

export const buildUsage = (name: string, changes: Partial<UsageRecord> = {}): UsageRecord => ({
  callId: idOf('call', name),
  tenantId: idOf('tenant', 'clinic'),
  direction: 'inbound',
  startedAt: instant(Date.parse('2026-09-10T08:00:00Z')),
  durationMs: 32_000,
  ...changes,
})

export const buildSubscription = (changes: Partial<SeatSubscription> = {}): SeatSubscription => ({
  subscriptionId: 'first',
  tenantId: idOf('tenant', 'clinic'),
  seatsCount: 1,
  from: '2026-01-01',
  until: null,
  ...changes,
})

/** Repeatable chance from 0 up to 1 (a linear congruential generator: MMIX constants, upper 32 bits). */
export function seededRandom(seed: number): () => number {
  let state = BigInt(seed)
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn
    return Number(state >> 32n) / 4_294_967_296
  }
}
