import type { Flow, FlowNode } from '../ivr/flow.ts'
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
