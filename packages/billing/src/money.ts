import { fail, InvariantError, ok, type Result } from '@seatline/core'

declare const currencyBrand: unique symbol
/** ISO 4217, three capital letters. */
export type Currency = string & { readonly [currencyBrand]: true }

/** A millionth of the currency's unit, whole. */
export type Micros = bigint

/** An exact amount. Never a floating point number, on no way. */
export type Money = { readonly currency: Currency; readonly micros: Micros }

/** How money travels as JSON: micros as a decimal string. */
export type MoneyJson = { readonly currency: string; readonly micros: string }

const MICROS_PER_UNIT = 1_000_000n

export const isCurrency = (text: string): text is Currency => /^[A-Z]{3}$/.test(text)

export const zero = (currency: Currency): Money => ({ currency, micros: 0n })

/** The exact sum. Two currencies are never added: that is a fault in the program, not in the data. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency)
    throw new InvariantError(`amounts of two currencies cannot be added [a:${a.currency} b:${b.currency}]`)
  return { currency: a.currency, micros: a.micros + b.micros }
}

/** The exact sum of any number of amounts of one currency. */
export const sumMoney = (currency: Currency, amounts: readonly Money[]): Money =>
  amounts.reduce(addMoney, zero(currency))

/**
 * The only rounding there is: a fraction of micros to whole micros, half away from zero, as a trader does it by hand
 * (2.5 becomes 3, -2.5 becomes -3). It is used where a usage record is rated and where a seat-day is priced, once each;
 * everything after that is addition.
 */
export function roundToMicros(fraction: { readonly numerator: bigint; readonly denominator: bigint }): Micros {
  const { numerator, denominator } = fraction
  if (denominator <= 0n) throw new RangeError(`a denominator is positive [got:${String(denominator)}]`)
  const magnitude = numerator < 0n ? -numerator : numerator
  const rounded = (2n * magnitude + denominator) / (2n * denominator)
  return numerator < 0n ? -rounded : rounded
}

/** The exact decimal number, with at least `fractionDigitsMin` digits after the point (default 2): 3600 micros are `0.0036`. */
export function formatMicros(micros: Micros, fractionDigitsMin = 2): string {
  const magnitude = micros < 0n ? -micros : micros
  const units = String(magnitude / MICROS_PER_UNIT)
  const fraction = String(magnitude % MICROS_PER_UNIT)
    .padStart(6, '0')
    .replace(/0+$/, '')
    .padEnd(fractionDigitsMin, '0')
  return `${micros < 0n ? '-' : ''}${units}${fraction === '' ? '' : `.${fraction}`}`
}

/** The exact decimal number and its currency, `12.50 CNY`: for logs and messages, not for a reader's locale. */
export const formatMoney = (money: Money): string => `${formatMicros(money.micros)} ${money.currency}`

/** Reads an exact decimal number of at most 6 places. What cannot be held exactly is refused, never rounded. */
export function parseMicros(text: string): Result<Micros, 'money.notDecimal' | 'money.tooManyPlaces'> {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (match === null) return fail('money.notDecimal')
  const [, sign = '', units = '0', places = ''] = match
  const significant = places.replace(/0+$/, '')
  if (significant.length > 6) return fail('money.tooManyPlaces')
  const magnitude = BigInt(units) * MICROS_PER_UNIT + BigInt(significant.padEnd(6, '0'))
  return ok(sign === '-' ? -magnitude : magnitude)
}

export const serializeMoney = (money: Money): MoneyJson => ({
  currency: money.currency,
  micros: String(money.micros),
})
