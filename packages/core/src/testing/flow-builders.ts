import type { Flow, FlowNode } from '../ivr/flow.ts'
import type { Survey } from '../ivr/survey.ts'
import { idOf } from './acd-builders.ts'

/** A flow with these nodes; the first is the entry. Prompts are named after what they say. */
export function buildFlow(...nodes: readonly FlowNode[]): Flow {
  return {
    flowId: idOf('flow', 'front-desk'),
    flowVersionId: idOf('flowVersion', 'front-desk-1'),
    name: 'Front desk',
    entryNodeId: nodes[0]?.nodeId ?? 'none',
    nodes: [...nodes],
  }
}

type NodeOf<K extends FlowNode['kind']> = Extract<FlowNode, { kind: K }>
type Build<K extends FlowNode['kind']> = (nodeId: string, changes?: Partial<NodeOf<K>>) => NodeOf<K>

export const play: Build<'play'> = (nodeId, changes) => ({
  kind: 'play',
  nodeId,
  label: '',
  promptId: idOf('prompt', nodeId),
  interruptible: false,
  next: null,
  ...changes,
})

export const menu: Build<'menu'> = (nodeId, changes) => ({
  kind: 'menu',
  nodeId,
  label: '',
  promptId: idOf('prompt', nodeId),
  interruptible: true,
  choices: { 1: 'repair' },
  timeoutMs: 5_000,
  attemptsMax: 3,
  invalidPromptId: idOf('prompt', 'invalid'),
  onFailure: null,
  ...changes,
})

export const collect: Build<'collect'> = (nodeId, changes) => ({
  kind: 'collect',
  nodeId,
  label: '',
  promptId: idOf('prompt', nodeId),
  interruptible: true,
  variable: 'customerNumber',
  digitsMin: 3,
  digitsMax: 5,
  terminator: '#',
  timeoutMs: 5_000,
  interDigitTimeoutMs: 2_000,
  attemptsMax: 2,
  invalidPromptId: null,
  next: 'repair',
  onFailure: null,
  ...changes,
})

export const hours: Build<'hours'> = (nodeId, changes) => ({
  kind: 'hours',
  nodeId,
  label: '',
  hoursId: idOf('hours', 'office'),
  onOpen: 'repair',
  onClosed: null,
  ...changes,
})

export const queue: Build<'queue'> = (nodeId, changes) => ({
  kind: 'queue',
  nodeId,
  label: '',
  queueId: idOf('queue', nodeId),
  priority: 0,
  skills: [],
  variables: null,
  afterTalk: null,
  ...changes,
})

export const hangUp: Build<'hangUp'> = (nodeId) => ({ kind: 'hangUp', nodeId, label: '' })

export const say: Build<'say'> = (nodeId, changes) => ({
  kind: 'say',
  nodeId,
  label: '',
  text: nodeId,
  locale: 'en',
  interruptible: true,
  next: null,
  ...changes,
})

export const http: Build<'http'> = (nodeId, changes) => ({
  kind: 'http',
  nodeId,
  label: '',
  method: 'GET',
  url: 'https://crm.example/customers',
  headers: [],
  body: null,
  bodyKind: 'json',
  timeoutMs: 3_000,
  retries: 0,
  saves: [],
  onSuccess: 'repair',
  onFailure: null,
  onTimeout: null,
  ...changes,
})

export const pin: Build<'pin'> = (nodeId, changes) => ({
  kind: 'pin',
  nodeId,
  label: '',
  promptId: idOf('prompt', nodeId),
  interruptible: true,
  timeoutMs: 5_000,
  attemptsMax: 2,
  invalidPromptId: null,
  digitsMin: 4,
  digitsMax: 8,
  terminator: '#',
  interDigitTimeoutMs: 2_000,
  check: { kind: 'knownCaller' },
  onVerified: 'repair',
  onFailure: 'sorry',
  onUnavailable: 'sorry',
  ...changes,
})

const asking = (nodeId: string) => ({
  nodeId,
  label: '',
  promptId: idOf('prompt', nodeId),
  interruptible: true,
  timeoutMs: 5_000,
  attemptsMax: 2,
  invalidPromptId: null,
})

export const condition: Build<'condition'> = (nodeId, changes) => ({
  kind: 'condition',
  nodeId,
  label: '',
  branches: [{ variable: 'customerNumber', operator: 'equals', value: '1234', next: 'repair' }],
  otherwise: null,
  ...changes,
})

export const setVariable: Build<'setVariable'> = (nodeId, changes) => ({
  kind: 'setVariable',
  nodeId,
  label: '',
  variable: 'topic',
  value: nodeId,
  next: 'repair',
  ...changes,
})

export const lookup: Build<'lookup'> = (nodeId, changes) => ({
  kind: 'lookup',
  nodeId,
  label: '',
  number: null,
  onKnown: 'repair',
  onUnknown: 'sorry',
  ...changes,
})

