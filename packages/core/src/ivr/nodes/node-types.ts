export type { NodeOf } from '../flow.ts'

/** Where a node sends the caller: `goTo` null ends the call; `stay` keeps waiting at this node. */
export type NodeOutcome = { readonly kind: 'stay' } | { readonly kind: 'goTo'; readonly nodeId: string | null }

export const STAY: NodeOutcome = { kind: 'stay' }
export const goTo = (nodeId: string | null): NodeOutcome => ({ kind: 'goTo', nodeId })
