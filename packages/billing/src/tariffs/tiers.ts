import { fail, ok, type Result } from '@seatline/core'
import { roundToMicros, type Micros } from '../money.ts'

/** A step of a price by quantity: up to and including so many minutes of the period; null for all beyond. */
export type Tier = { readonly upToMinutes: number | null; readonly pricePerMinute: Micros }

export type TierError = {
  readonly index: number
  readonly code: 'empty' | 'notAscending' | 'notWhole' | 'negative' | 'gapAtEnd'
}

declare const checkedBrand: unique symbol
/** Tiers that price every quantity once: made by `checkTiers`. */
export type Tiers = readonly Tier[] & { readonly [checkedBrand]: true }

/** Accepts tiers that rise in whole minutes and end with one for all beyond. */
export function checkTiers(tiers: readonly Tier[]): Result<Tiers, readonly TierError[]> {
  const errors: TierError[] = tiers.length === 0 ? [{ index: 0, code: 'empty' }] : []
  let previous = 0
  tiers.forEach(({ upToMinutes, pricePerMinute }, index) => {
    const isLast = index === tiers.length - 1
    if (pricePerMinute < 0n) errors.push({ index, code: 'negative' })
    if (isLast !== (upToMinutes === null)) errors.push({ index, code: isLast ? 'gapAtEnd' : 'notAscending' })
    if (upToMinutes === null) return
    if (!Number.isSafeInteger(upToMinutes)) errors.push({ index, code: 'notWhole' })
    else if (upToMinutes <= previous) errors.push({ index, code: 'notAscending' })
    previous = upToMinutes
  })
  return errors.length === 0 ? ok(tiers as Tiers) : fail(errors)
}

/** A stretch of a quantity in one tier, and what it costs. */
export type TierPart = { readonly tier: Tier; readonly seconds: number; readonly amount: Micros }
export type TieredPrice = { readonly parts: readonly TierPart[]; readonly amount: Micros }

/**
 * Graduated: each minute costs what its own tier says. The price of a stretch is the price up to its end less the price up to its
 * beginning, so that the calls of a period add up to the price of the period, however they are cut.
 */
export function graduatedPrice(
  tiers: Tiers,
  use: { readonly usedSeconds: number; readonly seconds: number },
): TieredPrice {
  const from = use.usedSeconds
  const to = use.usedSeconds + use.seconds
  const parts = tiers.flatMap((tier, index) => {
    const [begin, end] = boundsOf(tiers, index)
    const start = Math.max(from, begin)
    const stop = Math.min(to, end)
    if (stop <= start) return []
    return [{ tier, seconds: stop - start, amount: priceUpTo(tiers, stop) - priceUpTo(tiers, start) }]
  })
  return { parts, amount: parts.reduce((sum, part) => sum + part.amount, 0n) }
}

/** Volume: the tier the whole period reaches prices all of it. Known only when the period is over. */
export function volumePrice(tiers: Tiers, totalSeconds: number): TieredPrice {
  const tier = tiers.find((_, index) => totalSeconds <= boundsOf(tiers, index)[1])
  if (tier === undefined || totalSeconds === 0) return { parts: [], amount: 0n }
  const amount = roundToMicros({ numerator: tier.pricePerMinute * BigInt(totalSeconds), denominator: 60n })
  return { parts: [{ tier, seconds: totalSeconds, amount }], amount }
}

/** The price of the first step, for every minute. */
export const onlyFirst = (tiers: Tiers): Tiers =>
  tiers.slice(0, 1).map((tier) => ({ ...tier, upToMinutes: null })) as unknown as Tiers

/** The price of the first `seconds` of a period, rounded once. */
function priceUpTo(tiers: Tiers, seconds: number): Micros {
  const numerator = tiers.reduce((sum, { pricePerMinute }, index) => {
    const [begin, end] = boundsOf(tiers, index)
    return sum + pricePerMinute * BigInt(Math.max(0, Math.min(seconds, end) - begin))
  }, 0n)
  return roundToMicros({ numerator, denominator: 60n })
}

/** Where a tier begins and ends, in seconds. */
function boundsOf(tiers: Tiers, index: number): readonly [begin: number, end: number] {
  const begin = (tiers[index - 1]?.upToMinutes ?? 0) * 60
  const end = tiers[index]?.upToMinutes
  return [begin, end === null || end === undefined ? Number.MAX_SAFE_INTEGER : end * 60]
}
