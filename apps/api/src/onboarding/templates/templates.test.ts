import { flowSchema, instant, startIvr, stepIvr, validateFlow } from '@seatline/core'
import type {
  BusinessHours,
  Flow,
  FlowNode,
  HoursId,
  IvrInput,
  IvrState,
  PromptId,
  QueueId,
  VoicemailBoxId,
} from '@seatline/core'
import { describe, expect, test } from 'vitest'
import { INDUSTRY_TEMPLATES } from './industry-templates.ts'
import { entryNodeOf, flowNodesOf } from './template-flow.ts'
import { promptsOf } from './template-prompts.ts'
import { TEMPLATE_LOCALES } from './template.ts'
import type { IndustryTemplate, TemplateLocale } from './template.ts'

const HOURS_ID = 'hrs_test' as HoursId
const NOON = instant(Date.parse('2026-03-04T12:00:00Z'))
const NOTHING_OPEN: BusinessHours = {
  hoursId: HOURS_ID,
  name: 'never',
  timeZone: 'UTC',
  weekly: [],
  holidays: [],
  specialDays: [],
}
const ALL_OPEN: BusinessHours = {
  ...NOTHING_OPEN,
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' })),
}

const flowOf = (template: IndustryTemplate, locale: TemplateLocale): Flow =>
  flowSchema.parse({
    flowId: 'ivr_test',
    flowVersionId: 'ivv_test-1',
    name: 'test',
    entryNodeId: entryNodeOf(template),
    nodes: flowNodesOf(template, locale, {
      promptId: (key) => `prm_${key}` as PromptId,
      queueId: (key) => `que_${key}` as QueueId,
      boxId: (key) => `vbx_${key}` as VoicemailBoxId,
      hoursId: HOURS_ID,
    }),
  })

/** What happens to a caller who does this at the nodes named, and nothing at the others. */
function walk(flow: Flow, hours: BusinessHours, keys: Readonly<Record<string, string>>): IvrState {
  const context = { flow, hours: [hours] }
  let state = startIvr({ callId: 'cal_test' as never, flowVersionId: flow.flowVersionId })
  const happens = (input: IvrInput): void => {
    state = stepIvr(context, state, input, NOON).state
  }
  happens({ kind: 'flow.start' })
  const pressed = new Set<string>()
  for (let step = 0; step < 200 && state.phase !== 'queued' && state.phase !== 'ended'; step++) {
    const at = state.nodeId ?? ''
    if (keys[at] !== undefined && !pressed.has(at)) {
      pressed.add(at)
      for (const digit of keys[at]) happens({ kind: 'dtmf.received', digit: digit as never })
    } else if (state.phase === 'waitingDigit') happens({ kind: 'timer.fired', token: state.token })
    else happens({ kind: 'prompt.finished', token: state.token })
  }
  return state
}

const menusOf = (flow: Flow): Extract<FlowNode, { kind: 'menu' }>[] => flow.nodes.filter((node) => node.kind === 'menu')

const cases = INDUSTRY_TEMPLATES.flatMap((template) =>
  TEMPLATE_LOCALES.map((locale) => ({ name: template.key, locale, template })),
)

test('there are at least seven lines of business, each with a key of its own', () => {
  expect(new Set(INDUSTRY_TEMPLATES.map(({ key }) => key)).size).toBe(INDUSTRY_TEMPLATES.length)
  expect(INDUSTRY_TEMPLATES.length).toBeGreaterThanOrEqual(7)
})

test('there are boxes, callbacks and surveys where the business would have them', () => {
  const having = (has: (template: IndustryTemplate) => boolean): readonly string[] =>
    INDUSTRY_TEMPLATES.filter(has).map(({ key }) => key)
  expect(having(({ boxes }) => boxes !== undefined)).toEqual(['hospitalBooking', 'citySecretary'])
  expect(having(({ nodes }) => nodes.some(({ kind }) => kind === 'callbackOffer'))).toEqual(['heatingRepair'])
  expect(having(({ survey }) => survey !== undefined)).toEqual(['hospitalBooking', 'retailAfterSales'])
})