export const listBranch: Build<'listBranch'> = (nodeId, changes) => ({
  kind: 'listBranch',
  nodeId,
  label: '',
  branches: [{ kind: 'vip', classMax: 2, next: 'repair' }],
  otherwise: 'sorry',
  ...changes,
})

export const payment: Build<'payment'> = (nodeId, changes) => ({
  ...asking(nodeId),
  kind: 'payment',
  inputs: [
    { name: 'card', promptId: idOf('prompt', 'card'), digitsMin: 6, digitsMax: 19 },
    { name: 'expiry', promptId: idOf('prompt', 'expiry'), digitsMin: 4, digitsMax: 4 },
  ],
  terminator: '#',
  interDigitTimeoutMs: 2_000,
  request: {
    method: 'POST',
    url: 'https://pay.example/charge',
    headers: [{ name: 'authorization', value: 'Bearer {{secret:PAY_KEY}}' }],
    body: '{"card":"{{digits:card}}","expiry":"{{digits:expiry}}"}',
    bodyKind: 'json',
    timeoutMs: 8_000,
  },
  saves: [{ path: 'receipt', variable: 'receipt' }],
  onPaid: 'repair',
  onDeclined: 'sorry',
  onFailure: 'sorry',
  onUnavailable: 'sorry',
  ...changes,
})

export const transferAgent: Build<'transferAgent'> = (nodeId, changes) => ({
  kind: 'transferAgent',
  nodeId,
  label: '',
  agentId: idOf('agent', 'mei'),
  onFailure: 'sorry',
  ...changes,
})

export const transferNumber: Build<'transferNumber'> = (nodeId, changes) => ({
  kind: 'transferNumber',
  nodeId,
  label: '',
  number: '02112345678',
  onFailure: 'sorry',
  ...changes,
})

export const transferExtension: Build<'transferExtension'> = (nodeId, changes) => ({
  kind: 'transferExtension',
  nodeId,
  label: '',
  extension: '{{customerNumber}}',
  onFailure: 'sorry',
  ...changes,
})

export const transferOnCall: Build<'transferOnCall'> = (nodeId, changes) => ({
  kind: 'transferOnCall',
  nodeId,
  label: '',
  listId: idOf('onCallList', 'experts'),
  onFailure: 'sorry',
  ...changes,
})

export const voicemail: Build<'voicemail'> = (nodeId, changes) => ({
  kind: 'voicemail',
  nodeId,
  label: '',
  boxId: idOf('voicemailBox', 'repair'),
  next: null,
  ...changes,
})

export const callbackOffer: Build<'callbackOffer'> = (nodeId, changes) => ({
  ...asking(nodeId),
  kind: 'callbackOffer',
  acceptKey: '1',
  otherNumberKey: '2',
  numberPromptId: idOf('prompt', 'which-number'),
  confirmPromptId: idOf('prompt', 'we-call-you'),
  queueId: idOf('queue', 'repair'),
  priority: 0,
  dialAttemptsMax: 3,
  retryAfterMs: 300_000,
  next: null,
  onDeclined: 'repair',
  ...changes,
})

export const survey: Build<'survey'> = (nodeId, changes) => ({
  kind: 'survey',
  nodeId,
  label: '',
  surveyId: idOf('survey', 'satisfaction'),
  next: null,
  ...changes,
})

export const subFlow: Build<'subFlow'> = (nodeId, changes) => ({
  kind: 'subFlow',
  nodeId,
  label: '',
  flowId: idOf('flow', 'other'),
  next: 'repair',
  ...changes,
})

export const goToFlow: Build<'goTo'> = (nodeId, changes) => ({
  kind: 'goTo',
  nodeId,
  label: '',
  flowId: idOf('flow', 'other'),
  targetNodeId: null,
  ...changes,
})

export const returnToMenu: Build<'returnToMenu'> = (nodeId) => ({ kind: 'returnToMenu', nodeId, label: '' })

export const sendBack: Build<'sendBack'> = (nodeId, changes) => ({
  kind: 'sendBack',
  nodeId,
  label: '',
  next: 'repair',
  ...changes,
})

/** Another flow of the same tenant. */
export const otherFlow = (name: string, ...nodes: readonly FlowNode[]): Flow => ({
  ...buildFlow(...nodes),
  flowId: idOf('flow', name),
  flowVersionId: idOf('flowVersion', `${name}-1`),
  name,
})

export const satisfactionSurvey: Survey = {
  surveyId: idOf('survey', 'satisfaction'),
  name: 'Satisfaction',
  questionPromptId: idOf('prompt', 'how-was-it'),
  keys: [
    { key: '1', label: 'Good', score: 2, satisfied: true },
    { key: '2', label: 'Bad', score: 0, satisfied: false },
  ],
  reasons: {
    promptId: idOf('prompt', 'why'),
    keys: [{ key: '1', label: 'Waited too long', reasonKey: 'waiting' }],
  },
  thanksPromptId: idOf('prompt', 'thanks'),
  invalidPromptId: null,
  timeoutMs: 5_000,
  attemptsMax: 2,
}
