import { InvariantError } from '@seatline/core'
import { formatIncrement, parseIncrement, type Increment } from '../tariffs/increment.ts'
import type { RatedUsage } from './usage.ts'

/** A rated use as plain data, amounts as whole micros in decimal text: what is kept, and what says whether two ratings are the same. */
export function ratedToJson(rated: RatedUsage) {
  const { rate } = rated
  return {
    ...rated,
    rate:
      rate === null
        ? null
        : {
            ...rate,
            pricePerMinute: String(rate.pricePerMinute),
            increment: formatIncrement(rate.increment),
            connectionFee: String(rate.connectionFee),
            minimumCharge: String(rate.minimumCharge),
          },
    tiers: rated.tiers.map((tier) => ({ ...tier, pricePerMinute: String(tier.pricePerMinute) })),
    usageAmount: String(rated.usageAmount),
    connectionFee: String(rated.connectionFee),
    minimumTopUp: String(rated.minimumTopUp),
    amount: String(rated.amount),
  }
}

export type RatedJson = ReturnType<typeof ratedToJson>

/** Reads back what `ratedToJson` wrote. */
export function ratedFromJson(json: RatedJson): RatedUsage {
  const { rate } = json
  return {
    ...json,
    rate:
      rate === null
        ? null
        : {
            ...rate,
            pricePerMinute: BigInt(rate.pricePerMinute),
            increment: incrementOf(rate.increment),
            connectionFee: BigInt(rate.connectionFee),
            minimumCharge: BigInt(rate.minimumCharge),
          },
    tiers: json.tiers.map((tier) => ({ ...tier, pricePerMinute: BigInt(tier.pricePerMinute) })),
    usageAmount: BigInt(json.usageAmount),
    connectionFee: BigInt(json.connectionFee),
    minimumTopUp: BigInt(json.minimumTopUp),
    amount: BigInt(json.amount),
  }
}

function incrementOf(text: string): Increment {
  const increment = parseIncrement(text)
  if (increment === null) throw new InvariantError(`a kept increment cannot be read [increment:${text}]`)
  return increment
}
