import type { FlowNode, FlowNodeKind, NodeOf } from './flow.ts'

/** Something of the tenant's that a node names, with the field that names it. */
export type Reference = {
  readonly field: string
  readonly kind: 'prompt' | 'queue' | 'hours' | 'box' | 'survey' | 'flow' | 'agent' | 'skill' | 'onCall'
  readonly id: string
}

type References = readonly Reference[]
const one = (kind: Reference['kind'], field: string, id: string | null): References =>
  id === null ? [] : [{ field, kind, id }]

type Asking = { readonly promptId: string; readonly invalidPromptId: string | null }
const asking = (node: Asking): References => [
  ...one('prompt', 'promptId', node.promptId),
  ...one('prompt', 'invalidPromptId', node.invalidPromptId),
]
const none = (): References => []

const REFERENCES: { readonly [K in FlowNodeKind]: (node: NodeOf<K>) => References } = {
  play: (node) => one('prompt', 'promptId', node.promptId),
  say: none,
  menu: asking,
  collect: asking,
  survey: (node) => one('survey', 'surveyId', node.surveyId),
  condition: none,
  hours: (node) => one('hours', 'hoursId', node.hoursId),
  setVariable: none,
  lookup: none,
  listBranch: none,
  http: none,
  pin: asking,
  payment: (node) => [
    ...node.inputs.flatMap(({ promptId }, index) => one('prompt', `inputs.${String(index)}.promptId`, promptId)),
    ...one('prompt', 'invalidPromptId', node.invalidPromptId),
  ],
  queue: (node) => [
    ...one('queue', 'queueId', node.queueId),
    ...node.skills.flatMap(({ skillId }, index) => one('skill', `skills.${String(index)}.skillId`, skillId)),
  ],
  transferAgent: (node) => one('agent', 'agentId', node.agentId),
  transferNumber: none,
  transferExtension: none,
  transferOnCall: (node) => one('onCall', 'listId', node.listId),
  voicemail: (node) => one('box', 'boxId', node.boxId),
  callbackOffer: (node) => [
    ...asking(node),
    ...one('prompt', 'numberPromptId', node.numberPromptId),
    ...one('prompt', 'confirmPromptId', node.confirmPromptId),
    ...one('queue', 'queueId', node.queueId),
  ],
  subFlow: (node) => one('flow', 'flowId', node.flowId),
  goTo: (node) => one('flow', 'flowId', node.flowId),
  returnToMenu: none,
  sendBack: none,
  hangUp: none,
}

/** Everything of the tenant's that a node needs: what is not there any more makes the node faulty. */
export function referencesOf(node: FlowNode): References {
  // The table gives each kind the function for itself; one function for all kinds loses the type of that pairing.
  const references = REFERENCES[node.kind] as (node: FlowNode) => References
  return references(node)
}
