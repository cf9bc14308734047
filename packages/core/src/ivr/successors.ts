import { assertNever } from '../assert.ts'
import type { FlowNode } from './flow.ts'

/** A way out of a node. `needsInput`: only a key the caller pressed leads there. `nodeId` null ends the call. */
export type Successor = { readonly field: string; readonly nodeId: string | null; readonly needsInput: boolean }

/** Every way out of a node, with the field that names it. */
export function successorsOf(node: FlowNode): readonly Successor[] {
  switch (node.kind) {
    case 'play':
      return [{ field: 'next', nodeId: node.next, needsInput: false }]
    case 'menu':
      return [
        ...Object.entries(node.choices).map(([digit, nodeId]) => ({
          field: `choices.${digit}`,
          nodeId,
          needsInput: true,
        })),
        { field: 'onFailure', nodeId: node.onFailure, needsInput: false },
      ]
    case 'collect':
      return [
        { field: 'next', nodeId: node.next, needsInput: true },
        { field: 'onFailure', nodeId: node.onFailure, needsInput: false },
      ]
    case 'hours':
      return [
        { field: 'onOpen', nodeId: node.onOpen, needsInput: false },
        { field: 'onClosed', nodeId: node.onClosed, needsInput: false },
      ]
    case 'queue':
    case 'hangUp':
      return []
    default:
      return assertNever(node, 'node of a flow')
  }
}
