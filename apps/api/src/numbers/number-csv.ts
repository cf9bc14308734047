import { isCurrency, parseCsv, parseMicros, serializeCsv, formatMicros } from '@seatline/billing'
import { faultOfNumber, normalizeNumber, NUMBER_KINDS } from '@seatline/core'
import type { InputIssue } from '../user-errors.ts'
import type { NumberFile, NumberRow, RowIssue } from './number-row.ts'
import type { NumberView } from './number-views.ts'

export const NUMBER_COLUMNS = [
  'number',
  'kind',
  'parent',
  'carrier',
  'monthlyFee',
  'currency',
  'canBeCalledBack',
  'note',
] as const
type Column = (typeof NUMBER_COLUMNS)[number]
/** Lines of one file; more are for several files. */
export const IMPORT_ROWS_MAX = 20_000

/** Reads a file of numbers. Only `number` and `kind` must be there; all that is wrong is told, line by line, and lines that are right are given beside it. */
export function readNumberFile(text: string): NumberFile {
  const csv = parseCsv(text)
  if (!csv.ok)
    return onlyIssue(
      csv.error.line,
      '',
      csv.error.code,
      'A quotation mark is wrong here: a quoted field begins and ends with one.',
    )
  const [header, ...records] = csv.value
  if (header === undefined)
    return onlyIssue(1, '', 'file.empty', 'The file is empty. Its first line names the columns.')
  const names = header.fields.map((name) => name.trim())
  const headerIssue = faultOfHeader(names)
  if (headerIssue !== null) return { rows: [], issues: [{ line: header.line, ...headerIssue }] }
  if (records.length > IMPORT_ROWS_MAX)
    return onlyIssue(1, '', 'file.tooLong', `A file has at most ${String(IMPORT_ROWS_MAX)} lines. Split it.`)
  const issues: RowIssue[] = []
  const rows = records.flatMap(({ line, fields }) => {
    const found: RowIssue[] = []
    const wrong = (field: Column | '', code: string, message: string): void => {
      found.push({ line, field, code, message })
    }
    if (fields.length !== names.length)
      wrong(
        '',
        'row.fieldCount',
        `This line has ${String(fields.length)} fields, the first line ${String(names.length)}.`,
      )
    const row = readRow(line, (column) => fields[names.indexOf(column)]?.trim() ?? '', wrong)
    issues.push(...found)
    return found.length === 0 ? [row] : []
  })
  return withoutRepeated(rows, issues)
}

/** Writes numbers so that `readNumberFile` reads the same, with what else is known of them behind. */
export function writeNumberFile(numbers: readonly NumberView[]): string {
  const header = [...NUMBER_COLUMNS, 'state', 'since', 'tenant', 'menu', 'reservedFor']
  const lines = numbers.map((each) => [
    each.number,
    each.kind,
    each.parent?.number ?? '',
    each.carrier,
    formatMicros(each.monthlyFee.micros),
    each.monthlyFee.currency,
    each.canBeCalledBack ? 'yes' : 'no',
    each.note,
    each.state,
    new Date(each.stateSince).toISOString(),
    each.holder?.tenantName ?? '',
    each.holder?.flowName ?? '',
    each.reservedFor,
  ])
  return serializeCsv([header, ...lines.map((line) => line.map(harmless))])
}

/** A spreadsheet must not take what somebody typed for a formula; a number's plus stays. */
export const harmless = (field: string): string => (/^[=@\t\r]|^[+-](?!\d+(\.\d+)?$)/.test(field) ? `'${field}` : field)

function faultOfHeader(names: readonly string[]): InputIssue | null {
  const missing = (['number', 'kind'] as const).find((column) => !names.includes(column))
  if (missing === undefined && new Set(names).size === names.length) return null
  const field = missing ?? ''
  const message =
    missing === undefined
      ? 'A column is named twice in the first line.'
      : `The first line must name the columns, ${missing} among them: ${NUMBER_COLUMNS.join(', ')}.`
  return { field, code: missing === undefined ? 'file.columnTwice' : 'file.columnMissing', message }
}

