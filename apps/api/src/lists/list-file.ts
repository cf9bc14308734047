import { parseCsv } from '@seatline/billing'
import { addDays, isLocalDate, startOfDay } from '@seatline/core'
import type { Instant } from '@seatline/core'
import { issuesOf } from '../configuration/parse-input.ts'
import { entrySchema } from './entry-input.ts'
import type { ParsedEntry } from './entry-input.ts'
import type { ListDirection, ListKind, ListRowIssue } from './list-views.ts'

export const IMPORT_ROWS_MAX = 5_000

/** What a spreadsheet of a tenant may call the columns. Only the number must be there. */
const COLUMNS = {
  list: ['list', '名单'],
  number: ['number', '号码'],
  direction: ['direction', '方向'],
  reason: ['reason', '原因'],
  expiresAt: ['until', 'expiresat', '到期', '截止'],
} as const
type Column = keyof typeof COLUMNS

const LIST_WORDS: Readonly<Record<string, ListKind>> = {
  black: 'black',
  黑: 'black',
  黑名单: 'black',
  white: 'white',
  白: 'white',
  白名单: 'white',
}
const DIRECTION_WORDS: Readonly<Record<string, ListDirection>> = {
  inbound: 'inbound',
  呼入: 'inbound',
  outbound: 'outbound',
  呼出: 'outbound',
  both: 'both',
  双向: 'both',
}

export type ListFileRow = ParsedEntry & { readonly line: number }
export type ListFile = { readonly rows: readonly ListFileRow[]; readonly issues: readonly ListRowIssue[] }

export type FileTerms = {
  /** For lines that do not say it. */
  readonly list: ListKind
  readonly reason: string
  readonly timeZone: string
  readonly now: Instant
}

/** Reads a file of entries: the lines that are right, and of the others everything that is wrong. */
export function readListFile(text: string, terms: FileTerms): ListFile {
  const csv = parseCsv(text)
  if (!csv.ok)
    return ofFile(
      csv.error.line,
      csv.error.code,
      'A quotation mark is wrong here: a quoted field begins and ends with one.',
    )
  const [header, ...lines] = csv.value
  if (header === undefined) return ofFile(1, 'file.empty', 'The file is empty. Its first line names the columns.')
  const places = placesOf(header.fields)
  if (places.number === -1)
    return ofFile(header.line, 'file.noNumber', 'The first line names the columns; one must be "number" (号码).')
  if (lines.length > IMPORT_ROWS_MAX)
    return ofFile(1, 'file.tooLong', `A file has at most ${String(IMPORT_ROWS_MAX)} lines. Split it.`)
  const rows: ListFileRow[] = []
  const issues: ListRowIssue[] = []
  for (const { line, fields } of lines) {
    const found = readRow((column) => (fields[places[column]] ?? '').trim().replace(/^'/, ''), terms)
    if (found.ok) rows.push({ ...found.entry, line })
    else issues.push(...found.issues.map((issue) => ({ line, ...issue })))
  }
  return { rows, issues }
}

const ofFile = (line: number, code: string, message: string): ListFile => ({
  rows: [],
  issues: [{ line, field: '', code, message }],
})

function placesOf(header: readonly string[]): Readonly<Record<Column, number>> {
  const names = header.map((name) =>
    name
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  )
  const place = (column: Column): number => names.findIndex((name) => COLUMNS[column].some((known) => known === name))
  return {
    list: place('list'),
    number: place('number'),
    direction: place('direction'),
    reason: place('reason'),
    expiresAt: place('expiresAt'),
  }
}

type Row =
  | { readonly ok: true; readonly entry: ParsedEntry }
  | { readonly ok: false; readonly issues: readonly Omit<ListRowIssue, 'line'>[] }

function readRow(cell: (column: Column) => string, terms: FileTerms): Row {
  const list = cell('list') === '' ? terms.list : LIST_WORDS[cell('list').toLowerCase()]
  const direction = cell('direction') === '' ? 'inbound' : DIRECTION_WORDS[cell('direction').toLowerCase()]
  const expiresAt = cell('expiresAt') === '' ? null : endOf(cell('expiresAt'), terms.timeZone)
  const issues = [
    ...(list === undefined ? [wrong('list', 'list.unknown', 'Write black or white.')] : []),
    ...(direction === undefined ? [wrong('direction', 'direction.unknown', 'Write inbound, outbound or both.')] : []),
    ...(expiresAt === undefined ? [wrong('until', 'expiry.notADate', 'Write a day such as 2026-12-31.')] : []),
  ]
  const parsed = entrySchema(terms.now).safeParse({
    list: list ?? terms.list,
    direction: direction ?? 'inbound',
    number: cell('number'),
    reason: cell('reason') === '' ? terms.reason : cell('reason'),
    expiresAt: expiresAt ?? null,
  })
  const all = [...issues, ...(parsed.success ? [] : issuesOf(parsed.error))]
  return parsed.success && all.length === 0 ? { ok: true, entry: parsed.data } : { ok: false, issues: all }
}

const wrong = (field: string, code: string, message: string): Omit<ListRowIssue, 'line'> => ({ field, code, message })

/** A day is meant whole: the entry ends when the next one begins in the tenant's time zone. undefined for what is neither day nor time. */
function endOf(text: string, timeZone: string): number | undefined {
  const day = text.replaceAll('/', '-')
  if (isLocalDate(day)) return startOfDay(timeZone, addDays(day, 1)) ?? undefined
  const at = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}
