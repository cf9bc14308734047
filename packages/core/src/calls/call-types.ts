import type { AgentDevice } from '../agents/agent-status.ts'
import type { AcdInput } from '../acd/step-types.ts'
import type { Fact } from '../contracts/journal.ts'
import type { AgentId, CallId, DidId, LegId, QueueId, RecordingId, TenantId, TrunkId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { HangupCause, HangupReason, ReleasedBy } from './hangup-cause.ts'
import type { LegEffect, LegInput, LegState } from './leg-types.ts'

export type CallArrival = {
  readonly callId: CallId
  readonly tenantId: TenantId
  readonly legId: LegId
  readonly trunkId: TrunkId
  readonly didId: DidId
  readonly ani: string
  readonly dnis: string
  readonly sipCallId: string
  /** `full`: the tenant is at its limit; `suspended`: it takes no calls at present. An announcement of it is all that the caller gets. */
  readonly treatment: 'flow' | 'full' | 'suspended'
  /** Made by the platform itself to try the tenant out. */
  readonly test: boolean
}

/**
 * Where the caller is. `opening`: rtpengine makes the media path. `announcement`: hears why there is no service. `flow`: in the menu.
 * `queue`: with the routing engine, waiting or ringing. `talk`: joined to an agent. `closing`: over, the routing engine is being told.
 */
export type CallPhase = 'opening' | 'announcement' | 'flow' | 'queue' | 'talk' | 'closing' | 'ended'

export type AgentLeg = {
  readonly leg: LegState
  readonly agentId: AgentId
  readonly presentation: number
  readonly device: AgentDevice
  /** `offering`: rtpengine prepares the offer. `dialled`: the INVITE is out. `joining`: answered, rtpengine connects. `joined`: audio can flow. */
  readonly stage: 'offering' | 'dialled' | 'joining' | 'joined'
  /** rtpengine's port that receives from this agent; 0 while unknown. */
  readonly localPort: number
}

export type Recording = {
  readonly recordingId: RecordingId
  readonly segment: number
  readonly startedAt: Instant
}

export type Talk = {
  readonly agentId: AgentId
  readonly legId: LegId
  readonly recording: Recording | null
}

export type CallState = {
  readonly callId: CallId
  readonly tenantId: TenantId
  readonly treatment: CallArrival['treatment']
  readonly test: boolean
  readonly phase: CallPhase
  readonly caller: LegState
  /** rtpengine's port that receives from the caller; the same for the whole call. 0 while unknown. */
  readonly callerPort: number
  readonly mediaOpen: boolean
  readonly agentLegs: readonly AgentLeg[]
  readonly talk: Talk | null
  readonly segments: number
  readonly ending: { readonly releasedBy: ReleasedBy; readonly cause: HangupCause } | null
}

export type CallInput =
  | { readonly kind: 'leg'; readonly legId: LegId; readonly input: LegInput }
  /** rtpengine has (or has not) made the caller's media path. */
  | { readonly kind: 'media.opened'; readonly localPort: number; readonly session: LegState['session'] }
  | { readonly kind: 'media.refused'; readonly reason: 'mediaRefused' | 'mediaLost' }
  | { readonly kind: 'announcement.finished' }
  | { readonly kind: 'flow.queue'; readonly queueId: QueueId; readonly priority: number }
  | { readonly kind: 'flow.hangUp' }
  | {
      readonly kind: 'acd.ring'
      readonly agentId: AgentId
      readonly device: AgentDevice
      readonly presentation: number
      readonly legId: LegId
      readonly sipCallId: string
    }
  | { readonly kind: 'acd.cancelRing'; readonly agentId: AgentId; readonly presentation: number }
  | {
      readonly kind: 'acd.connect'
      readonly agentId: AgentId
      readonly legId: LegId
      /** Null: this talk is not recorded. */
      readonly recordingId: RecordingId | null
    }
  | { readonly kind: 'acd.releaseLeg'; readonly legId: LegId }
  | { readonly kind: 'acd.playMusic'; readonly queueId: QueueId }
  | { readonly kind: 'acd.hangUp'; readonly releasedBy: ReleasedBy }
  | { readonly kind: 'agentMedia.offered'; readonly legId: LegId; readonly localPort: number }
  | { readonly kind: 'agentMedia.joined'; readonly legId: LegId; readonly localPort: number }
  | { readonly kind: 'agentMedia.failed'; readonly legId: LegId }
  /** Neither side has sent a packet for long, or rtpengine knows the call no more. */
  | { readonly kind: 'media.lost' }
  /** The shell wants the call to end (drain, fault). */
  | { readonly kind: 'call.abort'; readonly reason: HangupReason }
  /** All inputs that came before the end have been carried out. */
  | { readonly kind: 'call.finish' }

export type CallInputKind = CallInput['kind']

export type CallEffect =
  | { readonly kind: 'leg'; readonly legId: LegId; readonly effect: LegEffect }
  | { readonly kind: 'media.open' }
  | { readonly kind: 'media.close' }
  | { readonly kind: 'media.playMusic'; readonly queueId: QueueId }
  | { readonly kind: 'media.stopPlaying' }
  | { readonly kind: 'media.offerAgent'; readonly legId: LegId; readonly device: AgentDevice }
  | { readonly kind: 'media.joinAgent'; readonly legId: LegId }
  | { readonly kind: 'media.dropAgent'; readonly legId: LegId }
  /** Neither hears the other; the caller hears music. */
  | { readonly kind: 'media.hold'; readonly legId: LegId }
  | { readonly kind: 'media.retrieve'; readonly legId: LegId }
  | { readonly kind: 'agent.dial'; readonly legId: LegId; readonly agentId: AgentId; readonly device: AgentDevice }
  | { readonly kind: 'recording.start'; readonly recordingId: RecordingId; readonly segment: number }
  | { readonly kind: 'recording.stop'; readonly recordingId: RecordingId }
  | { readonly kind: 'flow.start' }
  | { readonly kind: 'flow.callerLeft' }
  | { readonly kind: 'announcement.play' }
  | { readonly kind: 'acd'; readonly input: AcdInput }
  /** Give `call.finish` back after everything else that is due. */
  | { readonly kind: 'call.finish' }

export type CallStep = {
  readonly state: CallState
  readonly effects: readonly CallEffect[]
  readonly facts: readonly Fact[]
  readonly ignored: string | null
}
