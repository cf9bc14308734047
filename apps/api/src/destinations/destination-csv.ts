import { parseCsv, serializeCsv } from '@seatline/billing'
import { DESTINATION_CLASSES } from '@seatline/core'
import type { DestinationClass } from '@seatline/core'
import { harmless } from '../numbers/number-csv.ts'
import type { RowIssue } from '../numbers/number-row.ts'

export type DestinationRow = {
  readonly line: number
  readonly prefix: string
  readonly destinationClass: DestinationClass
  readonly note: string
}
export type DestinationFile = { readonly rows: readonly DestinationRow[]; readonly issues: readonly RowIssue[] }

const COLUMNS = ['prefix', 'class', 'note'] as const
export const DESTINATION_ROWS_MAX = 20_000

/** Reads a table of prefixes; all that is wrong is told, line by line. */
export function readDestinationFile(text: string): DestinationFile {
  const only = (line: number, field: string, code: string, message: string): DestinationFile => ({
    rows: [],
    issues: [{ line, field, code, message }],
  })
  const csv = parseCsv(text)
  if (!csv.ok) return only(csv.error.line, '', csv.error.code, 'A quotation mark is wrong here.')
  const [header, ...records] = csv.value
  const names = header?.fields.map((name) => name.trim()) ?? []
  const missing = COLUMNS.slice(0, 2).find((column) => !names.includes(column))
  if (missing !== undefined)
    return only(1, missing, 'file.columnMissing', `The first line names the columns: ${COLUMNS.join(', ')}.`)
  if (records.length > DESTINATION_ROWS_MAX)
    return only(1, '', 'file.tooLong', `A file has at most ${String(DESTINATION_ROWS_MAX)} lines.`)
  const issues: RowIssue[] = []
  const seen = new Map<string, number>()
  const rows = records.flatMap(({ line, fields }): DestinationRow[] => {
    const valueOf = (column: string): string => fields[names.indexOf(column)]?.trim() ?? ''
    const before = issues.length
    const prefix = valueOf('prefix')
    const destinationClass = DESTINATION_CLASSES.find((each) => each === valueOf('class'))
    const first = seen.get(prefix)
    if (!/^\d{1,15}$/.test(prefix))
      issues.push({
        line,
        field: 'prefix',
        code: 'notPrefix',
        message: 'A prefix has 1 to 15 digits, as dialled here.',
      })
    else if (first !== undefined)
      issues.push({
        line,
        field: 'prefix',
        code: 'prefix.twice',
        message: `This prefix is in line ${String(first)} already.`,
      })
    else seen.set(prefix, line)
    if (destinationClass === undefined)
      issues.push({
        line,
        field: 'class',
        code: 'notClass',
        message: `The class is one of ${DESTINATION_CLASSES.join(', ')}.`,
      })
    const note = valueOf('note')
    if (note.length > 200) issues.push({ line, field: 'note', code: 'tooLong', message: 'Use at most 200 characters.' })
    return destinationClass === undefined || issues.length > before ? [] : [{ line, prefix, destinationClass, note }]
  })
  return { rows, issues }
}

export const writeDestinationFile = (rows: readonly Omit<DestinationRow, 'line'>[]): string =>
  serializeCsv([
    [...COLUMNS],
    ...rows.map(({ prefix, destinationClass, note }) => [prefix, destinationClass, harmless(note)]),
  ])
