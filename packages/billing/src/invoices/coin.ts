import { roundToMicros } from '../money.ts'
import type { Currency, Micros } from '../money.ts'

const MICROS_PER_UNIT = 1_000_000n

/** Places after the point of the smallest coin, where ISO 4217 has others than two. */
const PLACES: Readonly<Record<string, 0 | 3>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
}

/** How many places after the point the currency is paid with: 2 for CNY, 0 for JPY, 3 for KWD (ISO 4217). */
export const coinPlaces = (currency: Currency): 0 | 2 | 3 => PLACES[currency] ?? 2

/** The smallest coin in micros: 10 000 for CNY, 1 000 000 for JPY, 1 000 for KWD. */
export const coinOf = (currency: Currency): Micros => MICROS_PER_UNIT / 10n ** BigInt(coinPlaces(currency))

/**
 * How a fraction becomes whole coins. `coinHalfUp`: half away from zero, as tax offices mostly ask; `coinHalfEven`: half to the even coin; `coinDown`: what is
 * less than a coin is not asked for; `micros`: not to coins at all, but to whole micros.
 */
export const COIN_ROUNDINGS = ['coinHalfUp', 'coinHalfEven', 'coinDown', 'micros'] as const
export type CoinRounding = (typeof COIN_ROUNDINGS)[number]

/** A fraction of micros to whole coins (or micros) by the named rule; the sign is kept: -0.005 becomes -0.01 half up. */
export function roundToCoin(
  currency: Currency,
  fraction: { readonly numerator: bigint; readonly denominator: bigint },
  rule: CoinRounding,
): Micros {
  const { numerator, denominator } = fraction
  if (rule === 'micros') return roundToMicros(fraction)
  if (denominator <= 0n) throw new RangeError(`a denominator is positive [got:${String(denominator)}]`)
  const coin = coinOf(currency)
  const magnitude = numerator < 0n ? -numerator : numerator
  const whole = denominator * coin
  const coins = magnitude / whole + (isRoundedUp(magnitude / whole, 2n * (magnitude % whole), whole, rule) ? 1n : 0n)
  return (numerator < 0n ? -coins : coins) * coin
}

function isRoundedUp(coins: bigint, twiceRest: bigint, whole: bigint, rule: Exclude<CoinRounding, 'micros'>): boolean {
  switch (rule) {
    case 'coinHalfUp':
      return twiceRest >= whole
    case 'coinHalfEven':
      return twiceRest > whole || (twiceRest === whole && coins % 2n === 1n)
    case 'coinDown':
      return false
  }
}
