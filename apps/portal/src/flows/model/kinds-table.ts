/** How a field of a step is filled in. `seconds`: milliseconds, shown as seconds. `…?`: may be left empty (null). */
export type FieldKind =
  | 'prompt'
  | 'prompt?'
  | 'queue'
  | 'hours'
  | 'box'
  | 'onCall'
  | 'survey'
  | 'agent'
  | 'flow'
  | 'step?'
  | 'text'
  | 'longText'
  | 'text?'
  | 'variable'
  | 'variables?'
  | 'count'
  | 'seconds'
  | 'yes'
  | 'key'
  | 'key?'
  | 'locale'
  | 'method'
  | 'bodyKind'
  | 'headers'
  | 'saves'
  | 'choices'
  | 'conditions'
  | 'lists'
  | 'skills'
  | 'inputs'
  | 'check'
  | 'otherNumber'

export type FieldSpec = {
  readonly path: string
  readonly kind: FieldKind
  readonly min?: number
  readonly max?: number
}

export const STEP_GROUPS = ['dialogue', 'decision', 'secret', 'destination', 'way'] as const
export type StepGroup = (typeof STEP_GROUPS)[number]

export type KindSpec = {
  readonly group: StepGroup
  readonly fields: readonly FieldSpec[]
  /** Ways out that every step of the kind has; keys and branches have ways of their own besides. */
  readonly ways: readonly string[]
  /** What a new one is. */
  readonly fresh: Readonly<Record<string, unknown>>
}

const field = (
  path: string,
  kind: FieldKind,
  limits: { readonly min?: number; readonly max?: number } = {},
): FieldSpec => ({
  path,
  kind,
  ...limits,
})

const ASKING = [
  field('promptId', 'prompt'),
  field('interruptible', 'yes'),
  field('timeoutMs', 'seconds', { min: 0.5, max: 60 }),
  field('attemptsMax', 'count', { min: 1, max: 10 }),
  field('invalidPromptId', 'prompt?'),
]
const ASKS = { promptId: '', interruptible: true, timeoutMs: 5_000, attemptsMax: 3, invalidPromptId: null }
const NUMBER = [
  field('digitsMin', 'count', { min: 1, max: 32 }),
  field('digitsMax', 'count', { min: 1, max: 32 }),
  field('terminator', 'key?'),
  field('interDigitTimeoutMs', 'seconds', { min: 0.5, max: 60 }),
]
const NUMBERED = { digitsMin: 4, digitsMax: 12, terminator: '#', interDigitTimeoutMs: 4_000 }
const REQUEST = (at = ''): readonly FieldSpec[] => [
  field(`${at}method`, 'method'),
  field(`${at}url`, 'text'),
  field(`${at}headers`, 'headers'),
  field(`${at}bodyKind`, 'bodyKind'),
  field(`${at}body`, 'longText'),
  field(`${at}timeoutMs`, 'seconds', { min: 0.2, max: 10 }),
  field(`${at}retries`, 'count', { min: 0, max: 3 }),
]
export const FRESH_REQUEST = {
  method: 'POST',
  url: '',
  headers: [],
  body: null,
  bodyKind: 'json',
  timeoutMs: 3_000,
  retries: 0,
} as const

