import { describeRouting } from './describe-routing.ts'
import type { KeptSource, Row } from './kept-source.ts'
import { textOf } from './kept-source.ts'

/** A thing of the configuration in words: each of its settings as text, so that two of them can be compared by a person. */
export type Described = {
  readonly kind: SubjectKind
  readonly id: string
  readonly name: string
  readonly fields: Readonly<Record<string, string>>
}

export const SUBJECT_KINDS = [
  'company',
  'number',
  'flow',
  'queue',
  'hours',
  'calendar',
  'prompt',
  'announcement',
  'skill',
  'group',
  'agent',
  'reason',
  'disposition',
  'script',
  'voicemailBox',
  'onCallList',
  'survey',
  'branch',
] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

/** Everything in a version, described. Ids become the names that the things had in it. */
export function describeSource(source: KeptSource): readonly Described[] {
  const name = namesOf(source)
  const plain = (kind: SubjectKind, rows: readonly Row[], fields: readonly string[]): Described[] =>
    rows.map((row) => described(kind, row, pick(row, fields, name)))
  return [
    {
      kind: 'company',
      id: 'company',
      name: textOf(source.tenant, 'brandName'),
      fields: pick(source.tenant, COMPANY, name),
    },
    ...source.did.map((row) => ({
      ...described('number', row, pick(row, ['label', 'flowId', 'branchId'], name)),
      name: textOf(row, 'number'),
    })),
    ...source.flow.map((row) => described('flow', row, { name: textOf(row, 'name'), ...stepsOf(source, row, name) })),
    ...source.queue.map((row) =>
      described('queue', row, {
        ...pick(row, QUEUE, name),
        requiredSkills: skillsOf(source, row, name),
        ...describeRouting(row['routing'], name),
      }),
    ),
    ...plain('hours', source.businessHours, ['name', 'timeZone', 'weekly', 'holidays', 'followsCalendars']),
    ...plain('calendar', source.holidayCalendar, ['name', 'year', 'days']),
    ...plain('prompt', source.prompt, ['name', 'kind', 'text', 'locale', 'source', 'originalName', 'sha256']),
    ...plain('announcement', source.announcement, ANNOUNCEMENT),
    ...plain('skill', source.skill, ['name']),
    ...source.agentGroup.map((row) =>
      described('group', row, { ...pick(row, ['name', 'branchId'], name), members: membersOf(source, row, name) }),
    ),
    ...source.agent.map((row) => described('agent', row, agentFields(source, row, name))),
    ...plain('reason', source.reason, ['name', 'position']),
    ...plain('disposition', source.disposition, ['name', 'position']),
    ...plain('script', source.script, ['name', 'situation', 'body', 'queueId', 'position']),
    ...plain('voicemailBox', source.voicemailBox, VOICEMAIL_BOX),
    ...source.onCallList.map((row) =>
      described('onCallList', row, {
        ...pick(row, ['name', 'queueId', 'timeZone'], name),
        duties: dutiesInWords(row['duties'], name),
      }),
    ),
    ...source.survey.map((row) =>
      described('survey', row, { name: textOf(row, 'name'), ...surveyInWords(row['definition'], name) }),
    ),
    ...plain('branch', source.branch, ['name']),
  ]
}

const COMPANY = [
  'brandName',
  'brandColor',
  'story',
  'logoFile',
  'locale',
  'timeZone',
  'fullPromptId',
  'suspendedPromptId',
  'regions',
]
const QUEUE = [
  'name',
  'description',
  'ringTimeoutMs',
  'wrapUpMs',
  'serviceLevelMs',
  'musicPromptId',
  'record',
  'surveyId',
  'branchId',
]
const ANNOUNCEMENT = [
  'name',
  'promptId',
  'didIds',
  'regions',
  'topics',
  'startsAt',
  'endsAt',
  'expectedRecoveryAt',
  'enabled',
  'thenHangUp',
  'position',
]
const VOICEMAIL_BOX = ['name', 'groupId', 'agentId', 'greetingPromptId', 'lengthMaxMs', 'promisedWithinMs', 'branchId']

type NameOf = (id: string) => string

function namesOf(source: KeptSource): NameOf {
  const names = new Map(
    Object.values(source)
      .flatMap((rows) => (Array.isArray(rows) ? (rows as readonly Row[]) : []))
      .flatMap((row) => {
        const name = textOf(row, 'name') || textOf(row, 'number')
        return name === '' ? [] : [[textOf(row, 'id'), name] as const]
      }),
  )
  return (id) => names.get(id) ?? id
}

const described = (kind: SubjectKind, row: Row, fields: Readonly<Record<string, string>>): Described => ({
  kind,
  id: textOf(row, 'id'),
  name: textOf(row, 'name'),
  fields,
})

const pick = (row: Row, columns: readonly string[], name: NameOf): Record<string, string> =>
  Object.fromEntries(columns.map((column) => [column.replace(/Ids?$/, ''), inWords(column, row[column], name)]))

