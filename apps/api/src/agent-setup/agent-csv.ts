import { parseCsv } from '@seatline/billing'
import { SEAT_GRADES } from '@seatline/core'
import type { SeatGrade } from '@seatline/core'
import { agentSchema, PROFICIENCY_MAX } from './agent-input.ts'
import type { ImportIssue } from './agent-views.ts'

/** The columns of the file; several values of one field are separated by semicolons, a skill is written `Italian:7`. */
export const AGENT_COLUMNS = ['employeeNumber', 'name', 'grade', 'queues', 'groups', 'skills', 'active'] as const
type Column = (typeof AGENT_COLUMNS)[number]
const NEEDED: readonly Column[] = ['employeeNumber', 'name']
export const IMPORT_ROWS_MAX = 2_000

/** One line. What the file has no column for is null: an agent who exists keeps it. */
export type AgentLine = {
  readonly line: number
  readonly employeeNumber: string
  readonly name: string
  readonly grade: SeatGrade | null
  readonly queues: readonly string[] | null
  readonly groups: readonly string[] | null
  readonly skills: readonly { readonly name: string; readonly proficiency: number }[] | null
  readonly active: boolean | null
}
export type AgentFile = { readonly lines: readonly AgentLine[]; readonly issues: readonly ImportIssue[] }

/** Reads a file of agents; whatever is wrong is told line by line. */
export function readAgentFile(text: string): AgentFile {
  const csv = parseCsv(text)
  if (!csv.ok)
    return broken(
      csv.error.line,
      csv.error.code,
      'A quotation mark is wrong here: a quoted field begins and ends with one.',
    )
  const [header, ...records] = csv.value
  if (header === undefined) return broken(1, 'file.empty', 'The file is empty. Its first line names the columns.')
  const names = header.fields.map((name) => name.trim())
  const unknown = names.find((name) => !AGENT_COLUMNS.some((column) => column === name))
  if (unknown !== undefined)
    return broken(
      1,
      'file.unknownColumn',
      `There is no column "${unknown}". The columns are: ${AGENT_COLUMNS.join(', ')}.`,
    )
  const missing = NEEDED.find((column) => !names.includes(column))
  if (missing !== undefined) return broken(1, 'file.missingColumn', `The column "${missing}" must be there.`)
  if (records.length === 0) return broken(1, 'file.empty', 'The file has no agents below its first line.')
  if (records.length > IMPORT_ROWS_MAX)
    return broken(1, 'file.tooLong', `A file has at most ${String(IMPORT_ROWS_MAX)} lines. Split it.`)
  const issues: ImportIssue[] = []
  const lines = records.map(({ line, fields }) => {
    const cell = (column: Column): string | null => {
      const place = names.indexOf(column)
      return place < 0 ? null : (fields[place]?.trim() ?? '')
    }
    return readLine(line, cell, (issue) => issues.push({ line, ...issue }))
  })
  return { lines, issues: [...issues, ...repeated(lines)] }
}

type Wrong = (issue: Omit<ImportIssue, 'line'>) => void

function readLine(line: number, cell: (column: Column) => string | null, wrong: Wrong): AgentLine {
  const employeeNumber = cell('employeeNumber') ?? ''
  const grade = cell('grade')
  const own = agentSchema.safeParse({ name: cell('name') ?? '', grade: 'standard', employeeNumber })
  for (const { path, message } of own.error?.issues ?? [])
    wrong({ field: String(path[0] ?? ''), code: 'invalid', message })
  if (employeeNumber === '')
    wrong({ field: 'employeeNumber', code: 'required', message: 'Each agent needs a number: it tells who is who.' })
  const known = SEAT_GRADES.find((each) => each === grade)
  if (grade !== null && grade !== '' && known === undefined)
    wrong({ field: 'grade', code: 'invalid', message: `The grades are: ${SEAT_GRADES.join(', ')}.` })
  return {
    line,
    employeeNumber,
    name: own.data?.name ?? '',
    grade: known ?? null,
    queues: listOf(cell('queues')),
    groups: listOf(cell('groups')),
    skills: skillsOf(cell('skills'), wrong),
    active: yesOrNo(cell('active'), wrong),
  }
}

const listOf = (text: string | null): readonly string[] | null =>
  text === null
    ? null
    : text
        .split(/[;；]/)
        .map((part) => part.trim())
        .filter((part) => part !== '')

function skillsOf(text: string | null, wrong: Wrong): AgentLine['skills'] {
  const parts = listOf(text)
  if (parts === null) return null
  return parts.flatMap((part) => {
    const [, name = '', level = ''] = /^(.*?)\s*[:：]\s*(\d{1,2})$/.exec(part) ?? []
    const proficiency = Number(level)
    if (name !== '' && proficiency >= 1 && proficiency <= PROFICIENCY_MAX) return [{ name, proficiency }]
    wrong({ field: 'skills', code: 'skill.format', message: `Write "${part}" like Italian:7, from 1 to 10.` })
    return []
  })
}

const YES = ['yes', 'true', '1', '是']
const NO = ['no', 'false', '0', '否']

function yesOrNo(text: string | null, wrong: Wrong): boolean | null {
  const word = text?.toLowerCase() ?? ''
  if (word === '') return null
  if (YES.includes(word)) return true
  if (NO.includes(word)) return false
  wrong({ field: 'active', code: 'invalid', message: 'Write yes or no.' })
  return null
}

function repeated(lines: readonly AgentLine[]): readonly ImportIssue[] {
  return lines.flatMap(({ line, employeeNumber }, index) => {
    const earlier = lines.slice(0, index).find((other) => other.employeeNumber === employeeNumber)
    if (earlier === undefined || employeeNumber === '') return []
    const message = `Line ${String(earlier.line)} has this number too.`
    return [{ line, field: 'employeeNumber', code: 'employeeNumber.repeated', message }]
  })
}

const broken = (line: number, code: string, message: string): AgentFile => ({
  lines: [],
  issues: [{ line, field: '', code, message }],
})