/** Every kind of step of the core's flowNodeSchema: how it is shown and filled in. A test holds both to each other. */
export const KINDS = {
  play: {
    group: 'dialogue',
    fields: [field('promptId', 'prompt'), field('interruptible', 'yes')],
    ways: ['next'],
    fresh: { promptId: '', interruptible: true },
  },
  say: {
    group: 'dialogue',
    fields: [field('text', 'longText'), field('locale', 'locale'), field('interruptible', 'yes')],
    ways: ['next'],
    fresh: { text: '', locale: 'zh-CN', interruptible: true },
  },
  menu: {
    group: 'dialogue',
    fields: [field('choices', 'choices'), ...ASKING],
    ways: ['onFailure'],
    fresh: { ...ASKS, choices: { '1': '' } },
  },
  collect: {
    group: 'dialogue',
    fields: [field('variable', 'variable'), ...ASKING, ...NUMBER],
    ways: ['next', 'onFailure'],
    fresh: { ...ASKS, ...NUMBERED, variable: 'number' },
  },
  survey: { group: 'dialogue', fields: [field('surveyId', 'survey')], ways: ['next'], fresh: { surveyId: '' } },
  condition: {
    group: 'decision',
    fields: [field('branches', 'conditions')],
    ways: ['otherwise'],
    fresh: { branches: [{ variable: 'number', operator: 'equals', value: '', next: null }] },
  },
  hours: {
    group: 'decision',
    fields: [field('hoursId', 'hours')],
    ways: ['onOpen', 'onClosed'],
    fresh: { hoursId: '' },
  },
  setVariable: {
    group: 'decision',
    fields: [field('variable', 'variable'), field('value', 'text')],
    ways: ['next'],
    fresh: { variable: 'note', value: '' },
  },
  lookup: {
    group: 'decision',
    fields: [field('number', 'text?')],
    ways: ['onKnown', 'onUnknown'],
    fresh: { number: null },
  },
  listBranch: {
    group: 'decision',
    fields: [field('branches', 'lists')],
    ways: ['otherwise'],
    fresh: { branches: [{ kind: 'vip', classMax: 5, next: null }] },
  },
  http: {
    group: 'decision',
    fields: [...REQUEST(), field('saves', 'saves')],
    ways: ['onSuccess', 'onFailure', 'onTimeout'],
    fresh: { ...FRESH_REQUEST, method: 'GET', saves: [] },
  },
  pin: {
    group: 'secret',
    fields: [field('check', 'check'), ...ASKING, ...NUMBER],
    ways: ['onVerified', 'onFailure', 'onUnavailable'],
    fresh: { ...ASKS, ...NUMBERED, digitsMin: 4, digitsMax: 8, check: { kind: 'knownCaller' } },
  },
  payment: {
    group: 'secret',
    fields: [
      field('inputs', 'inputs'),
      field('terminator', 'key?'),
      field('interruptible', 'yes'),
      field('timeoutMs', 'seconds', { min: 0.5, max: 60 }),
      field('interDigitTimeoutMs', 'seconds', { min: 0.5, max: 60 }),
      field('attemptsMax', 'count', { min: 1, max: 10 }),
      field('invalidPromptId', 'prompt?'),
      ...REQUEST('request.'),
      field('saves', 'saves'),
    ],
    ways: ['onPaid', 'onDeclined', 'onFailure', 'onUnavailable'],
    fresh: {
      inputs: [{ name: 'card', promptId: '', digitsMin: 12, digitsMax: 19 }],
      interruptible: true,
      terminator: '#',
      timeoutMs: 8_000,
      interDigitTimeoutMs: 4_000,
      attemptsMax: 3,
      invalidPromptId: null,
      request: FRESH_REQUEST,
      saves: [],
    },
  },
  queue: {
    group: 'destination',
    fields: [
      field('queueId', 'queue'),
      field('priority', 'count', { min: 0, max: 100 }),
      field('skills', 'skills'),
      field('variables', 'variables?'),
    ],
    ways: ['afterTalk'],
    fresh: { queueId: '', priority: 0, skills: [], variables: null },
  },
  transferAgent: {
    group: 'destination',
    fields: [field('agentId', 'agent')],
    ways: ['onFailure'],
    fresh: { agentId: '' },
  },
  transferNumber: {
    group: 'destination',
    fields: [field('number', 'text')],
    ways: ['onFailure'],
    fresh: { number: '' },
  },
  transferExtension: {
    group: 'destination',
    fields: [field('extension', 'text')],
    ways: ['onFailure'],
    fresh: { extension: '' },
  },
  transferOnCall: {
    group: 'destination',
    fields: [field('listId', 'onCall')],
    ways: ['onFailure'],
    fresh: { listId: '' },
  },
  voicemail: { group: 'destination', fields: [field('boxId', 'box')], ways: ['next'], fresh: { boxId: '' } },
  callbackOffer: {
    group: 'destination',
    fields: [
      field('queueId', 'queue'),
      field('acceptKey', 'key'),
      field('otherNumberKey', 'key?'),
      field('numberPromptId', 'prompt?'),
      field('confirmPromptId', 'prompt?'),
      ...ASKING,
      field('priority', 'count', { min: 0, max: 100 }),
      field('dialAttemptsMax', 'count', { min: 1, max: 5 }),
      field('retryAfterMs', 'seconds', { min: 30, max: 86_400 }),
    ],
    ways: ['next', 'onDeclined'],
    fresh: {
      ...ASKS,
      acceptKey: '1',
      otherNumberKey: null,
      numberPromptId: null,
      confirmPromptId: null,
      queueId: '',
      priority: 0,
      dialAttemptsMax: 3,
      retryAfterMs: 300_000,
    },
  },
  subFlow: { group: 'way', fields: [field('flowId', 'flow')], ways: ['next'], fresh: { flowId: '' } },
  goTo: {
    group: 'way',
    fields: [field('flowId', 'flow'), field('targetNodeId', 'step?')],
    ways: [],
    fresh: { flowId: '', targetNodeId: null },
  },
  returnToMenu: { group: 'way', fields: [], ways: [], fresh: {} },
  sendBack: { group: 'way', fields: [], ways: ['next'], fresh: {} },
  hangUp: { group: 'way', fields: [], ways: [], fresh: {} },
} as const satisfies Record<string, KindSpec>

export type StepKind = keyof typeof KINDS
export const STEP_KINDS = Object.keys(KINDS) as readonly StepKind[]
export const isStepKind = (kind: string): kind is StepKind => Object.hasOwn(KINDS, kind)
export const specOf = (kind: string): KindSpec =>
  isStepKind(kind) ? KINDS[kind] : { group: 'way', fields: [], ways: [], fresh: {} }
