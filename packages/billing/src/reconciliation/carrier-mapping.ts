import { fail, isTimeZone, ok, type Result } from '@seatline/core'
import { isCurrency, type Currency } from '../money.ts'
import { CSV_DELIMITERS, type CsvDelimiter } from '../tariffs/csv.ts'

/** How a carrier writes a moment. `iso` may carry an offset of its own, which then holds. */
export const TIME_FORMATS = [
  'iso',
  'yyyy-MM-dd HH:mm:ss',
  'yyyy/MM/dd HH:mm:ss',
  'yyyyMMddHHmmss',
  'dd/MM/yyyy HH:mm:ss',
  'MM/dd/yyyy HH:mm:ss',
  'epochSeconds',
  'epochMs',
] as const
export type TimeFormat = (typeof TIME_FORMATS)[number]

export const DURATION_UNITS = ['milliseconds', 'seconds', 'minutes', 'clock'] as const
export type DurationUnit = (typeof DURATION_UNITS)[number]

/** `asDialled`: as one would dial it, or with a plus. `countryCodeFirst`: always with the country code and no plus. */
export const NUMBER_STYLES = ['asDialled', 'countryCodeFirst'] as const
export type NumberStyle = (typeof NUMBER_STYLES)[number]

/** The columns that are read, by what they hold; null: the file has none. */
export type CarrierColumns = {
  readonly startedAt: string
  /** The time of day, where it stands apart from the date. */
  readonly timeOfDay: string | null
  readonly calling: string
  readonly called: string
  readonly duration: string
  /** The duration that is charged, where it stands beside the real one. */
  readonly billed: string | null
  readonly price: string | null
  readonly direction: string | null
  /** The carrier's own number of the record. */
  readonly reference: string | null
}

/** How the files of one carrier are read. Kept for each carrier, so that the next file is only dropped in. */
export type CarrierMapping = {
  readonly columns: CarrierColumns
  readonly delimiter: CsvDelimiter
  readonly timeZone: string
  readonly timeFormat: TimeFormat
  readonly durationUnit: DurationUnit
  readonly decimalMark: '.' | ','
  readonly numberStyle: NumberStyle
  /** Digits that the carrier puts before numbers, taken away; empty: none. */
  readonly stripPrefix: string
  /** Of prices. */
  readonly currency: Currency
  /** Of every record, where no column tells it. */
  readonly direction: 'inbound' | 'outbound'
  /** What stands in the column of the direction for a call out; anything else is a call in. */
  readonly outboundWord: string
}

/** One field of a mapping that is wrong. */
export type MappingError = {
  readonly field: string
  readonly code: 'required' | 'sameColumnTwice' | 'notTimeZone' | 'notCurrency' | 'notAllowed' | 'notDigits'
}

const REQUIRED = ['startedAt', 'calling', 'called', 'duration'] as const
const OPTIONAL = ['timeOfDay', 'billed', 'price', 'direction', 'reference'] as const

type MappingInput = Readonly<Record<Exclude<keyof CarrierMapping, 'columns'>, string>> & {
  readonly columns: Readonly<Record<keyof CarrierColumns, string | null>>
}

const oneOf = <T extends string>(list: readonly T[], value: string): value is T => list.some((each) => each === value)

/** A mapping as somebody typed it, or everything that is wrong with it. */
export function parseCarrierMapping(input: MappingInput): Result<CarrierMapping, readonly MappingError[]> {
  const errors: MappingError[] = []
  const columns = readColumns(input.columns, errors)
  const allowed = <T extends string>(field: string, list: readonly T[], value: string): T | undefined => {
    if (oneOf(list, value)) return value
    errors.push({ field, code: 'notAllowed' })
    return undefined
  }
  const delimiter = allowed('delimiter', CSV_DELIMITERS, input.delimiter)
  const timeFormat = allowed('timeFormat', TIME_FORMATS, input.timeFormat)
  const durationUnit = allowed('durationUnit', DURATION_UNITS, input.durationUnit)
  const decimalMark = allowed('decimalMark', ['.', ','], input.decimalMark)
  const numberStyle = allowed('numberStyle', NUMBER_STYLES, input.numberStyle)
  const direction = allowed('direction', ['inbound', 'outbound'], input.direction)
  const { currency, timeZone, stripPrefix } = input
  if (!isTimeZone(timeZone)) errors.push({ field: 'timeZone', code: 'notTimeZone' })
  if (!/^\d{0,15}$/.test(stripPrefix)) errors.push({ field: 'stripPrefix', code: 'notDigits' })
  if (columns.direction !== null && input.outboundWord.trim() === '')
    errors.push({ field: 'outboundWord', code: 'required' })
  if (!isCurrency(currency)) return fail([...errors, { field: 'currency', code: 'notCurrency' }])
  if (delimiter === undefined || timeFormat === undefined || durationUnit === undefined) return fail(errors)
  if (decimalMark === undefined || numberStyle === undefined || direction === undefined) return fail(errors)
  if (errors.length > 0) return fail(errors)
  return ok({
    columns,
    delimiter,
    timeZone,
    timeFormat,
    durationUnit,
    decimalMark,
    numberStyle,
    stripPrefix,
    currency,
    direction,
    outboundWord: input.outboundWord.trim(),
  })
}

function readColumns(input: MappingInput['columns'], errors: MappingError[]): CarrierColumns {
  const named = (key: keyof CarrierColumns): string => (input[key] ?? '').trim()
  const optional = (key: keyof CarrierColumns): string | null => (named(key) === '' ? null : named(key))
  for (const key of REQUIRED) if (named(key) === '') errors.push({ field: `columns.${key}`, code: 'required' })
  const seen = new Set<string>()
  for (const key of [...REQUIRED, ...OPTIONAL]) {
    const name = named(key)
    // Real and charged duration may be one column; anything else named twice is a slip.
    if (name === '' || (key === 'billed' && name === named('duration'))) continue
    if (seen.has(name)) errors.push({ field: `columns.${key}`, code: 'sameColumnTwice' })
    seen.add(name)
  }
  return {
    startedAt: named('startedAt'),
    timeOfDay: optional('timeOfDay'),
    calling: named('calling'),
    called: named('called'),
    duration: named('duration'),
    billed: optional('billed') === named('duration') ? null : optional('billed'),
    price: optional('price'),
    direction: optional('direction'),
    reference: optional('reference'),
  }
}