function inWords(column: string, value: unknown, name: NameOf): string {
  if (value === null || value === undefined) return ''
  if (column === 'weekly')
    return rowsOf(value)
      .map((each) => `day${asText(each['day'])} ${periodOf(each)}`)
      .join('; ')
  if (column === 'days' || column === 'holidays') return rowsOf(value).map(dayInWords).join('; ')
  if (column === 'regions')
    return rowsOf(value)
      .map((each) => (typeof each === 'string' ? each : `${asText(each['name'])} (${listOf(each['prefixes'])})`))
      .join('; ')
  if (column === 'sha256') return asText(value).slice(0, 8)
  if (column.endsWith('Ms')) return `${String(Number(value) / 1_000)} s`
  if (Array.isArray(value)) return value.map((each) => name(asText(each))).join(', ')
  return column.endsWith('Id') ? name(asText(value)) : asText(value)
}

function dayInWords(day: Row): string {
  const intervals = rowsOf(day['intervals'] ?? []).map(periodOf)
  return [asText(day['date']), asText(day['name']), ...intervals].join(' ')
}

const periodOf = (period: Row): string => `${asText(period['from'])}–${asText(period['to'])}`

/** The steps of the menu that callers hear, each of their settings by itself. */
function stepsOf(source: KeptSource, flow: Row, name: NameOf): Record<string, string> {
  const version = source.flowVersion.find((row) => row['id'] === flow['publishedVersionId'])
  if (version === undefined) return { published: '' }
  const nodes = rowsOf(version['nodes'])
  const label = (nodeId: unknown): string =>
    asText(nodes.find((node) => node['nodeId'] === nodeId)?.['label'] ?? nodeId)
  const targets = new Set(nodes.map((node) => node['nodeId']))
  const setting = (value: unknown): string => {
    if (targets.has(value)) return `→ ${label(value)}`
    if (typeof value === 'object' && value !== null)
      return Object.entries(value)
        .map(([key, each]) => `${key} ${setting(each)}`)
        .join(', ')
    return name(asText(value))
  }
  const ofNode = (node: Row): (readonly [string, string])[] =>
    Object.entries(node)
      .filter(([key]) => !['nodeId', 'label'].includes(key))
      .map(([key, value]) => [`${label(node['nodeId'])} · ${key}`, setting(value)] as const)
  return Object.fromEntries([
    ['published', `#${asText(version['number'])}`],
    ['entry', label(version['entryNodeId'])],
    ...nodes.flatMap(ofNode),
  ])
}

/** What is asked, and what each key stands for. */
function surveyInWords(definition: unknown, name: NameOf): Record<string, string> {
  const { questionPromptId, keys, reasons, thanksPromptId } = (definition ?? {}) as Row
  const reason = (reasons ?? {}) as Row
  const inWordsOf = (list: unknown): string =>
    rowsOf(list)
      .map((each) => `${asText(each['key'])}: ${asText(each['labelEn'])} / ${asText(each['labelZh'])}`)
      .join('; ')
  return {
    question: name(asText(questionPromptId)),
    keys: inWordsOf(keys),
    reason: name(asText(reason['promptId'])),
    reasonKeys: inWordsOf(reason['keys']),
    thanks: name(asText(thanksPromptId)),
  }
}

const dutiesInWords = (duties: unknown, name: NameOf): string =>
  rowsOf(duties)
    .map((duty) => {
      const dates = [duty['firstDate'], duty['lastDate']].map(asText)
      return [
        name(asText(duty['agentId'])),
        asText(duty['number']),
        `(${listOf(duty['days'])})`,
        periodOf(duty),
        dates.some((date) => date !== '') ? dates.join('–') : '',
      ]
        .filter((part) => part !== '')
        .join(' ')
    })
    .join('; ')

const skillsOf = (source: KeptSource, queue: Row, name: NameOf): string =>
  source.queueSkill
    .filter((row) => row['queueId'] === queue['id'])
    .map((row) => `${name(textOf(row, 'skillId'))} ≥ ${asText(row['proficiencyMin'])}`)
    .join(', ')

const membersOf = (source: KeptSource, group: Row, name: NameOf): string =>
  source.agentGroupMember
    .filter((row) => row['groupId'] === group['id'])
    .map((row) => `${name(textOf(row, 'agentId'))}${row['leads'] === true ? ' ★' : ''}`)
    .join(', ')

function agentFields(source: KeptSource, agent: Row, name: NameOf): Record<string, string> {
  const mine = (row: Row): boolean => row['agentId'] === agent['id']
  return {
    ...pick(agent, ['name', 'grade', 'branchId', 'employeeNumber', 'emergencyOnly', 'expert'], name),
    queues: source.agentQueue
      .filter(mine)
      .map((row) => name(textOf(row, 'queueId')))
      .join(', '),
    skills: source.agentSkill
      .filter(mine)
      .map((row) => `${name(textOf(row, 'skillId'))} ${asText(row['proficiency'])}`)
      .join(', '),
  }
}

const listOf = (value: unknown): string => (Array.isArray(value) ? value.map(asText).join(', ') : '')
const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? (value as readonly Row[]) : [])
const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
