import type { AgentDevice } from '../agents/agent-status.ts'
import type { AcdInput } from '../acd/step-types.ts'
import type { Fact } from '../contracts/journal.ts'
import type {
  AgentId,
  CallbackId,
  CallId,
  DidId,
  FlowId,
  LegId,
  PromptId,
  QueueId,
  RecordingId,
  TenantId,
  TrunkId,
  VoicemailBoxId,
} from '../ids.ts'
import type { Instant } from '../time.ts'
import type { HangupCause, HangupReason, ReleasedBy } from './hangup-cause.ts'
import type { DestinationClass } from '../trunks/destination-class.ts'
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

/** A customer who left the queue for a callback is due: an agent is rung first, and the customer is dialled when that agent has answered. */
export type CallbackCall = {
  readonly callId: CallId
  readonly tenantId: TenantId
  readonly callbackId: CallbackId
  readonly queueId: QueueId
  /** As dialled where the trunks are. */
  readonly number: string
  readonly destinationClass: DestinationClass
  /** The number that the customer is shown. */
  readonly callerId: string
}

/**
 * Where the caller is. `opening`: rtpengine makes the media path. `announcement`: hears one prompt, then the call ends. `flow`: in a flow, without an agent.
 * `queue`: with the routing engine, waiting or ringing. `callback`: nobody yet, an agent is rung and then the customer dialled. `dialling`: the menu has a number
 * called for the caller. `talk`: joined to an agent or an outside number. `agentFlow`: in a flow that the agent sent the caller to; the agent keeps the line and hears
 * nothing. `voicemail`: leaves a message instead of waiting. `leaving`: has chosen not to wait, and hears what comes of it. `closing`: over, the routing engine is being
 * told.
 */
export type CallPhase =
  | 'opening'
  | 'announcement'
  | 'flow'
  | 'queue'
  | 'callback'
  | 'dialling'
  | 'talk'
  | 'agentFlow'
  | 'voicemail'
  | 'leaving'
  | 'closing'
  | 'ended'

/** Where the engine takes a call that it gives up. */
export type CallTarget =
  | { readonly kind: 'flow'; readonly flowId: FlowId }
  | { readonly kind: 'voicemail'; readonly boxId: VoicemailBoxId }
  | { readonly kind: 'announcement'; readonly promptId: PromptId }

/** An agent, or an outside number (`agentId` null), that is rung for the caller or talks with the caller. */
export type AgentLeg = {
  readonly leg: LegState
  readonly agentId: AgentId | null
  readonly presentation: number
  readonly device: AgentDevice | 'trunk'
  /**
   * `offering`: rtpengine prepares the offer. `dialled`: the INVITE is out. `answered`: another answered first and is being joined. `joining`: answered, rtpengine
   * connects. `joined`: audio can flow.
   */
  readonly stage: 'offering' | 'dialled' | 'answered' | 'joining' | 'joined'
  /** rtpengine's port that receives from this party; 0 while unknown. */
  readonly localPort: number
}

/** A number being dialled over the trunks; at most one at a time. The gateways tried for it are the dialler's business. */
export type Dial = {
  /** Counts the dials of the call, so that a late word of an earlier one is told apart. */
  readonly dial: number
  /** `outside`: the engine asked for it, by this presentation. `callback`: the customer. `menu`: the flow gives the caller to a number. */
  readonly purpose: 'outside' | 'callback' | 'menu'
  readonly presentation: number
  readonly number: string
}

/** As the routing engine tells them apart. */
export type DialOutcome = 'busy' | 'noAnswer' | 'failed'

export type Recording = {
  readonly recordingId: RecordingId
  readonly segment: number
  readonly startedAt: Instant
}

export type Talk = {
  /** Null: an outside number. */
  readonly agentId: AgentId | null
  readonly legId: LegId
  readonly recording: Recording | null
}

