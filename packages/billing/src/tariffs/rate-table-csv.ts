import { fail, InvariantError, type Result } from '@seatline/core'
import { formatMicros, parseMicros, type Currency } from '../money.ts'
import { FieldReader } from '../plans/field-reader.ts'
import { isRatePrefix, readRate } from '../plans/parse-minutes.ts'
import { METERS } from '../plans/price-plan.ts'
import type { RateJson } from '../plans/price-plan-json.ts'
import { parseCsv, serializeCsv, type CsvError } from './csv.ts'
import { formatIncrement, parseIncrement } from './increment.ts'
import { makeRateTable, ratesOf, type RateTable, type RateTableError } from './rate-table.ts'

const COLUMNS = [
  'direction',
  'prefix',
  'destination',
  'band',
  'trunkKind',
  'status',
  'pricePerMinute',
  'increment',
  'connectionFee',
  'minimumCharge',
  'currency',
] as const
export type RateColumn = (typeof COLUMNS)[number]

const REQUIRED: readonly RateColumn[] = ['prefix', 'destination', 'pricePerMinute', 'increment']

/** What is wrong in a file of rates: the line, and the column where one is to blame. */
export type RateCsvError = {
  readonly line: number
  readonly column: RateColumn | null
  readonly code: RateCsvErrorCode
}
export type RateCsvErrorCode =
  | CsvError['code']
  | RateTableError['code']
  | 'noRateForRest'
  | 'noHeader'
  | 'missingColumn'
  | 'unknownColumn'
  | 'wrongFieldCount'
  | 'tooLong'
  | 'notChoice'
  | 'notPrefix'
  | 'required'
  | 'notDecimal'
  | 'tooManyPlaces'
  | 'negative'
  | 'notIncrement'
  | 'currencyMixed'

/** No table of rates that a carrier sends is longer. */
export const RATE_ROWS_MAX = 50_000

/** A line of the file that reads well, and where it stands. */
export type RateRow = { readonly line: number; readonly rate: RateJson }
export type RateFile = { readonly rows: readonly RateRow[]; readonly errors: readonly RateCsvError[] }

type RowErrors = (column: RateColumn, code: RateCsvErrorCode) => void

type RateFileInput<C extends string> = {
  readonly text: string
  readonly currency: C
  readonly bandNames?: ReadonlySet<string>
  /** Whether each direction of the file must have a rate for whatever number comes. */
  readonly needsRest?: boolean
}

/** Reads a file of rates into a table, as a carrier's prices come. Without a column `direction` all are outbound. */
export function importRates(input: RateFileInput<Currency>): Result<RateTable, readonly RateCsvError[]> {
  const { rows, errors } = readRateFile(input)
  if (errors.length > 0) return fail(errors)
  const reader = new FieldReader({ rates: rows.map(({ rate }) => rate) })
  const rates = reader.list('rates', (each) => readRate(each, input.currency))
  const table = makeRateTable(input.currency, rates, input.bandNames)
  if (table.ok && reader.errors.length === 0) return table
  throw new InvariantError(`a file that read well makes no table [${JSON.stringify(reader.errors.slice(0, 5))}]`)
}

/**
 * Reads a file of rates into the rows of a plan. The first line names the columns, in any order; those of no use to a table may be left
 * out. All that is wrong is told at once, with its place: doubles, unknown bands, gaps and another currency too.
 */
export function readRateFile(input: RateFileInput<string>): RateFile {
  const csv = parseCsv(input.text)
  const only = (errors: readonly RateCsvError[]): RateFile => ({ rows: [], errors })
  if (!csv.ok) return only([{ ...csv.error, column: null }])
  const [header, ...records] = csv.value
  if (header === undefined) return only([{ line: 1, column: null, code: 'noHeader' }])
  const names = header.fields.map((name) => name.trim())
  const headerErrors = checkHeader(names)
  if (headerErrors.length > 0) return only(headerErrors.map((error) => ({ line: header.line, ...error })))
  if (records.length > RATE_ROWS_MAX) return only([{ line: 1, column: null, code: 'tooLong' }])
  const errors: RateCsvError[] = []
  const rows = records.flatMap(({ line, fields }): RateRow[] => {
    const before = errors.length
    if (fields.length !== names.length) errors.push({ line, column: null, code: 'wrongFieldCount' })
    const valueOf = (column: RateColumn): string => fields[names.indexOf(column)]?.trim() ?? ''
    const rate = readRow(valueOf, input.currency, (column, code) => errors.push({ line, column, code }))
    return errors.length === before ? [{ line, rate }] : []
  })
  const inTable = [
    ...tableErrors(rows, input.bandNames ?? new Set()),
    ...(input.needsRest === true ? restErrors(rows) : []),
  ]
  // What the table lacks is told of a table that reads well: a line left out for a fault of its own is no gap.
  return { rows, errors: errors.length > 0 ? errors : inTable }
}

