import { CHINA, fail, ok, toDialled, type Instant, type Result } from '@seatline/core'
import { parseMicros, type Micros } from '../money.ts'
import { parseCsv, type CsvError } from '../tariffs/csv.ts'
import type { CarrierColumns, CarrierMapping } from './carrier-mapping.ts'
import { readDuration, readMoment } from './carrier-time.ts'

/** A call as the carrier has it. */
export type CarrierRecord = {
  /** The same row of the same file has the same key, whenever and with whatever other rows it is read. */
  readonly recordKey: string
  readonly direction: 'inbound' | 'outbound'
  /** As dialled here; empty where the carrier does not tell it. */
  readonly calling: string
  readonly called: string
  readonly startedAt: Instant
  readonly durationMs: number
  /** What the carrier charges for, where it says so. */
  readonly billedSeconds: number | null
  readonly priceMicros: Micros | null
}

export type CarrierFile = {
  readonly records: readonly (CarrierRecord & { readonly line: number })[]
  readonly errors: readonly CarrierRowError[]
  /** The first line of the file, for choosing columns. */
  readonly header: readonly string[]
}

export type CarrierRowError = {
  readonly line: number
  /** The column's name in the file; null: the whole line. */
  readonly column: string | null
  readonly code:
    | CsvError['code']
    | 'noHeader'
    | 'missingColumn'
    | 'wrongFieldCount'
    | 'notTime'
    | 'notNumber'
    | 'notDuration'
    | 'notPrice'
    | 'negativePrice'
}

/** The names of the columns, before anybody has said what they hold. */
export function readCarrierHeader(
  text: string,
  delimiter: CarrierMapping['delimiter'],
): Result<readonly string[], CarrierRowError> {
  const csv = parseCsv(text.slice(0, HEADER_CHARS_MAX).split(/\r\n|\n|\r/)[0] ?? '', delimiter)
  if (!csv.ok) return fail({ ...csv.error, column: null })
  const header = csv.value[0]?.fields.map((name) => name.trim()) ?? []
  return header.length === 0 ? fail({ line: 1, column: null, code: 'noHeader' }) : ok(header)
}
const HEADER_CHARS_MAX = 20_000

/** Reads a carrier's file. What is wrong in a line is told with line and column and that line is left out; a file that is no table has no records. */
export function readCarrierFile(text: string, mapping: CarrierMapping): CarrierFile {
  const csv = parseCsv(text, mapping.delimiter)
  if (!csv.ok) return { records: [], header: [], errors: [{ ...csv.error, column: null }] }
  const [first, ...rows] = csv.value
  if (first === undefined) return { records: [], header: [], errors: [{ line: 1, column: null, code: 'noHeader' }] }
  const header = first.fields.map((name) => name.trim())
  const missing = Object.values(mapping.columns).filter((name) => name !== null && !header.includes(name))
  if (missing.length > 0)
    return {
      records: [],
      header,
      errors: missing.map((column) => ({ line: first.line, column, code: 'missingColumn' as const })),
    }
  const errors: CarrierRowError[] = []
  const timesSeen = new Map<string, number>()
  const records = rows.flatMap(({ line, fields }) => {
    if (fields.length !== header.length) {
      errors.push({ line, column: null, code: 'wrongFieldCount' })
      return []
    }
    const row = new Row(line, (column) => fields[header.indexOf(column)]?.trim() ?? '', mapping)
    const record = row.read()
    errors.push(...row.errors)
    if (record === null) return []
    // Twice in one file is twice charged, and must be seen; the same file twice is not.
    const occurrence = (timesSeen.get(record.recordKey) ?? 0) + 1
    timesSeen.set(record.recordKey, occurrence)
    return [{ ...record, recordKey: `${record.recordKey}#${String(occurrence)}`, line }]
  })
  return { records, errors, header }
}

class Row {
  readonly errors: CarrierRowError[] = []
  readonly #line: number
  readonly #fieldOf: (column: string) => string
  readonly #mapping: CarrierMapping

