import { fail, ok, type Result } from '@seatline/core'

/** A record of a CSV file and the line it begins on, from 1. */
export type CsvRecord = { readonly line: number; readonly fields: readonly string[] }
export type CsvError = { readonly line: number; readonly code: 'quoteNotClosed' | 'quoteInField' }

/** What stands between two fields. */
export const CSV_DELIMITERS = [',', ';', '\t'] as const
export type CsvDelimiter = (typeof CSV_DELIMITERS)[number]

const FIELD: Readonly<Record<CsvDelimiter, RegExp>> = {
  ',': /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y,
  ';': /(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n|\n|\r|$)/y,
  '\t': /(?:"((?:[^"]|"")*)"|([^"\t\r\n]*))(\t|\r\n|\n|\r|$)/y,
}

/** Reads CSV as RFC 4180 has it: quoted fields may hold commas, quotes (doubled) and line ends. Empty lines and a byte order mark are skipped. */
export function parseCsv(text: string, delimiter: CsvDelimiter = ','): Result<readonly CsvRecord[], CsvError> {
  const records: CsvRecord[] = []
  const field = new RegExp(FIELD[delimiter])
  field.lastIndex = text.startsWith('\uFEFF') ? 1 : 0
  let line = 1
  let startsOn = line
  let fields: string[] = []
  while (field.lastIndex < text.length || fields.length > 0) {
    const at = field.lastIndex
    const match = field.exec(text)
    if (match === null) return fail({ line, code: text[at] === '"' ? 'quoteNotClosed' : 'quoteInField' })
    const [whole, quoted, plain = '', end] = match
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    line += whole.split(/\r\n|\n|\r/).length - 1
    if (end === delimiter) continue
    if (fields.length > 1 || fields[0] !== '') records.push({ line: startsOn, fields })
    fields = []
    startsOn = line
  }
  return ok(records)
}

/** Writes records so that `parseCsv` reads the same: quotes only where needed, lines end with CR LF. */
export const serializeCsv = (records: readonly (readonly string[])[]): string =>
  records.map((fields) => `${fields.map(quoteField).join(',')}\r\n`).join('')

const quoteField = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
