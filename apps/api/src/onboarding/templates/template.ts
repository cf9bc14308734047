import type { DtmfDigit, SeatGrade } from '@seatline/core'

export const TEMPLATE_LOCALES = ['zh-CN', 'en'] as const
export type TemplateLocale = (typeof TEMPLATE_LOCALES)[number]

/** The same said in each language. */
export type Bilingual = Readonly<Record<TemplateLocale, string>>
export const both = (zh: string, en: string): Bilingual => ({ 'zh-CN': zh, en })

/** A step of the caller's menu, by names instead of ids. */
export type TemplateNode = { readonly nodeId: string; readonly label: Bilingual } & (
  | { readonly kind: 'play'; readonly prompt: string; readonly next: string }
  | {
      readonly kind: 'menu'
      readonly prompt: string
      readonly choices: Readonly<Partial<Record<DtmfDigit, string>>>
      /** Who presses nothing. */
      readonly otherwise: string
    }
  | {
      readonly kind: 'collect'
      readonly prompt: string
      readonly variable: string
      readonly digitsMin: number
      readonly digitsMax: number
      /** Also for who cannot key it in. */
      readonly next: string
    }
  | { readonly kind: 'hours'; readonly onOpen: string; readonly onClosed: string }
  | { readonly kind: 'queue'; readonly queue: string; readonly priority: number }
  /** Greeting, tone, the message; then `next`. */
  | { readonly kind: 'voicemail'; readonly box: string; readonly next: string }
  /** Who presses 1 is called back from the queue; all others go on to `declined`. */
  | {
      readonly kind: 'callbackOffer'
      readonly prompt: string
      readonly confirm: string
      readonly queue: string
      readonly next: string
      readonly declined: string
    }
  | { readonly kind: 'hangUp' }
)

/** A box for messages, seen by all who answer. */
export type TemplateBox = {
  readonly name: Bilingual
  readonly greeting: string
  readonly promisedWithinMs: number
}

/** Asked by keys when the agent of one of these queues has hung up: 1 satisfied, 2 all right, 3 not satisfied. */
export type TemplateSurvey = {
  readonly name: Bilingual
  readonly question: string
  readonly thanks: string
  readonly after: readonly string[]
}

export type TemplateQueue = {
  readonly name: Bilingual
  readonly description: Bilingual
  readonly serviceLevelMs: number
  readonly wrapUpMs: number
  /** The skill an agent needs for it. */
  readonly skill: string
}

export type WeeklyHours = readonly { readonly day: number; readonly from: string; readonly to: string }[]

export type TemplateScript = {
  readonly name: Bilingual
  readonly situation: 'greeting' | 'hold' | 'closing' | 'complaint'
  readonly body: Bilingual
  readonly queue: string | null
}

/** A client's first set-up, by line of business. In texts, {{company}} is the client's name. */
export type IndustryTemplate = {
  readonly key: string
  readonly name: Bilingual
  readonly summary: Bilingual
  readonly hours: WeeklyHours
  readonly seats: Readonly<Record<SeatGrade, number>>
  readonly skills: Readonly<Record<string, Bilingual>>
  readonly queues: Readonly<Record<string, TemplateQueue>>
  readonly prompts: Readonly<Record<string, Bilingual>>
  /** The first is where callers come in. */
  readonly nodes: readonly TemplateNode[]
  readonly dispositions: readonly Bilingual[]
  readonly scripts: readonly TemplateScript[]
  readonly boxes?: Readonly<Record<string, TemplateBox>>
  readonly survey?: TemplateSurvey
  /** Ready to be switched on when it is needed; said to those alone who reach one of these queues, or (none named) to everybody. */
  readonly announcement: { readonly name: Bilingual; readonly text: Bilingual; readonly forQueues?: readonly string[] }
}

const days = (from: number, until: number, open: string, close: string): WeeklyHours =>
  Array.from({ length: until - from + 1 }, (_, index) => ({ day: from + index, from: open, to: close }))

export const ALWAYS = days(1, 7, '00:00', '24:00')
export const EVERY_DAY = days(1, 7, '08:00', '21:00')
export const WEEKDAYS = days(1, 5, '09:00', '18:00')
export const SIX_DAYS = days(1, 6, '08:00', '18:00')

export const queue = (
  name: Bilingual,
  description: Bilingual,
  rest: { readonly skill: string; readonly answerWithinSeconds?: number; readonly wrapUpSeconds?: number },
): TemplateQueue => ({
  name,
  description,
  serviceLevelMs: (rest.answerWithinSeconds ?? 20) * 1_000,
  wrapUpMs: (rest.wrapUpSeconds ?? 30) * 1_000,
  skill: rest.skill,
})

const HOURS_LABEL = both('服务时间', 'Opening hours')
const CLOSED_LABEL = both('非服务时间', 'Closed')

/** Greeting, then the hours: how nearly every hotline begins. */
export const welcome = (onOpen: string, onClosed: string): readonly TemplateNode[] => [
  { kind: 'play', nodeId: 'greeting', label: both('欢迎语', 'Welcome'), prompt: 'greeting', next: 'hours' },
  { kind: 'hours', nodeId: 'hours', label: HOURS_LABEL, onOpen, onClosed },
]

export const mainMenu = (choices: Readonly<Partial<Record<DtmfDigit, string>>>, otherwise: string): TemplateNode => ({
  kind: 'menu',
  nodeId: 'menu',
  label: both('主菜单', 'Main menu'),
  prompt: 'menu',
  choices,
  otherwise,
})

/** Out of hours: who cannot wait presses 1 and reaches whoever is on duty; all others hear when to call again. */
export const closedWithDuty = (duty: string): readonly TemplateNode[] => [
  { kind: 'menu', nodeId: 'closed', label: CLOSED_LABEL, prompt: 'closed', choices: { '1': duty }, otherwise: 'bye' },
  { kind: 'hangUp', nodeId: 'bye', label: both('结束', 'Goodbye') },
]

/** Out of hours: 1 for what cannot wait, 2 for a message, which somebody answers. */
export const closedWithMessage = (duty: string, box: string): readonly TemplateNode[] => [
  {
    kind: 'menu',
    nodeId: 'closed',
    label: CLOSED_LABEL,
    prompt: 'closed',
    choices: { '1': duty, '2': 'message' },
    otherwise: 'bye',
  },
  { kind: 'voicemail', nodeId: 'message', label: both('留言', 'Leave a message'), box, next: 'bye' },
  { kind: 'hangUp', nodeId: 'bye', label: both('结束', 'Goodbye') },
]

export const toQueue = (nodeId: string, name: Bilingual, queueKey: string, priority = 0): TemplateNode => ({
  kind: 'queue',
  nodeId,
  label: name,
  queue: queueKey,
  priority,
})
