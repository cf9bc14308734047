import { assertNever } from '../assert.ts'
import type { FlowNode } from './flow.ts'

/** A way out of a node. `needsInput`: only something a person did leads there, a key or a talk. `nodeId` null ends the flow. */
export type Successor = { readonly field: string; readonly nodeId: string | null; readonly needsInput: boolean }

const silent = (field: string, nodeId: string | null): Successor => ({ field, nodeId, needsInput: false })
const answered = (field: string, nodeId: string | null): Successor => ({ field, nodeId, needsInput: true })

/** Every way out of a node within its flow, with the field that names it. */
export function successorsOf(node: FlowNode): readonly Successor[] {
  switch (node.kind) {
    case 'play':
    case 'say':
    case 'setVariable':
    case 'subFlow':
    case 'sendBack':
    case 'survey':
      return [silent('next', node.next)]
    case 'voicemail':
      return [answered('next', node.next)]
    case 'menu':
      return [
        ...Object.entries(node.choices).map(([digit, nodeId]) => answered(`choices.${digit}`, nodeId)),
        silent('onFailure', node.onFailure),
      ]
    case 'collect':
      return [answered('next', node.next), silent('onFailure', node.onFailure)]
    case 'condition':
    case 'listBranch':
      return [
        ...node.branches.map(({ next }, index) => silent(`branches.${String(index)}.next`, next)),
        silent('otherwise', node.otherwise),
      ]
    case 'hours':
      return [silent('onOpen', node.onOpen), silent('onClosed', node.onClosed)]
    case 'lookup':
      return [silent('onKnown', node.onKnown), silent('onUnknown', node.onUnknown)]
    case 'http':
      return [
        silent('onSuccess', node.onSuccess),
        silent('onFailure', node.onFailure),
        silent('onTimeout', node.onTimeout),
      ]
    case 'pin':
      return [
        answered('onVerified', node.onVerified),
        silent('onFailure', node.onFailure),
        silent('onUnavailable', node.onUnavailable),
      ]
    case 'payment':
      return [
        answered('onPaid', node.onPaid),
        answered('onDeclined', node.onDeclined),
        silent('onFailure', node.onFailure),
        answered('onUnavailable', node.onUnavailable),
      ]
    case 'queue':
      return node.afterTalk === null ? [] : [answered('afterTalk', node.afterTalk)]
    case 'transferAgent':
    case 'transferNumber':
    case 'transferExtension':
      return [silent('onFailure', node.onFailure)]
    case 'callbackOffer':
      return [answered('next', node.next), silent('onDeclined', node.onDeclined)]
    case 'goTo':
    case 'returnToMenu':
    case 'hangUp':
      return []
    default:
      return assertNever(node, 'node of a flow')
  }
}
