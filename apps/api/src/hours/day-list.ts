import { isLocalDate } from '@seatline/core'
import type { InputIssue } from '../user-errors.ts'
import type { CalendarDay } from './day-plans.ts'
import { calendarDaysSchema } from './day-plans.ts'
import { decoded } from '../configuration/coded-message.ts'

export type DayList =
  | { readonly ok: true; readonly days: readonly CalendarDay[] }
  | { readonly ok: false; readonly issues: readonly InputIssue[] }

const LINES_MAX = 500

/**
 * Reads a list of days from CSV: `date, name, hours`, where hours are empty for a day closed, or `09:00-12:00 13:00-17:00` for a day with hours of its own, such as
 * a Saturday worked in exchange. The date as 2027-01-01, 2027/1/1 or 2027年1月1日. A first line without a date is a heading. Every faulty line is told with its number.
 */
export function readDayList(csv: string): DayList {
  const lines = csv.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  if (lines.length > LINES_MAX)
    return { ok: false, issues: [issue('csv', `The list has more than ${String(LINES_MAX)} lines.`)] }
  const filled = lines.map((text, index) => ({ text, number: index + 1 })).filter(({ text }) => text.trim() !== '')
  const rows = filled.filter(
    ({ text }, index) => index > 0 || toDate(cellsOf(text)[0] ?? '') !== null || /^\s*\d/.test(text),
  )
  if (rows.length === 0) return { ok: false, issues: [issue('csv', 'There is no day in the list.')] }
  const read = rows.map(({ text, number }) => ({ number, ...dayOf(cellsOf(text)) }))
  const issues = read.flatMap(({ number, problems }) => problems.map((text) => issue(`csv.${String(number)}`, text)))
  if (issues.length > 0) return { ok: false, issues }
  const parsed = calendarDaysSchema.safeParse(read.map(({ day }) => day))
  if (parsed.success) return { ok: true, days: parsed.data }
  return {
    ok: false,
    issues: parsed.error.issues.map(({ path, message }) => ({
      field: `csv.${String(read[Number(path[0])]?.number ?? 1)}`,
      code: decoded(message).code ?? 'list.line',
      message: decoded(message).message,
    })),
  }
}

function dayOf([date = '', name = '', ...hours]: readonly string[]): {
  readonly day: unknown
  readonly problems: readonly string[]
} {
  const day = toDate(date)
  const intervals = hours
    .join(' ')
    .split(/[\s;,，；]+/)
    .filter((text) => text !== '')
    .map(toInterval)
  const problems = [
    ...(day === null ? [`"${date}" is no day. Write it as 2027-01-01.`] : []),
    ...(name === '' ? ['Say after the date what day it is.'] : []),
    ...(intervals.includes(null) ? ['Write hours as 09:00-17:00, several with a space between them.'] : []),
  ]
  return { day: { date: day, name, intervals }, problems }
}

function toDate(text: string): string | null {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isLocalDate(date) ? date : null
}

function toInterval(text: string): { from: string; to: string } | null {
  const [, fromHour, fromMinute, toHour, toMinute] =
    /^(\d{1,2})[:：](\d{2})[-–—~～至](\d{1,2})[:：](\d{2})$/.exec(text) ?? []
  if (fromHour === undefined || toHour === undefined) return null
  return {
    from: `${fromHour.padStart(2, '0')}:${fromMinute ?? ''}`,
    to: `${toHour.padStart(2, '0')}:${toMinute ?? ''}`,
  }
}

/** The cells of one line of CSV (RFC 4180); a tab or a semicolon may stand for the comma. */
function cellsOf(line: string): readonly string[] {
  const separator = ['\t', ',', ';'].find((char) => line.includes(char)) ?? ','
  const cells: string[] = []
  let rest = line
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest)
    const end = quoted === null ? rest.indexOf(separator) : rest.indexOf(separator, quoted[0].length)
    const cell = end === -1 ? rest : rest.slice(0, end)
    cells.push((quoted?.[1] === undefined ? cell : quoted[1].replaceAll('""', '"')).trim())
    if (end === -1) return cells
    rest = rest.slice(end + 1)
  }
}

const issue = (field: string, message: string): InputIssue => ({ field, code: 'list.line', message })
