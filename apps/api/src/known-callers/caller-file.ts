import { parseCsv } from '@seatline/billing'
import { issuesOf } from '../configuration/parse-input.ts'
import { callerSchema } from './caller-input.ts'
import type { ParsedCaller } from './caller-input.ts'
import type { CallerAgent, CallerRowIssue, KnownCallerView } from './caller-views.ts'

export const IMPORT_ROWS_MAX = 20_000

/** What a spreadsheet may call the columns. Only the number must be there; every column that is none of these is a field of the tenant's own. */
const COLUMNS = {
  number: ['number', 'phone', '号码', '电话'],
  name: ['name', '姓名', '名称'],
  vipClass: ['vip', 'vip class', 'vip等级', 'vip 等级'],
  memberNumber: ['member', 'member number', '会员号'],
  designatedAgent: ['designated agent', '专属坐席'],
  ownerAgent: ['owner agent', '归属坐席'],
  region: ['region', '地区'],
  pin: ['pin', '密码'],
} as const
type Column = keyof typeof COLUMNS
const COLUMN_NAMES = Object.keys(COLUMNS) as readonly Column[]

/** The first line of a file to fill in. */
export const CALLER_TEMPLATE = ['number', 'name', 'VIP', 'member', 'designated agent', 'owner agent', 'region', 'PIN']

export type CallerFileRow = ParsedCaller & { readonly line: number; readonly given: ReadonlySet<Column> }
export type CallerFile = { readonly rows: readonly CallerFileRow[]; readonly issues: readonly CallerRowIssue[] }

/** Reads a file of callers: the lines that are right, and of the others everything that is wrong. */
export function readCallerFile(text: string, agents: readonly CallerAgent[]): CallerFile {
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
  if (places.known.number === undefined)
    return ofFile(1, 'file.noNumber', 'The first line names the columns, and one of them must be "number".')
  if (lines.length > IMPORT_ROWS_MAX)
    return ofFile(1, 'file.tooLong', `A file has at most ${String(IMPORT_ROWS_MAX)} lines. Split it.`)
  const rows: CallerFileRow[] = []
  const issues: CallerRowIssue[] = []
  const lineOf = new Map<string, number>()
  for (const { line, fields } of lines) {
    const read = readRow(fields, places, agents)
    const twice = read.caller === null ? undefined : lineOf.get(read.caller.number)
    const found = [
      ...read.issues,
      ...(twice === undefined
        ? []
        : [{ field: 'number', code: 'number.twice', message: `This number stands in line ${String(twice)} already.` }]),
    ]
    issues.push(...found.map((issue) => ({ line, ...issue })))
    if (read.caller === null || found.length > 0) continue
    lineOf.set(read.caller.number, line)
    rows.push({ ...read.caller, line, given: places.given })
  }
  return { rows, issues }
}

const ofFile = (line: number, code: string, message: string): CallerFile => ({
  rows: [],
  issues: [{ line, field: '', code, message }],
})

type Places = {
  readonly known: Readonly<Partial<Record<Column, number>>>
  readonly given: ReadonlySet<Column>
  readonly own: readonly { readonly name: string; readonly at: number }[]
}

function placesOf(header: readonly string[]): Places {
  const names = header.map((name) => name.replace(/^\uFEFF/, '').trim())
  const columnOf = (name: string): Column | undefined =>
    COLUMN_NAMES.find((column) => COLUMNS[column].some((known) => known === name.toLowerCase()))
  const found = names.map((name, at) => ({ name, at, column: columnOf(name) }))
  const known = Object.fromEntries(found.flatMap(({ column, at }) => (column === undefined ? [] : [[column, at]])))
  return {
    known,
    given: new Set(found.flatMap(({ column }) => column ?? [])),
    own: found.filter(({ column, name }) => column === undefined && name !== ''),
  }
}

type Issue = Omit<CallerRowIssue, 'line'>

function readRow(
  fields: readonly string[],
  places: Places,
  agents: readonly CallerAgent[],
): { readonly caller: ParsedCaller | null; readonly issues: readonly Issue[] } {
  // A spreadsheet keeps leading zeros of a number by an apostrophe.
  const at = (place: number | undefined): string =>
    place === undefined ? '' : (fields[place] ?? '').trim().replace(/^'/, '')
  const cell = (column: Column): string => at(places.known[column])
  const designated = agentOf('designated agent', cell('designatedAgent'), agents)
  const owner = agentOf('owner agent', cell('ownerAgent'), agents)
  const parsed = callerSchema.safeParse({
    number: cell('number'),
    name: cell('name'),
    vipClass: cell('vipClass') === '' ? null : Number(cell('vipClass')),
    memberNumber: cell('memberNumber'),
    designatedAgentId: designated.id,
    ownerAgentId: owner.id,
    region: cell('region'),
    pin: cell('pin') === '' ? null : cell('pin'),
    fields: places.own.map(({ name, at: place }) => ({ name, value: at(place) })).filter(({ value }) => value !== ''),
  })
  const issues = [...designated.issues, ...owner.issues, ...(parsed.success ? [] : issuesOf(parsed.error))]
  return { caller: parsed.success ? parsed.data : null, issues }
}

function agentOf(
  field: string,
  name: string,
  agents: readonly CallerAgent[],
): { readonly id: string | null; readonly issues: readonly Issue[] } {
  if (name === '') return { id: null, issues: [] }
  const found = agents.filter((agent) => agent.name.toLowerCase() === name.toLowerCase() || agent.id === name)
  const [only] = found
  if (only !== undefined && found.length === 1) return { id: only.id, issues: [] }
  const message =
    found.length === 0
      ? `There is no agent "${name}". Correct the name, or leave it empty.`
      : `There are ${String(found.length)} agents called "${name}". Write the agent's id instead.`
  return { id: null, issues: [{ field, code: found.length === 0 ? 'agent.unknown' : 'agent.notUnique', message }] }
}

/** All callers as a file that can be read in again. A PIN is in no file. */
export function writeCallerFile(callers: readonly KnownCallerView[]): string {
  const own = [...new Set(callers.flatMap(({ fields }) => fields.map(({ name }) => name)))]
  const lines = callers.map((caller) => [
    caller.number,
    caller.name,
    caller.vipClass === null ? '' : String(caller.vipClass),
    caller.memberNumber ?? '',
    caller.designatedAgent?.name ?? '',
    caller.ownerAgent?.name ?? '',
    caller.region ?? '',
    '',
    ...own.map((name) => caller.fields.find((field) => field.name === name)?.value ?? ''),
  ])
  return [[...CALLER_TEMPLATE, ...own], ...lines].map((cells) => cells.map(csvCell).join(',')).join('\r\n') + '\r\n'
}

/** A cell that a spreadsheet would take for a formula, or for a figure that it may shorten, begins with an apostrophe. */
function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]|^0\d/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