export type CallState = {
  readonly callId: CallId
  readonly tenantId: TenantId
  readonly treatment: CallArrival['treatment']
  readonly test: boolean
  readonly phase: CallPhase
  /** Whether the routing engine has the call, and hears what becomes of it. */
  readonly engine: 'never' | 'has' | 'had'
  /** Null in a callback until the customer has answered. */
  readonly caller: LegState | null
  /** Null: the customer called us. */
  readonly callback: CallbackCall | null
  /** rtpengine's port that receives from the caller; the same for the whole call. 0 while unknown. */
  readonly callerPort: number
  readonly mediaOpen: boolean
  readonly agentLegs: readonly AgentLeg[]
  readonly dial: Dial | null
  readonly dials: number
  /** Given up, and not at rest yet: the call ends after them. */
  readonly restingDials: readonly number[]
  /** A message is being left: the call ends after it is kept. */
  readonly inVoicemail: boolean
  readonly talk: Talk | null
  readonly segments: number
  /** The agent who talked last: who is asked about when that agent hangs up first. */
  readonly lastAgentId: AgentId | null
  /** The agent has hung up and the caller goes on alone, to be asked about the talk. */
  readonly afterTalk: boolean
  /** Why the dial of a callback came to nothing: the reason of the call's end. */
  readonly dialFailed: HangupCause | null
  readonly ending: { readonly releasedBy: ReleasedBy; readonly cause: HangupCause } | null
}

export type CallInput =
  | { readonly kind: 'leg'; readonly legId: LegId; readonly input: LegInput }
  /** rtpengine has (or has not) made the caller's media path. */
  | { readonly kind: 'media.opened'; readonly localPort: number; readonly session: LegState['session'] }
  | { readonly kind: 'media.refused'; readonly reason: 'mediaRefused' | 'mediaLost' }
  | { readonly kind: 'announcement.finished' }
  | {
      readonly kind: 'flow.queue'
      readonly queueId: QueueId
      readonly priority: number
      /** What the engine is told besides: caller, skills, agent asked for. */
      readonly asked?: Partial<EnqueueInput>
    }
  /** The flow is over: the call ends. */
  | { readonly kind: 'flow.hangUp' }
  /** The flow is over, and the agent who sent the caller there has the caller back. */
  | { readonly kind: 'flow.returned' }
  /** The flow wants the caller joined to a number; `flow.transferFinished` tells it how it went. */
  | { readonly kind: 'flow.dial'; readonly number: string }
  /** The message is kept, or was none: the call ends, or goes on ending. Only of a voicemail that the call began (`voicemail.start`). */
  | { readonly kind: 'voicemail.ended' }
  /** Who has chosen not to wait has heard what there was to hear. */
  | { readonly kind: 'waiting.hangUp' }
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
      /** The caller hears the agent's number. */
      readonly sayAgentNumber?: boolean
    }
  | { readonly kind: 'acd.releaseLeg'; readonly legId: LegId }
  /** The agent has handed the caller on: that leg ends and the caller stays. */
  | { readonly kind: 'acd.part'; readonly agentId: AgentId; readonly legId: LegId }
  | { readonly kind: 'acd.playMusic'; readonly queueId: QueueId }
  /** `goesOn`: the agent hung up first, and the caller is to be asked about the talk. */
  | { readonly kind: 'acd.hangUp'; readonly releasedBy: ReleasedBy; readonly goesOn?: boolean }
  /** The queue gave the call up, and the engine has it no more. */
  | { readonly kind: 'acd.overflow'; readonly to: CallTarget }
  /** The caller's choice holds, and the engine has the call no more. */
  | { readonly kind: 'acd.leaveQueue'; readonly to: 'voicemail' | 'callback' | 'flow' }
  | { readonly kind: 'acd.ringOutside'; readonly number: string; readonly presentation: number }
  | { readonly kind: 'acd.cancelOutside'; readonly presentation: number }
  | { readonly kind: 'acd.connectOutside'; readonly legId: LegId; readonly recordingId: RecordingId | null }
  /** The agent of a callback is on the line: the one dial of this attempt. */
  | { readonly kind: 'acd.dialCallback'; readonly legId: LegId }
  /** `returns`: the agent keeps the line and gets the caller back; else the engine has the call no more. */
  | { readonly kind: 'acd.startFlow'; readonly agentId: AgentId; readonly flowId: FlowId; readonly returns: boolean }
  | { readonly kind: 'acd.rejoin'; readonly legId: LegId; readonly recordingId: RecordingId | null }
  | { readonly kind: 'agentMedia.offered'; readonly legId: LegId; readonly localPort: number }
  | { readonly kind: 'agentMedia.joined'; readonly legId: LegId; readonly localPort: number }
  | { readonly kind: 'agentMedia.failed'; readonly legId: LegId }
  /** The number has answered and rtpengine has joined it. From here on the leg is the call's own. */
  | { readonly kind: 'outside.answered'; readonly dial: number; readonly leg: LegState; readonly localPort: number }
  | {
      readonly kind: 'outside.failed'
      readonly dial: number
      readonly outcome: DialOutcome
      readonly cause: HangupCause
    }
  /** Neither side has sent a packet for long, or rtpengine knows the call no more. */
  | { readonly kind: 'media.lost' }
  /** The shell wants the call to end (drain, fault). */
  | { readonly kind: 'call.abort'; readonly reason: HangupReason }
  /** All inputs that came before the end have been carried out. */
  | { readonly kind: 'call.finish' }

