import type { IvrDraft } from '../draft.ts'
import type { DtmfDigit } from '../flow-parts.ts'
import type { FlowNodeKind, NodeOf } from '../flow.ts'
import type { IvrInput } from '../step-types.ts'

export type { NodeOf } from '../flow.ts'

/** Where a node sends the caller: `goTo` null ends the flow; `stay` keeps waiting at this node, or the call has left the flow. */
export type NodeOutcome = { readonly kind: 'stay' } | { readonly kind: 'goTo'; readonly nodeId: string | null }

export const STAY: NodeOutcome = { kind: 'stay' }
export const goTo = (nodeId: string | null): NodeOutcome => ({ kind: 'goTo', nodeId })

/** What a node that waits gets to hear; only what fits the phase and is not late. */
export type NodeInput =
  | { readonly kind: 'prompt.ended' }
  | { readonly kind: 'digit'; readonly digit: DtmfDigit }
  | { readonly kind: 'time.up' }
  | Extract<
      IvrInput,
      {
        kind:
          'http.answered' | 'http.failed' | 'lookup.result' | 'pin.checked' | 'voicemail.finished' | 'transfer.finished'
      }
    >

export type NodeHandler<K extends FlowNodeKind> = {
  readonly enter: (draft: IvrDraft, node: NodeOf<K>) => NodeOutcome
  /** Absent: the node never waits. */
  readonly react?: (draft: IvrDraft, node: NodeOf<K>, input: NodeInput) => NodeOutcome
}

/** The answer has come, or the time for it is up: the other of the two is not waited for any more. */
export function settle(draft: IvrDraft, input: NodeInput): void {
  if (input.kind === 'time.up') draft.timeIsUp()
  else draft.answerCame()
}
