import { fail, type Result } from '@seatline/core'
import { formatMicros, parseMicros, type Currency, type Micros } from '../money.ts'
import { parseCsv, serializeCsv, type CsvError } from './csv.ts'
import { formatIncrement, parseIncrement, type Increment } from './increment.ts'
import { makeRateTable, type DestinationRate, type RateTable, type RateTableError } from './rate-table.ts'

const COLUMNS = [
  'prefix',
  'destination',
  'band',
  'status',
  'pricePerMinute',
  'increment',
  'connectionFee',
  'minimumCharge',
] as const
export type RateColumn = (typeof COLUMNS)[number]

/** What is wrong in a file of rates: the line, and the column where one is to blame. */
export type RateCsvError = {
  readonly line: number
  readonly column: RateColumn | null
  readonly code: RateCsvErrorCode
}
export type RateCsvErrorCode =
  | CsvError['code']
  | RateTableError['code']
  | 'noHeader'
  | 'missingColumn'
  | 'unknownColumn'
  | 'wrongFieldCount'
  | 'notPrefix'
  | 'required'
  | 'notStatus'
  | 'notDecimal'
  | 'tooManyPlaces'
  | 'negative'
  | 'notIncrement'

type RowErrors = (column: RateColumn, code: RateCsvErrorCode) => void

/** Reads a table of rates. The first line names the columns, in any order; all that is wrong is told at once, with its place. */
export function importRates(input: {
  readonly text: string
  readonly currency: Currency
  readonly bandNames?: ReadonlySet<string>
}): Result<RateTable, readonly RateCsvError[]> {
  const csv = parseCsv(input.text)
  if (!csv.ok) return fail([{ ...csv.error, column: null }])
  const [header, ...rows] = csv.value
  if (header === undefined) return fail([{ line: 1, column: null, code: 'noHeader' }])
  const headerErrors = checkHeader(header.fields)
  if (headerErrors.length > 0) return fail(headerErrors.map((error) => ({ line: header.line, ...error })))
  const errors: RateCsvError[] = []
  const rates = rows.map(({ line, fields }) => {
    if (fields.length !== header.fields.length) errors.push({ line, column: null, code: 'wrongFieldCount' })
    const valueOf = (column: RateColumn): string => fields[header.fields.indexOf(column)]?.trim() ?? ''
    return readRate(valueOf, (column, code) => errors.push({ line, column, code }))
  })
  if (errors.length > 0) return fail(errors)
  const table = makeRateTable(input.currency, rates, input.bandNames)
  if (table.ok) return table
  return fail(table.error.map(({ index, code }) => ({ line: rows[index]?.line ?? 0, column: columnOf(code), code })))
}

/** Writes a table so that `importRates` reads the same one; ordered by prefix, then band. */
export function exportRates(table: RateTable): string {
  const rates = [...table.ratesByPrefix.values()].flatMap((ofPrefix) => [...ofPrefix.values()])
  const rows = rates
    .toSorted(comparePlace)
    .map((rate) => [
      rate.prefix,
      rate.destination,
      rate.band ?? '',
      rate.status,
      formatMicros(rate.pricePerMinute),
      formatIncrement(rate.increment),
      formatMicros(rate.connectionFee),
      formatMicros(rate.minimumCharge),
    ])
  return serializeCsv([COLUMNS, ...rows])
}

function checkHeader(names: readonly string[]): readonly Omit<RateCsvError, 'line'>[] {
  const missing = COLUMNS.filter((column) => !names.includes(column))
  const isKnown = (name: string): boolean => COLUMNS.some((column) => column === name)
  return [
    ...missing.map((column) => ({ column, code: 'missingColumn' as const })),
    ...(names.every(isKnown) && new Set(names).size === names.length
      ? []
      : [{ column: null, code: 'unknownColumn' as const }]),
  ]
}

function readRate(valueOf: (column: RateColumn) => string, wrong: RowErrors): DestinationRate {
  const prefix = valueOf('prefix')
  if (!/^\d{0,15}$/.test(prefix)) wrong('prefix', 'notPrefix')
  const destination = valueOf('destination')
  if (destination === '') wrong('destination', 'required')
  return {
    prefix,
    destination,
    band: valueOf('band') === '' ? null : valueOf('band'),
    status: readStatus(valueOf('status'), wrong),
    pricePerMinute: readAmount('pricePerMinute', valueOf, wrong),
    increment: readIncrement(valueOf('increment'), wrong),
    connectionFee: readAmount('connectionFee', valueOf, wrong),
    minimumCharge: readAmount('minimumCharge', valueOf, wrong),
  }
}

function readStatus(text: string, wrong: RowErrors): DestinationRate['status'] {
  if (text === '' || text === 'priced') return 'priced'
  if (text === 'free' || text === 'forbidden') return text
  wrong('status', 'notStatus')
  return 'forbidden'
}

/** A price that is left out is a fault, never zero: an empty cell must not give calls away. Fees and minimum may be left out. */
function readAmount(
  column: 'pricePerMinute' | 'connectionFee' | 'minimumCharge',
  valueOf: (column: RateColumn) => string,
  wrong: RowErrors,
): Micros {
  const text = valueOf(column)
  if (text === '') {
    const isPriced = valueOf('status') === '' || valueOf('status') === 'priced'
    if (column === 'pricePerMinute' && isPriced) wrong(column, 'required')
    return 0n
  }
  const amount = parseMicros(text)
  if (!amount.ok) wrong(column, amount.error === 'money.notDecimal' ? 'notDecimal' : 'tooManyPlaces')
  else if (amount.value < 0n) wrong(column, 'negative')
  return amount.ok ? amount.value : 0n
}

function readIncrement(text: string, wrong: RowErrors): Increment {
  const increment = parseIncrement(text === '' ? '1/1' : text)
  if (increment === null) wrong('increment', 'notIncrement')
  return increment ?? { firstSeconds: 1, thenSeconds: 1 }
}

const columnOf = (code: RateTableError['code']): RateColumn => (code === 'duplicateRate' ? 'prefix' : 'band')

function comparePlace(a: DestinationRate, b: DestinationRate): number {
  const keyA = `${a.prefix}/${a.band ?? ''}`
  const keyB = `${b.prefix}/${b.band ?? ''}`
  return keyA < keyB ? -1 : Number(keyA > keyB)
}
