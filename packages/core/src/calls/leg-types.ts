import type { Fact } from '../contracts/journal.ts'
import type { AgentId, CallId, LegId, TrunkId } from '../ids.ts'
import type { DurationMs, Instant } from '../time.ts'
import type { HangupCause, HangupReason, ReleasedBy } from './hangup-cause.ts'

/**
 * One SIP dialog of a call.
 * `proceeding`: INVITE received or sent, no answer yet. `ringing`: the far end said so (outbound). `answered`: our 200 is out, the ACK is not in (inbound).
 * `established`: both sides agreed. `cancelling`: we gave up an outbound INVITE whose final answer is outstanding; to the business the leg is over.
 */
export type LegPhase = 'proceeding' | 'ringing' | 'answered' | 'established' | 'cancelling' | 'ended'

/** RFC 4028: the session must be refreshed within `intervalMs`, by us or by them. */
export type SessionTimer = { readonly intervalMs: DurationMs; readonly refresher: 'us' | 'them' }

export type LegState = {
  readonly legId: LegId
  readonly callId: CallId
  readonly direction: 'inbound' | 'outbound'
  /** `outside`: a number that is neither the caller's nor an agent's. */
  readonly party: 'caller' | 'agent' | 'outside'
  readonly agentId: AgentId | null
  readonly trunkId: TrunkId | null
  readonly sipCallId: string
  readonly phase: LegPhase
  readonly hasRung: boolean
  /** The far end holds us (RFC 3264 8.4). */
  readonly held: boolean
  /** A re-INVITE of ours is on its way: an offer of theirs is glare (RFC 3261 14.2). */
  readonly refreshing: boolean
  readonly session: SessionTimer | null
  readonly answeredAt: Instant | null
}

export type LegTimer = 'sessionRefresh' | 'sessionExpiry'

/** `far.*` is what the other end of the dialog did, `our.*` what the call wants. */
export type LegInput =
  | { readonly kind: 'far.ringing' }
  | { readonly kind: 'far.answered'; readonly session: SessionTimer | null }
  | { readonly kind: 'far.refused'; readonly sipStatus: number }
  | { readonly kind: 'far.cancelled' }
  | { readonly kind: 'far.acked' }
  | { readonly kind: 'far.ackTimedOut' }
  | { readonly kind: 'far.hungUp' }
  /** A re-INVITE or UPDATE. `offer` none: only a session refresh. `movesMedia`: other address, port or keys, so rtpengine must hear of it. */
  | {
      readonly kind: 'far.modified'
      readonly requestId: number
      readonly offer: 'none' | 'hold' | 'active'
      readonly movesMedia: boolean
      readonly session: SessionTimer | null
    }
  | { readonly kind: 'far.informed' }
  /** No packets any more, or the connection under the dialog is gone for good. */
  | { readonly kind: 'far.vanished'; readonly reason: 'mediaLost' | 'connectionLost' }
  | { readonly kind: 'our.answer'; readonly session: SessionTimer | null }
  | { readonly kind: 'our.reject'; readonly reason: HangupReason; readonly sipStatus: number }
  | { readonly kind: 'our.hangUp'; readonly reason: HangupReason; readonly releasedBy: ReleasedBy }
  | {
      readonly kind: 'our.mediaMoved'
      readonly requestId: number
      readonly offer: 'hold' | 'active'
      readonly ok: boolean
    }
  | { readonly kind: 'our.refreshFinished'; readonly sipStatus: number }
  | { readonly kind: 'timer.fired'; readonly timer: LegTimer }

export type LegInputKind = LegInput['kind']

export type LegEffect =
  | { readonly kind: 'sip.answer' }
  | { readonly kind: 'sip.reject'; readonly cause: HangupCause }
  | { readonly kind: 'sip.bye'; readonly cause: HangupCause }
  | { readonly kind: 'sip.cancel'; readonly cause: HangupCause }
  | { readonly kind: 'sip.acceptModify'; readonly requestId: number }
  | { readonly kind: 'sip.rejectModify'; readonly requestId: number; readonly sipStatus: number }
  | { readonly kind: 'sip.refresh' }
  /** rtpengine must learn the new place; the answer is `our.mediaMoved`. */
  | { readonly kind: 'media.move'; readonly requestId: number; readonly offer: 'hold' | 'active' }
  | { readonly kind: 'timer.set'; readonly timer: LegTimer; readonly at: Instant }
  | { readonly kind: 'timer.cancel'; readonly timer: LegTimer }

/** What the call must know of the leg. */
export type LegReport =
  | { readonly kind: 'leg.answered' }
  | { readonly kind: 'leg.held' }
  | { readonly kind: 'leg.retrieved' }
  | { readonly kind: 'leg.ended'; readonly cause: HangupCause; readonly releasedBy: ReleasedBy }

export type LegStep = {
  readonly state: LegState
  readonly effects: readonly LegEffect[]
  readonly facts: readonly Fact[]
  readonly reports: readonly LegReport[]
  /** Why the input changed nothing; null when it did. */
  readonly ignored: string | null
}