/** Writes a table so that `importRates` reads the same one; by direction, prefix, band, trunk kind. */
export function exportRates(table: RateTable): string {
  const rows = ratesOf(table).map((rate) => [
    rate.direction,
    rate.prefix,
    rate.destination,
    rate.band ?? '',
    rate.trunkKind ?? '',
    rate.status,
    formatMicros(rate.pricePerMinute),
    formatIncrement(rate.increment),
    formatMicros(rate.connectionFee),
    formatMicros(rate.minimumCharge),
    table.currency,
  ])
  return serializeCsv([[...COLUMNS], ...rows])
}

function checkHeader(names: readonly string[]): readonly Omit<RateCsvError, 'line'>[] {
  const missing = REQUIRED.filter((column) => !names.includes(column))
  const isKnown = (name: string): boolean => COLUMNS.some((column) => column === name)
  return [
    ...missing.map((column) => ({ column, code: 'missingColumn' as const })),
    ...(names.every(isKnown) && new Set(names).size === names.length
      ? []
      : [{ column: null, code: 'unknownColumn' as const }]),
  ]
}

function readRow(valueOf: (column: RateColumn) => string, currency: string, wrong: RowErrors): RateJson {
  const status = valueOf('status') || 'priced'
  const isPriced = status === 'priced'
  const direction = valueOf('direction') || 'outbound'
  if (!METERS.some((meter) => meter === direction)) wrong('direction', 'notChoice')
  if (!isRatePrefix(valueOf('prefix'))) wrong('prefix', 'notPrefix')
  if (valueOf('destination') === '') wrong('destination', 'required')
  if (!['priced', 'free', 'forbidden'].includes(status)) wrong('status', 'notChoice')
  if (valueOf('currency') !== '' && valueOf('currency') !== currency) wrong('currency', 'currencyMixed')
  const increment = valueOf('increment')
  if (increment === '' ? isPriced : parseIncrement(increment) === null)
    wrong('increment', increment === '' ? 'required' : 'notIncrement')
  const amount = amountReader(valueOf, wrong)
  return {
    direction,
    prefix: valueOf('prefix'),
    destination: valueOf('destination'),
    ...optional('band', valueOf('band')),
    ...optional('trunkKind', valueOf('trunkKind')),
    ...(isPriced ? {} : { status }),
    ...amount('pricePerMinute', isPriced),
    ...optional('increment', increment),
    ...amount('connectionFee', false),
    ...amount('minimumCharge', false),
  }
}

/** A price that is left out is a fault, never zero: an empty cell must not give calls away. Fees and minimum may be left out. */
function amountReader(valueOf: (column: RateColumn) => string, wrong: RowErrors) {
  return (column: 'pricePerMinute' | 'connectionFee' | 'minimumCharge', isRequired: boolean): Partial<RateJson> => {
    const text = valueOf(column)
    if (text === '') {
      if (isRequired) wrong(column, 'required')
      return {}
    }
    const parsed = parseMicros(text)
    if (!parsed.ok) wrong(column, parsed.error === 'money.notDecimal' ? 'notDecimal' : 'tooManyPlaces')
    else if (parsed.value < 0n) wrong(column, 'negative')
    return { [column]: text }
  }
}

const optional = (name: 'band' | 'trunkKind' | 'increment', text: string): Partial<RateJson> =>
  text === '' ? {} : { [name]: text }

/** What only the whole shows: two rates for the same calls, bands that the plan has not, calls without a rate. */
function tableErrors(rows: readonly RateRow[], bandNames: ReadonlySet<string>): readonly RateCsvError[] {
  const errors: RateCsvError[] = []
  const cells = new Set<string>()
  const everywhere = new Set<string>()
  const keyOf = ({ rate }: RateRow): string => `${rate.direction}/${rate.prefix ?? ''}`
  for (const row of rows) {
    const { band, trunkKind } = row.rate
    const cell = `${keyOf(row)}/${band ?? ''}/${trunkKind ?? ''}`
    if (cells.has(cell)) errors.push({ line: row.line, column: 'prefix', code: 'duplicateRate' })
    cells.add(cell)
    if (band !== undefined && band !== null && !bandNames.has(band))
      errors.push({ line: row.line, column: 'band', code: 'unknownBand' })
    if (band === undefined && trunkKind === undefined) everywhere.add(keyOf(row))
  }
  const told = new Set<string>()
  for (const row of rows) {
    const key = keyOf(row)
    if (everywhere.has(key) || told.has(key)) continue
    told.add(key)
    errors.push({ line: row.line, column: 'band', code: 'noRateOutsideBands' })
  }
  return errors
}

function restErrors(rows: readonly RateRow[]): readonly RateCsvError[] {
  const errors: RateCsvError[] = []
  for (const meter of METERS) {
    const first = rows.find(({ rate }) => rate.direction === meter)
    const hasRest = rows.some(({ rate }) => rate.direction === meter && (rate.prefix ?? '') === '')
    if (first !== undefined && !hasRest) errors.push({ line: first.line, column: 'prefix', code: 'noRateForRest' })
  }
  return errors
}
