import type { BusinessHours } from '../contracts/snapshot.ts'
import type { Fact } from '../contracts/journal.ts'
import type { CallId, FlowVersionId, PromptId, QueueId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { DtmfDigit, Flow } from './flow.ts'

/** What the interpreter may read besides its state: the published flow the call started with, and the tenant's hours. */
export type IvrContext = { readonly flow: Flow; readonly hours: readonly BusinessHours[] }

/** Plain, serialisable. `phase` says what the interpreter waits for; while `correcting`, the node's "that was not right" prompt plays. */
export type IvrState = {
  readonly callId: CallId
  readonly flowVersionId: FlowVersionId
  readonly nodeId: string | null
  readonly phase: 'idle' | 'playing' | 'correcting' | 'waitingDigit' | 'queued' | 'ended'
  readonly attempt: number
  readonly digits: string
  readonly variables: Readonly<Record<string, string>>
  /** Counts the prompts and timers asked for, so that a late answer to an earlier one is told apart. */
  readonly token: number
  /** Nodes entered since the caller last pressed a key that counted: a flow that goes round without the caller is ended. */
  readonly nodesWithoutInput: number
}

export type IvrInput =
  | { readonly kind: 'flow.start' }
  | { readonly kind: 'prompt.finished'; readonly token: number }
  /** The media plane could not play it; the interpreter goes on as if it had ended. */
  | { readonly kind: 'prompt.failed'; readonly token: number }
  | { readonly kind: 'dtmf.received'; readonly digit: DtmfDigit }
  | { readonly kind: 'timer.fired'; readonly token: number }
  | { readonly kind: 'caller.left' }

export type IvrEffect =
  | { readonly kind: 'prompt.play'; readonly token: number; readonly promptId: PromptId }
  | { readonly kind: 'prompt.stop' }
  | { readonly kind: 'timer.set'; readonly token: number; readonly at: Instant }
  | { readonly kind: 'timer.cancel' }
  | {
      readonly kind: 'call.queue'
      readonly queueId: QueueId
      readonly priority: number
      readonly variables: Readonly<Record<string, string>>
    }
  | { readonly kind: 'call.hangUp' }

export type IvrStep = {
  readonly state: IvrState
  readonly effects: readonly IvrEffect[]
  readonly facts: readonly Fact[]
}
