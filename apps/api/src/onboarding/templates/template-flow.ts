import { assertNever } from '@seatline/core'
import type { FlowNode, HoursId, PromptId, QueueId, VoicemailBoxId } from '@seatline/core'
import type { IndustryTemplate, TemplateLocale, TemplateNode } from './template.ts'

/** What the names in a template stand for at one client. */
export type TemplateIds = {
  readonly promptId: (key: string) => PromptId
  readonly queueId: (key: string) => QueueId
  readonly boxId: (key: string) => VoicemailBoxId
  readonly hoursId: HoursId
}

const ANSWER_WITHIN_MS = 5_000
const MENU_ATTEMPTS_MAX = 3
const CALLBACK = { timeoutMs: 5_000, attemptsMax: 2, dialAttemptsMax: 3, retryAfterMs: 10 * 60_000 } as const
const COLLECT = { timeoutMs: 8_000, interDigitTimeoutMs: 4_000, attemptsMax: 2 } as const

export const entryNodeOf = (template: IndustryTemplate): string => template.nodes[0]?.nodeId ?? ''

/** The template's menu as a flow of one client. */
export const flowNodesOf = (
  template: IndustryTemplate,
  locale: TemplateLocale,
  ids: TemplateIds,
): readonly FlowNode[] => template.nodes.map((node) => toFlowNode(node, locale, ids))

function toFlowNode(node: TemplateNode, locale: TemplateLocale, ids: TemplateIds): FlowNode {
  const base = { nodeId: node.nodeId, label: node.label[locale] }
  switch (node.kind) {
    case 'play':
      return { ...base, kind: 'play', promptId: ids.promptId(node.prompt), interruptible: true, next: node.next }
    case 'menu':
    case 'collect':
    case 'callbackOffer':
      return toQuestion(node, locale, ids)
    case 'hours':
      return { ...base, kind: 'hours', hoursId: ids.hoursId, onOpen: node.onOpen, onClosed: node.onClosed }
    case 'queue':
      return {
        ...base,
        kind: 'queue',
        queueId: ids.queueId(node.queue),
        priority: node.priority,
        skills: [],
        variables: null,
        afterTalk: null,
      }
    case 'voicemail':
      return { ...base, kind: 'voicemail', boxId: ids.boxId(node.box), next: node.next }
    case 'hangUp':
      return { ...base, kind: 'hangUp' }
    default:
      return assertNever(node, 'node of a template')
  }
}

type Question = Extract<TemplateNode, { kind: 'menu' | 'collect' | 'callbackOffer' }>

/** A step that waits for keys. */
function toQuestion(node: Question, locale: TemplateLocale, ids: TemplateIds): FlowNode {
  const base = { nodeId: node.nodeId, label: node.label[locale] }
  switch (node.kind) {
    case 'menu':
      return {
        ...base,
        kind: 'menu',
        promptId: ids.promptId(node.prompt),
        interruptible: true,
        choices: node.choices,
        timeoutMs: ANSWER_WITHIN_MS,
        attemptsMax: MENU_ATTEMPTS_MAX,
        invalidPromptId: ids.promptId('invalid'),
        onFailure: node.otherwise,
      }
    case 'collect':
      return {
        ...base,
        ...COLLECT,
        kind: 'collect',
        promptId: ids.promptId(node.prompt),
        interruptible: true,
        variable: node.variable,
        digitsMin: node.digitsMin,
        digitsMax: node.digitsMax,
        terminator: '#',
        invalidPromptId: ids.promptId('invalid'),
        next: node.next,
        onFailure: node.next,
      }
    case 'callbackOffer':
      return {
        ...base,
        ...CALLBACK,
        kind: 'callbackOffer',
        promptId: ids.promptId(node.prompt),
        interruptible: true,
        acceptKey: '1',
        otherNumberKey: null,
        numberPromptId: null,
        confirmPromptId: ids.promptId(node.confirm),
        invalidPromptId: ids.promptId('invalid'),
        queueId: ids.queueId(node.queue),
        priority: 0,
        next: node.next,
        onDeclined: node.declined,
      }
    default:
      return assertNever(node, 'question of a template')
  }
}
