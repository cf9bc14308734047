import { fail, ok, type Result } from '@seatline/core'
import type { Currency, Micros } from '../money.ts'
import type { Increment } from './increment.ts'
import type { Meter } from './meter.ts'

/**
 * The price of calls of one direction to one destination: numbers that begin with `prefix` (digits as dialled, without a plus), numbers
 * of a destination class (`mobile`), or, with an empty prefix, all the rest. For inbound calls the number is the caller's.
 */
export type DestinationRate = {
  readonly direction: Meter
  readonly prefix: string
  readonly destination: string
  /** The time band it holds in; null at any other time. */
  readonly band: string | null
  /** The kind of trunk it holds on; null on any other. */
  readonly trunkKind: string | null
  /** A forbidden destination is never dialled; a free one is dialled and costs nothing. */
  readonly status: 'priced' | 'free' | 'forbidden'
  readonly pricePerMinute: Micros
  readonly increment: Increment
  readonly connectionFee: Micros
  /** A connected call costs at least this much, fee included. */
  readonly minimumCharge: Micros
}

/** Of one prefix, by band and trunk kind; `''` stands for null. */
type RatesOfPrefix = ReadonlyMap<string, DestinationRate>

/** Rates by direction and prefix. Made by `makeRateTable` alone, which sees to it that every call has one rate. */
export type RateTable = {
  readonly currency: Currency
  readonly byDirection: Readonly<Record<Meter, ReadonlyMap<string, RatesOfPrefix>>>
  /** Lengths of prefixes that occur, longest first. */
  readonly prefixLengths: readonly number[]
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
  const byDirection = { inbound: new Map(), outbound: new Map(), ivr: new Map() } as Record<
    Meter,
    Map<string, Map<string, DestinationRate>>
  >
  const lengths = new Set<number>()
  rates.forEach((rate, index) => {
    const ofPrefix = byDirection[rate.direction].get(rate.prefix) ?? new Map<string, DestinationRate>()
    const key = cellKey(rate.band, rate.trunkKind)
    if (ofPrefix.has(key)) errors.push({ index, code: 'duplicateRate' })
    if (rate.band !== null && !bandNames.has(rate.band)) errors.push({ index, code: 'unknownBand' })
    byDirection[rate.direction].set(rate.prefix, ofPrefix.set(key, rate))
    if (/^\d+$/.test(rate.prefix)) lengths.add(rate.prefix.length)
  })
  errors.push(...gapsOutsideBands(rates, byDirection))
  const prefixLengths = [...lengths].toSorted((a, b) => b - a)
  return errors.length === 0 ? ok({ currency, byDirection, prefixLengths }) : fail(errors)
}

function gapsOutsideBands(
  rates: readonly DestinationRate[],
  byDirection: Readonly<Record<Meter, ReadonlyMap<string, RatesOfPrefix>>>,
): readonly RateTableError[] {
  const errors: RateTableError[] = []
  const told = new Set<string>()
  rates.forEach(({ direction, prefix }, index) => {
    const key = `${direction}/${prefix}`
    if (told.has(key) || byDirection[direction].get(prefix)?.has(cellKey(null, null)) === true) return
    told.add(key)
    errors.push({ index, code: 'noRateOutsideBands' })
  })
  return errors
}

const cellKey = (band: string | null, trunkKind: string | null): string =>
  band === null && trunkKind === null ? '' : `${band ?? ''}/${trunkKind ?? ''}`

/** What a rate is looked up by. `number` is digits with or without a plus; what is no number has the rate of the rest. */
export type RateQuery = {
  readonly direction: Meter
  readonly number: string
  readonly destinationClass: string | null
  readonly band: string | null
  readonly trunkKind: string | null
}

/**
 * The rate of the longest prefix of the number, else of its class, else of the rest. Of that: band and trunk kind, else trunk kind
 * alone, else band alone, else at any time. null where the direction has no rates at all.
 */
export function findRate(table: RateTable, query: RateQuery): DestinationRate | null {
  const rates = table.byDirection[query.direction]
  const ofPrefix = longestPrefix(table, rates, query)
  if (ofPrefix === undefined) return null
  if (ofPrefix.size === 1) return ofPrefix.get('') ?? null
  const { band, trunkKind } = query
  return (
    ofPrefix.get(cellKey(band, trunkKind)) ??
    ofPrefix.get(cellKey(null, trunkKind)) ??
    ofPrefix.get(cellKey(band, null)) ??
    ofPrefix.get('') ??
    null
  )
}

function longestPrefix(
  table: RateTable,
  rates: ReadonlyMap<string, RatesOfPrefix>,
  query: RateQuery,
): RatesOfPrefix | undefined {
  if (rates.size > 1) {
    const digits = query.number.startsWith('+') ? query.number.slice(1) : query.number
    for (const length of table.prefixLengths) {
      if (length > digits.length) continue
      const found = rates.get(digits.slice(0, length))
      if (found !== undefined) return found
    }
    const ofClass = query.destinationClass === null ? undefined : rates.get(query.destinationClass)
    if (ofClass !== undefined) return ofClass
  }
  return rates.get('')
}

/** All rates of a table, by direction, prefix, band, trunk kind. */
export const ratesOf = (table: RateTable): readonly DestinationRate[] =>
  (['inbound', 'outbound', 'ivr'] as const).flatMap((direction) =>
    [...table.byDirection[direction].values()]
      .flatMap((ofPrefix) => [...ofPrefix.values()])
      .toSorted((a, b) => compareText(placeOf(a), placeOf(b))),
  )

const placeOf = (rate: DestinationRate): string => `${rate.prefix}/${rate.band ?? ''}/${rate.trunkKind ?? ''}`
const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
