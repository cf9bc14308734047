import { ID_PREFIX, instant, InvariantError, isId, type Id, type IdKind } from '@seatline/core'
import { parsePricePlan } from '../plans/parse-price-plan.ts'
import type { PricePlan } from '../plans/price-plan.ts'
import type { MinuteTermsJson, PricePlanJson, RateJson } from '../plans/price-plan-json.ts'
import { CounterBook } from '../rating/counters.ts'
import { makeRater, type RatingPlace } from '../rating/rater.ts'
import type { RatedUsage, UsageRecord } from '../rating/usage.ts'
import type { GradedSubscription } from '../seats/seat-facts.ts'

/** An id with a name to read: `idOf('tenant', 'clinic')` is `ten_clinic`. */
export function idOf<K extends IdKind>(kind: K, name: string): Id<K> {
  const text = `${ID_PREFIX[kind]}_${name}`
  if (!isId(kind, text)) throw new RangeError(`not a name for an id [kind:${kind} name:${name}]`)
  return text
}

export const rateJson = (changes: Partial<RateJson> = {}): RateJson => ({
  direction: 'outbound',
  prefix: '',
  destination: 'all',
  pricePerMinute: '0.12',
  increment: '60/60',
  ...changes,
})

export const INBOUND: RateJson = rateJson({ direction: 'inbound', pricePerMinute: '0.006', increment: '30/6' })
export const OUTBOUND: RateJson = rateJson({ connectionFee: '0.05' })

export const planJson = (changes: Partial<PricePlanJson> = {}): PricePlanJson => ({
  planId: 'pln_standard',
  version: 1,
  name: 'Standard',
  currency: 'CNY',
  seats: { grades: { professional: { model: 'rented', pricePerMonth: '500' } } },
  minutes: { rates: [INBOUND, OUTBOUND] },
  ...changes,
})

export function buildPlan(changes: Partial<PricePlanJson> = {}): PricePlan {
  const plan = parsePricePlan(planJson(changes))
  if (!plan.ok) throw new InvariantError(JSON.stringify(plan.error))
  return plan.value
}

/** A plan with these rates and terms of minutes, beside one for all the rest of each direction unless they bring it. */
export function planOf(rates: readonly RateJson[], minutes: Partial<MinuteTermsJson> = {}): PricePlan {
  const rest = [INBOUND, OUTBOUND].filter(
    ({ direction }) => !rates.some((rate) => rate.direction === direction && (rate.prefix ?? '') === ''),
  )
  return buildPlan({ minutes: { ...minutes, rates: [...rates, ...rest] } })
}

export const buildUsage = (name: string, changes: Partial<UsageRecord> = {}): UsageRecord => ({
  usageId: idOf('leg', name),
  callId: idOf('call', name),
  tenantId: idOf('tenant', 'clinic'),
  meter: 'inbound',
  startedAt: instant(Date.parse('2026-09-10T08:00:00Z')),
  durationMs: 32_000,
  ivrMs: 0,
  number: '13800138000',
  destinationClass: 'mobile',
  trunkKind: 'sip',
  ...changes,
})

export const PLACE: RatingPlace = { timeZone: 'Asia/Shanghai', since: '2026-01-01', seatsUpTo: () => 1 }

/** Rates calls one after the other, from an empty book. */
export function rateAll(plan: PricePlan, usage: readonly UsageRecord[], place = PLACE): readonly RatedUsage[] {
  const rater = makeRater(plan, place)
  const book = new CounterBook()
  return usage.map((record) => rater.rate(record, book))
}

export const rateOne = (plan: PricePlan, usage: Partial<UsageRecord> = {}): RatedUsage => {
  const [rated] = rateAll(plan, [buildUsage('one', usage)])
  if (rated === undefined) throw new InvariantError('one call is rated to one')
  return rated
}

export const buildSubscription = (changes: Partial<GradedSubscription> = {}): GradedSubscription => ({
  subscriptionId: 'first',
  tenantId: idOf('tenant', 'clinic'),
  grade: 'professional',
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
