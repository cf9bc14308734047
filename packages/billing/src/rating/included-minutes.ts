import { roundToMicros, type Money } from '../money.ts'
import type { PricePlan } from '../price-plan.ts'
import { rateUsage, type RatedUsage, type UsageRecord } from './rate-usage.ts'

/** Seconds that are paid for already: a month's, pooled over its seats, or what was left of an earlier month. */
export type IncludedGrant = { readonly grantId: string; readonly seconds: number }

/** A rated call of which a part, or all, was paid for already. */
export type RatedWithIncluded = RatedUsage & {
  /** What was taken from each grant. */
  readonly includedUse: readonly IncludedGrant[]
  readonly includedSeconds: number
  /** Billable seconds less the included ones: what `amount` is made of. */
  readonly chargedSeconds: number
}

export type IncludedResult = {
  readonly rated: readonly RatedWithIncluded[]
  /** What is left of each grant, in their order; empty ones are left out. */
  readonly remaining: readonly IncludedGrant[]
}

/**
 * Rates calls against included seconds, in the order of the calls; each takes from the grants in the order of these (put what expires
 * first in front). A call may be included in part. The connection fee is due all the same.
 */
export function rateWithIncluded(
  usage: readonly UsageRecord[],
  plan: PricePlan,
  grants: readonly IncludedGrant[],
): IncludedResult {
  let remaining = grants.filter((grant) => grant.seconds > 0)
  const rated = usage.map((record) => {
    const full = rateUsage(record, plan)
    const drawn = drawSeconds(remaining, full.billableSeconds)
    remaining = drawn.remaining
    return chargeRest(full, drawn.use)
  })
  return { rated, remaining }
}

/** Takes seconds from the grants, the first one first. */
function drawSeconds(
  grants: readonly IncludedGrant[],
  seconds: number,
): { readonly use: readonly IncludedGrant[]; readonly remaining: IncludedGrant[] } {
  let missing = seconds
  const use: IncludedGrant[] = []
  const remaining: IncludedGrant[] = []
  for (const grant of grants) {
    const taken = Math.min(missing, grant.seconds)
    missing -= taken
    if (taken > 0) use.push({ grantId: grant.grantId, seconds: taken })
    if (grant.seconds > taken) remaining.push({ grantId: grant.grantId, seconds: grant.seconds - taken })
  }
  return { use, remaining }
}

function chargeRest(full: RatedUsage, includedUse: readonly IncludedGrant[]): RatedWithIncluded {
  const includedSeconds = includedUse.reduce((sum, { seconds }) => sum + seconds, 0)
  const chargedSeconds = full.billableSeconds - includedSeconds
  const { currency } = full.amount
  const micros = roundToMicros({ numerator: full.rate.pricePerMinute * BigInt(chargedSeconds), denominator: 60n })
  const usageAmount: Money = { currency, micros }
  const amount: Money = { currency, micros: micros + full.connectionFee.micros }
  return { ...full, includedUse, includedSeconds, chargedSeconds, usageAmount, amount }
}
