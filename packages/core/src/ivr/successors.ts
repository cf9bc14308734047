import type { FlowNode, FlowNodeKind, NodeOf } from './flow.ts'

/** A way out of a node. `needsInput`: only something a person did leads there, a key or a talk. `nodeId` null ends the flow. */
export type Successor = { readonly field: string; readonly nodeId: string | null; readonly needsInput: boolean }

const silent = (field: string, nodeId: string | null): Successor => ({ field, nodeId, needsInput: false })
const answered = (field: string, nodeId: string | null): Successor => ({ field, nodeId, needsInput: true })

const next = (node: { readonly next: string | null }): readonly Successor[] => [silent('next', node.next)]
const onFailure = (node: { readonly onFailure: string | null }): readonly Successor[] => [
  silent('onFailure', node.onFailure),
]
const branches = (node: NodeOf<'condition' | 'listBranch'>): readonly Successor[] => [
  ...node.branches.map((branch, index) => silent(`branches.${String(index)}.next`, branch.next)),
  silent('otherwise', node.otherwise),
]
const none = (): readonly Successor[] => []

const WAYS: { readonly [K in FlowNodeKind]: (node: NodeOf<K>) => readonly Successor[] } = {
  play: next,
  say: next,
  setVariable: next,
  subFlow: next,
  sendBack: next,
  survey: next,
  voicemail: (node) => [answered('next', node.next)],
  menu: (node) => [
    ...Object.entries(node.choices).map(([digit, nodeId]) => answered(`choices.${digit}`, nodeId)),
    silent('onFailure', node.onFailure),
  ],
  collect: (node) => [answered('next', node.next), silent('onFailure', node.onFailure)],
  condition: branches,
  listBranch: branches,
  hours: (node) => [silent('onOpen', node.onOpen), silent('onClosed', node.onClosed)],
  lookup: (node) => [silent('onKnown', node.onKnown), silent('onUnknown', node.onUnknown)],
  http: (node) => [
    silent('onSuccess', node.onSuccess),
    silent('onFailure', node.onFailure),
    silent('onTimeout', node.onTimeout),
  ],
  pin: (node) => [
    answered('onVerified', node.onVerified),
    silent('onFailure', node.onFailure),
    answered('onUnavailable', node.onUnavailable),
  ],
  payment: (node) => [
    answered('onPaid', node.onPaid),
    answered('onDeclined', node.onDeclined),
    silent('onFailure', node.onFailure),
    answered('onUnavailable', node.onUnavailable),
  ],
  queue: (node) => (node.afterTalk === null ? [] : [answered('afterTalk', node.afterTalk)]),
  transferAgent: onFailure,
  transferNumber: onFailure,
  transferExtension: onFailure,
  transferOnCall: onFailure,
  callbackOffer: (node) => [answered('next', node.next), silent('onDeclined', node.onDeclined)],
  goTo: none,
  returnToMenu: none,
  hangUp: none,
}

/** Every way out of a node within its flow, with the field that names it. */
export function successorsOf(node: FlowNode): readonly Successor[] {
  // The table gives each kind the function for itself; one function for all kinds loses the type of that pairing.
  const ways = WAYS[node.kind] as (node: FlowNode) => readonly Successor[]
  return ways(node)
}