describe.each(cases)('$name in $locale', ({ template, locale }) => {
  const flow = flowOf(template, locale)
  const prompts = promptsOf(template, locale, 'Acme')

  test('can be published', () => {
    const faults = validateFlow(flow, {
      promptIds: new Set(prompts.map(({ key }) => `prm_${key}`)),
      queueIds: new Set(Object.keys(template.queues).map((key) => `que_${key}`)),
      hoursIds: new Set([HOURS_ID]),
      boxIds: new Set(Object.keys(template.boxes ?? {}).map((key) => `vbx_${key}`)),
    })
    expect(faults).toEqual([])
  })

  test('every choice of every open menu, and silence, reaches a person', () => {
    for (const menu of menusOf(flow).filter(({ nodeId }) => nodeId !== 'closed'))
      for (const digit of [...Object.keys(menu.choices), '']) {
        const reached = walk(flow, ALL_OPEN, { [menu.nodeId]: digit, ...NUMBERS })
        expect(reached.phase, `${menu.nodeId} ${digit}`).toBe('queued')
      }
  })

  test('out of hours, what cannot wait reaches a person, and nobody hangs in the air', () => {
    const urgent = walk(flow, NOTHING_OPEN, { closed: '1' })
    expect(urgent.phase).toBe('queued')
    expect(['ended', 'queued']).toContain(walk(flow, NOTHING_OPEN, {}).phase)
  })

  test('out of hours, who presses 2 leaves a message where there is a box, and it has a greeting', () => {
    for (const [key, { greeting }] of Object.entries(template.boxes ?? {})) {
      const state = walk(flow, NOTHING_OPEN, { closed: '2' })
      const at = flow.nodes.find(({ nodeId }) => nodeId === state.nodeId)
      expect(at).toMatchObject({ kind: 'voicemail', boxId: `vbx_${key}` })
      expect(template.prompts).toHaveProperty(greeting)
    }
  })

  test('the question after the call, the offer of a callback and the announcement name what the template has', () => {
    const { survey, announcement } = template
    for (const key of survey === undefined ? [] : [survey.question, survey.thanks])
      expect(template.prompts).toHaveProperty(key)
    for (const key of [...(survey?.after ?? []), ...(announcement.forQueues ?? [])])
      expect(template.queues).toHaveProperty(key)
  })

  test('says everything in its language and nothing is left to be filled in', () => {
    for (const { key, kind, text } of prompts) {
      expect(text, key).not.toContain('{{')
      if (kind === 'speech') expect(/\p{Script=Han}/u.test(text), key).toBe(locale === 'zh-CN')
    }
    for (const key of ['music', 'greeting', 'closed', 'full', 'suspended'])
      expect(prompts.map((prompt) => prompt.key)).toContain(key)
  })

  test('names are unique, each queue has a skill, and there is a seat', () => {
    const unique = (names: readonly string[]): boolean => new Set(names).size === names.length
    expect(unique(prompts.map(({ name }) => name))).toBe(true)
    expect(unique(Object.values(template.queues).map(({ name }) => name[locale]))).toBe(true)
    expect(unique(template.dispositions.map((name) => name[locale]))).toBe(true)
    for (const { skill } of Object.values(template.queues)) expect(template.skills).toHaveProperty(skill)
    for (const { queue } of template.scripts) if (queue !== null) expect(template.queues).toHaveProperty(queue)
    expect(Object.values(template.seats).reduce((sum, count) => sum + count)).toBeGreaterThan(0)
    expect(template.hours.length).toBeGreaterThan(0)
  })
})

/** Keyed in wherever a number is asked for. */
const NUMBERS = Object.fromEntries(
  INDUSTRY_TEMPLATES.flatMap(({ nodes }) =>
    nodes.flatMap((node) => (node.kind === 'collect' ? [[node.nodeId, '123456#'] as const] : [])),
  ),
)