  constructor(line: number, fieldOf: (column: string) => string, mapping: CarrierMapping) {
    this.#line = line
    this.#fieldOf = fieldOf
    this.#mapping = mapping
  }

  read(): CarrierRecord | null {
    const { columns, timeZone, timeFormat } = this.#mapping
    const time = columns.timeOfDay === null ? '' : ` ${this.#fieldOf(columns.timeOfDay)}`
    const startedAt = readMoment(`${this.#fieldOf(columns.startedAt)}${time}`, timeFormat, timeZone)
    if (startedAt === null) this.#wrong('startedAt', 'notTime')
    const calling = this.#number('calling')
    const called = this.#number('called')
    if (called === '') this.#wrong('called', 'notNumber')
    const durationMs = this.#duration('duration')
    const billedMs = columns.billed === null ? null : this.#duration('billed')
    const priceMicros = this.#price()
    if (this.errors.length > 0 || startedAt === null || durationMs === null) return null
    const direction = this.#direction()
    const reference = columns.reference === null ? '' : this.#fieldOf(columns.reference)
    const content = [
      direction,
      calling,
      called,
      startedAt,
      durationMs,
      billedMs ?? '',
      priceMicros === null ? '' : String(priceMicros),
    ].join('|')
    return {
      recordKey: `${reference}|${content}`,
      direction,
      calling,
      called,
      startedAt,
      durationMs,
      billedSeconds: billedMs === null ? null : Math.ceil(billedMs / 1_000),
      priceMicros,
    }
  }

  #wrong(column: keyof CarrierColumns, code: CarrierRowError['code']): void {
    this.errors.push({ line: this.#line, column: this.#mapping.columns[column], code })
  }

  #direction(): 'inbound' | 'outbound' {
    const { columns, direction, outboundWord } = this.#mapping
    if (columns.direction === null) return direction
    return this.#fieldOf(columns.direction) === outboundWord ? 'outbound' : 'inbound'
  }

  /** As dialled here, empty where there is none: carriers leave the caller out who does not want to be seen. */
  #number(column: 'calling' | 'called'): string {
    const text = this.#fieldOf(this.#mapping.columns[column])
    const written = normalNumber(text, this.#mapping)
    if (written === null) this.#wrong(column, 'notNumber')
    return written ?? ''
  }

  #duration(column: 'duration' | 'billed'): number | null {
    const { columns, durationUnit, decimalMark } = this.#mapping
    const ms = readDuration(this.#fieldOf(columns[column] ?? ''), durationUnit, decimalMark)
    if (ms === null) this.#wrong(column, 'notDuration')
    return ms
  }

  #price(): Micros | null {
    const { columns, decimalMark } = this.#mapping
    if (columns.price === null) return null
    const text = this.#fieldOf(columns.price)
    const amount = parseMicros(decimalMark === ',' ? text.replace(',', '.') : text)
    if (!amount.ok) this.#wrong('price', 'notPrice')
    else if (amount.value < 0n) this.#wrong('price', 'negativePrice')
    return amount.ok ? amount.value : null
  }
}

/** A number in the one form in which numbers are compared; empty for nobody; null for what is no number. */
export function normalNumber(
  text: string,
  { numberStyle, stripPrefix }: Pick<CarrierMapping, 'numberStyle' | 'stripPrefix'>,
): string | null {
  if (/^(?:|-|anonymous|unknown|restricted|unavailable|private)$/i.test(text)) return ''
  const bare = stripPrefix !== '' && text.startsWith(stripPrefix) ? text.slice(stripPrefix.length) : text
  const digits = bare.replaceAll(/[\s().\-–/]/g, '')
  const plus = numberStyle === 'countryCodeFirst' && /^[1-9]\d{6,17}$/.test(digits) ? '+' : ''
  return toDialled(`${plus}${digits}`, CHINA)
}
