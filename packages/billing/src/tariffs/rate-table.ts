import { fail, ok, type Result } from '@seatline/core'
import type { Currency, Micros } from '../money.ts'
import type { Increment } from './increment.ts'

/** The price of calls to numbers that begin with `prefix` (digits of E.164 without the plus; empty is everything else). */
export type DestinationRate = {
  readonly prefix: string
  readonly destination: string
  /** The time band it holds in; null at any other time. */
  readonly band: string | null
  /** A forbidden destination is never dialled; a free one is dialled and costs nothing. */
  readonly status: 'priced' | 'free' | 'forbidden'
  readonly pricePerMinute: Micros
  readonly increment: Increment
  readonly connectionFee: Micros
  /** A connected call costs at least this much, fee included. */
  readonly minimumCharge: Micros
}

/** Rates by prefix, then by band. Made by `makeRateTable` alone, which sees to it that every call has one rate. */
export type RateTable = {
  readonly currency: Currency
  readonly ratesByPrefix: ReadonlyMap<string, ReadonlyMap<string | null, DestinationRate>>
}

/** `index` is the rate's place in the list that was handed in. */
export type RateTableError = {
  readonly index: number
  readonly code: 'duplicateRate' | 'unknownBand' | 'noRateOutsideBands'
}

/** Refuses what would leave a call with two prices or with none: doubles, unknown bands, prefixes priced in their bands only. */
export function makeRateTable(
  currency: Currency,
  rates: readonly DestinationRate[],
  bandNames: ReadonlySet<string> = new Set(),
): Result<RateTable, readonly RateTableError[]> {
  const errors: RateTableError[] = []
  const ratesByPrefix = new Map<string, Map<string | null, DestinationRate>>()
  rates.forEach((rate, index) => {
    const ofPrefix = ratesByPrefix.get(rate.prefix) ?? new Map<string | null, DestinationRate>()
    if (ofPrefix.has(rate.band)) errors.push({ index, code: 'duplicateRate' })
    if (rate.band !== null && !bandNames.has(rate.band)) errors.push({ index, code: 'unknownBand' })
    ratesByPrefix.set(rate.prefix, ofPrefix.set(rate.band, rate))
  })
  const told = new Set<string>()
  rates.forEach(({ prefix }, index) => {
    if (told.has(prefix) || ratesByPrefix.get(prefix)?.has(null) === true) return
    told.add(prefix)
    errors.push({ index, code: 'noRateOutsideBands' })
  })
  return errors.length === 0 ? ok({ currency, ratesByPrefix }) : fail(errors)
}

/** The rate of the longest prefix of the number; of that, the one of the band, or else the one for any time. Null without a rate. */
export function findRate(table: RateTable, dialledDigits: string, band: string | null): DestinationRate | null {
  for (let length = dialledDigits.length; length >= 0; length--) {
    const ofPrefix = table.ratesByPrefix.get(dialledDigits.slice(0, length))
    if (ofPrefix !== undefined) return ofPrefix.get(band) ?? ofPrefix.get(null) ?? null
  }
  return null
}
