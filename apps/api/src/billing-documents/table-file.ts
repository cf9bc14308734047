import { formatMicros, serializeCsv } from '@seatline/billing'
import type { Micros } from '@seatline/billing'
import { harmless } from '../numbers/number-csv.ts'
import writeExcelFile from 'write-excel-file/node'
import type { SheetData } from 'write-excel-file/node'

/** A cell of a table that becomes a CSV or an Excel file. */
export type TableCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'decimal'; readonly text: string }
  | { readonly kind: 'money'; readonly micros: Micros }
export type Table = {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly TableCell[])[]
  /** The word over a column that repeats a figure exactly where a spreadsheet's number could not hold it. */
  readonly exactWord: string
}

export const text = (value: string): TableCell => ({ kind: 'text', text: value })
export const count = (value: number): TableCell => ({ kind: 'count', value })
export const decimal = (value: string): TableCell => ({ kind: 'decimal', text: value })
export const money = (micros: Micros): TableCell => ({ kind: 'money', micros })

/** UTF-8 with a mark by which spreadsheets know it, figures exact, nothing that a spreadsheet would take for a formula. */
export function csvOf({ columns, rows }: Table): string {
  return `\uFEFF${serializeCsv([columns.map(harmless), ...rows.map((row) => row.map(plain))])}`
}

function plain(cell: TableCell): string {
  switch (cell.kind) {
    case 'text': {
      return harmless(cell.text)
    }
    case 'count': {
      return String(cell.value)
    }
    case 'decimal': {
      return cell.text
    }
    case 'money': {
      return formatMicros(cell.micros)
    }
  }
}

/** A spreadsheet's numbers have 53 bits: an amount that comes back another is given as text as well. */
function isExact(exact: string): boolean {
  const value = Number(exact)
  const [units = '', fraction = ''] = exact.replace('-', '').split('.')
  return Number.isFinite(value) && `${units}${fraction}`.replace(/^0+/, '').length <= 15
}

const exactText = (cell: TableCell | undefined): string | null =>
  cell?.kind === 'money' ? formatMicros(cell.micros) : cell?.kind === 'decimal' ? cell.text : null

/** Columns with a figure that a spreadsheet's number cannot hold. */
const inexactColumns = ({ columns, rows }: Table): ReadonlySet<number> =>
  new Set(
    columns.flatMap((_, index) =>
      rows.some((row) => {
        const exact = exactText(row[index])
        return exact !== null && !isExact(exact)
      })
        ? [index]
        : [],
    ),
  )

/** Excel: numbers are numbers; beside a column of which one figure could not be held stands the exact text of each. */
export function xlsxOf(tables: readonly Table[]): Promise<Buffer> {
  return writeExcelFile(
    tables.map((table) => ({
      sheet: table.name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
      data: sheetOf(table),
      stickyRowsCount: 1,
      columns: columnsOf(table),
    })),
  ).toBuffer()
}

function columnsOf(table: Table): { width: number }[] {
  const inexact = inexactColumns(table)
  return table.columns.flatMap((title, index) => {
    const longest = Math.max(title.length * 2, ...table.rows.slice(0, 200).map((row) => lengthOf(row[index])))
    const width = { width: Math.min(60, Math.max(10, longest + 2)) }
    return inexact.has(index) ? [width, width] : [width]
  })
}

/** In widths of a Latin letter; a Chinese one is as wide as two. */
const lengthOf = (cell: TableCell | undefined): number =>
  cell === undefined ? 0 : plain(cell).replaceAll(/[\u2E80-\uFFFF]/g, 'xx').length

function sheetOf(table: Table): SheetData {
  const inexact = inexactColumns(table)
  const head = table.columns.flatMap((title, index) => {
    const cell = (value: string) => ({ value, fontWeight: 'bold' as const, wrap: true })
    return inexact.has(index) ? [cell(title), cell(`${title} (${table.exactWord})`)] : [cell(title)]
  })
  const rows = table.rows.map((row) =>
    row.flatMap((cell, index) => (inexact.has(index) ? [valueOf(cell), exactText(cell)] : [valueOf(cell)])),
  )
  return [head, ...rows]
}

/** Excel reads a cell by its type, so that no text becomes a formula. */
function valueOf(cell: TableCell) {
  switch (cell.kind) {
    case 'text': {
      return { type: String, value: cell.text }
    }
    case 'count': {
      return { type: Number, value: cell.value }
    }
    case 'decimal': {
      return { type: Number, value: Number(cell.text) }
    }
    case 'money': {
      return { type: Number, value: Number(formatMicros(cell.micros)), format: '#,##0.00####' }
    }
  }
}