type Wrong = (field: Column | '', code: string, message: string) => void

function readRow(line: number, valueOf: (column: Column) => string, wrong: Wrong): NumberRow {
  const number = normalizeNumber(valueOf('number'))
  const kind = NUMBER_KINDS.find((each) => each === valueOf('kind'))
  if (kind === undefined) wrong('kind', 'number.unknownKind', `The kind is one of ${NUMBER_KINDS.join(', ')}.`)
  const parent = valueOf('parent') === '' ? null : normalizeNumber(valueOf('parent'))
  const fault = faultOfNumber({ number, kind: kind ?? 'local', parent: kind === undefined ? null : parent })
  if (fault !== null && kind !== undefined) {
    const field = fault.includes('arent') ? 'parent' : 'number'
    wrong(field, fault, NUMBER_FAULTS[fault])
  }
  const fee = parseMicros(valueOf('monthlyFee') === '' ? '0' : valueOf('monthlyFee'))
  if (!fee.ok || fee.value < 0n)
    wrong('monthlyFee', 'number.badFee', 'The monthly fee is an amount such as 100 or 99.50.')
  const currency = valueOf('currency') === '' ? 'CNY' : valueOf('currency')
  if (!isCurrency(currency))
    wrong('currency', 'number.badCurrency', 'A currency has three capital letters, such as CNY.')
  const note = valueOf('note')
  const carrier = valueOf('carrier')
  if (note.length > 500) wrong('note', 'tooLong', 'Use at most 500 characters.')
  if (carrier.length > 100) wrong('carrier', 'tooLong', 'Use at most 100 characters.')
  return {
    line,
    number,
    kind: kind ?? 'local',
    parent,
    carrier,
    monthlyFeeMicros: fee.ok ? fee.value : 0n,
    currency,
    canBeCalledBack: readYes(valueOf('canBeCalledBack'), wrong),
    note,
  }
}

const YES: ReadonlySet<string> = new Set(['', 'yes', 'true', '1', 'y', '是'])
const NO: ReadonlySet<string> = new Set(['no', 'false', '0', 'n', '否'])

function readYes(text: string, wrong: Wrong): boolean {
  const word = text.toLowerCase()
  if (!YES.has(word) && !NO.has(word)) wrong('canBeCalledBack', 'notYesOrNo', 'Write yes or no.')
  return !NO.has(word)
}

/** The second of two lines with one number is wrong. */
function withoutRepeated(rows: readonly NumberRow[], issues: readonly RowIssue[]): NumberFile {
  const first = new Map<string, number>()
  const repeated: RowIssue[] = []
  const kept = rows.filter(({ number, line }) => {
    const before = first.get(number)
    if (before === undefined) {
      first.set(number, line)
      return true
    }
    const message = `This number is in line ${String(before)} already.`
    repeated.push({ line, field: 'number', code: 'number.twiceInFile', message })
    return false
  })
  return { rows: kept, issues: [...issues, ...repeated].toSorted((a, b) => a.line - b.line) }
}

const onlyIssue = (line: number, field: string, code: string, message: string): NumberFile => ({
  rows: [],
  issues: [{ line, field, code, message }],
})

export const NUMBER_FAULTS: Readonly<Record<NonNullable<ReturnType<typeof faultOfNumber>>, string>> = {
  'number.notDigits': 'A number has 3 to 20 digits, with a plus before one of another country.',
  'number.notTollFree': 'A toll-free number is 400 or 800 and 7 more digits, or one of another country with a plus.',
  'number.notShortCode': 'A short code begins with 95 or 96 and has 5 to 8 digits.',
  'number.notLocal':
    'An ordinary number has its area code (010…), is a mobile number, or one of another country with a plus.',
  'number.parentMissing': 'Name the short code that this number extends.',
  'number.parentUnexpected': 'Only a sub-number extends a short code.',
  'number.notUnderParent': "A sub-number begins with its short code's digits and has more.",
}
