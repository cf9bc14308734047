import { fail, ok, type Result } from '@seatline/core'
import type { Currency, Micros, Money } from '../money.ts'

/**
 * Currencies whose amounts the payment provider wants in whole units: "Zero-decimal currencies" in Stripe's currency reference. ISK and UGX are not among them
 * there: they are sent with two places that must be zero.
 */
const NO_PLACES = new Set([
  'BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF',
]) // prettier-ignore
/** "Three-decimal currencies" there; the last place must be 0. */
const THREE_PLACES = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND'])
/** Two places that must be zero. */
const WHOLE_UNITS_ONLY = new Set(['ISK', 'UGX'])

const MICROS_PER_UNIT = 1_000_000n

type Form = { readonly microsPerMinor: Micros; readonly step: bigint }

function formOf(currency: Currency): Form {
  if (NO_PLACES.has(currency)) return { microsPerMinor: MICROS_PER_UNIT, step: 1n }
  if (THREE_PLACES.has(currency)) return { microsPerMinor: 1000n, step: 10n }
  return { microsPerMinor: 10_000n, step: WHOLE_UNITS_ONLY.has(currency) ? 100n : 1n }
}

/** The amount in the currency's smallest coin as the provider takes it. What is not whole in it is refused, never rounded: a payable amount was rounded before. */
export function toMinorUnits(money: Money): Result<bigint, 'money.notWholeCoins'> {
  const { microsPerMinor, step } = formOf(money.currency)
  const isWhole = money.micros % (microsPerMinor * step) === 0n
  return isWhole ? ok(money.micros / microsPerMinor) : fail('money.notWholeCoins')
}

/** The amount that the provider speaks of. */
export const fromMinorUnits = (currency: Currency, minor: bigint): Money => ({
  currency,
  micros: minor * formOf(currency).microsPerMinor,
})