type EnqueueInput = Extract<AcdInput, { kind: 'call.enqueue' }>

export type CallInputKind = CallInput['kind']

export type CallEffect =
  | { readonly kind: 'leg'; readonly legId: LegId; readonly effect: LegEffect }
  | { readonly kind: 'media.open' }
  | { readonly kind: 'media.close' }
  | { readonly kind: 'media.stopPlaying' }
  | { readonly kind: 'media.offerAgent'; readonly legId: LegId; readonly device: AgentDevice }
  | { readonly kind: 'media.joinAgent'; readonly legId: LegId }
  | { readonly kind: 'media.dropAgent'; readonly legId: LegId }
  /** Neither hears the other; the caller hears music. */
  | { readonly kind: 'media.hold'; readonly legId: LegId }
  | { readonly kind: 'media.retrieve'; readonly legId: LegId }
  /** The agent hears neither the caller nor the caller's digits, and the caller hears the flow, until `media.rejoin`. */
  | { readonly kind: 'media.part'; readonly legId: LegId }
  | { readonly kind: 'media.rejoin'; readonly legId: LegId }
  /** That party hears that it rings elsewhere: the agent of a callback, or (null) the caller. */
  | { readonly kind: 'media.ringBack'; readonly legId: LegId | null }
  | { readonly kind: 'media.stopRingBack'; readonly legId: LegId | null }
  | { readonly kind: 'agent.dial'; readonly legId: LegId; readonly agentId: AgentId; readonly device: AgentDevice }
  /** Exactly one call out: the gateways are tried in turn until one takes it. */
  | { readonly kind: 'outside.dial'; readonly dial: Dial }
  | { readonly kind: 'outside.cancel'; readonly dial: number }
  | { readonly kind: 'recording.start'; readonly recordingId: RecordingId; readonly segment: number }
  | { readonly kind: 'recording.stop'; readonly recordingId: RecordingId }
  /** The caller hears the agent's number, and what the agent says only after it. */
  | { readonly kind: 'agentNumber.say'; readonly agentId: AgentId; readonly legId: LegId }
  /**
   * `menu`: the flow of the number that was dialled. `overflow`: the queue gave the caller up. `choice`: the caller asked for the menu instead of waiting. `agent`: an
   * agent sent the caller there, who comes back when `returns`. `afterTalk`: that agent has hung up, and the caller is asked about the talk.
   */
  | { readonly kind: 'flow.start'; readonly how: FlowStart }
  /** The number that the flow wanted is joined, or cannot be had. */
  | { readonly kind: 'flow.transferFinished'; readonly connected: boolean }
  /** The caller is gone from the flow: hung up, or taken back by the agent. */
  | { readonly kind: 'flow.callerLeft' }
  /** What a waiting caller hears, the music too, and may choose. */
  | { readonly kind: 'waiting.enter'; readonly queueId: QueueId }
  | { readonly kind: 'waiting.agentFound' }
  | { readonly kind: 'waiting.agentLost' }
  | { readonly kind: 'waiting.leave' }
  /** The choice not to wait holds: the caller hears so, then `waiting.hangUp`. */
  | { readonly kind: 'waiting.accepted' }
  /** Answered by `voicemail.ended`, also after `voicemail.callerLeft`: the call ends after that. `boxId` null: the one that the waiting caller chose. */
  | { readonly kind: 'voicemail.start'; readonly boxId: VoicemailBoxId | null }
  | { readonly kind: 'voicemail.callerLeft' }
  /** `promptId` null: why there is no service, by the call's treatment. */
  | { readonly kind: 'announcement.play'; readonly promptId: PromptId | null }
  | { readonly kind: 'acd'; readonly input: AcdInput }
  /** Give `call.finish` back after everything else that is due. */
  | { readonly kind: 'call.finish' }

export type FlowStart =
  | { readonly why: 'menu' }
  | { readonly why: 'overflow'; readonly flowId: FlowId }
  | { readonly why: 'choice' }
  | { readonly why: 'agent'; readonly flowId: FlowId; readonly returns: boolean }
  | { readonly why: 'afterTalk'; readonly agentId: AgentId }

export type CallStep = {
  readonly state: CallState
  readonly effects: readonly CallEffect[]
  readonly facts: readonly Fact[]
  readonly ignored: string | null
}
