import type { AgentDevice, NotReadyReason } from '../agents/agent-status.ts'
import type { TransferParty, TransferTarget } from '../contracts/commands.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import type { AgentId, CallbackId, CallId, CommandId, DispositionId, LegId, QueueId, TenantId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { AgentAttributes, Capacity, Channel, SkillRequirement } from './pool-types.ts'
import type { CallerFacts, PoolShare } from './queue-routing.ts'
import type { SeatOffer } from './seat-offer.ts'

export type { TransferTarget } from '../contracts/commands.ts'

/** What was published. Comes before the inputs that rely on it; the same again changes nothing. */
type ConfigurationInput =
  /** Which changes of the engine are on (`flags.ts`). The first input of a log; without it the pool has the flags it was made with. */
  | { readonly kind: 'engine.configured'; readonly flags: readonly number[] }
  | { readonly kind: 'tenant.configured'; readonly tenantId: TenantId; readonly share: PoolShare }
  | { readonly kind: 'queue.configured'; readonly queue: QueueConfig }
  | { readonly kind: 'queue.removed'; readonly queueId: QueueId }
  /** Replaces what the agent, who has signed in before, is to the tenants that are named, and to no other. */
  | { readonly kind: 'agent.configured'; readonly agentId: AgentId; readonly attributes: readonly AgentAttributes[] }
  /** By what is published, the agent may serve these queues no longer. */
  | { readonly kind: 'agent.queuesWithdrawn'; readonly agentId: AgentId; readonly queueIds: readonly QueueId[] }

/** Commands: answered by exactly one `command.reply` effect each. */
type CommandInput =
  | {
      readonly kind: 'agent.signIn'
      readonly commandId: CommandId
      readonly agentId: AgentId
      readonly homeTenantId: TenantId
      readonly device: AgentDevice
      readonly queueIds: readonly QueueId[]
      /** By the published configuration. */
      readonly allowedQueueIds: readonly QueueId[]
      readonly seatOffers?: readonly SeatOffer[]
      /** What the agent is to every tenant that has the agent, by the published configuration. */
      readonly attributes?: readonly AgentAttributes[]
      /** Absent: one of each channel. */
      readonly capacity?: Capacity
    }
  | { readonly kind: 'agent.signOut'; readonly commandId: CommandId; readonly agentId: AgentId }
  | { readonly kind: 'agent.ready'; readonly commandId: CommandId; readonly agentId: AgentId }
  | {
      readonly kind: 'agent.notReady'
      readonly commandId: CommandId
      readonly agentId: AgentId
      readonly reason: NotReadyReason
    }
  | { readonly kind: 'agent.endWrapUp'; readonly commandId: CommandId; readonly agentId: AgentId }
  | {
      readonly kind: 'agent.extendWrapUp'
      readonly commandId: CommandId
      readonly agentId: AgentId
      readonly byMs: number
    }
  | {
      readonly kind: 'agent.setMuted'
      readonly commandId: CommandId
      readonly agentId: AgentId
      readonly muted: boolean
    }
  | { readonly kind: 'agent.hangUp'; readonly commandId: CommandId; readonly agentId: AgentId; readonly callId: CallId }
  | {
      readonly kind: 'agent.setDisposition'
      readonly commandId: CommandId
      readonly agentId: AgentId
      readonly callId: CallId
      readonly dispositionId: DispositionId
      readonly note: string
    }
  /**
   * Blind transfer of the call that the agent talks on, to an agent of the same tenant (experts too), a queue, a flow or a number. With a flow that `returns` the
   * agent stays bound to the caller, waits on the line, and gets the caller back with `flow.returned`. The shell has checked that a number may be called.
   */
  | {
      readonly kind: 'agent.transfer'
      readonly commandId: CommandId
      readonly agentId: AgentId
      readonly callId: CallId
      readonly to: TransferTarget
    }
  /** The own phone rings, then the caller of the callback is called. `asked`: the callback is made for it, for this agent and one attempt. */
  | {
      readonly kind: 'agent.callBack'
      readonly commandId: CommandId
      readonly agentId: AgentId
      readonly tenantId: TenantId
      readonly callbackId: CallbackId
      readonly asked: { readonly callId: CallId; readonly queueId: QueueId; readonly number: string } | null
    }
  /** The agent does not wait for the end of the flow: the same as `flow.returned`, asked for by the agent. */
  | {
      readonly kind: 'agent.takeBack'
      readonly commandId: CommandId
      readonly agentId: AgentId
      readonly callId: CallId
    }

/** The registrar's word about the agent's phone; also known before sign-in. */
type PhoneInput =
  | { readonly kind: 'agent.phoneRegistered'; readonly agentId: AgentId }
  /** The phone is gone and the grace time (the shell's) is over. */
  | { readonly kind: 'agent.phoneLost'; readonly agentId: AgentId }

type CallerInput =
  /** A call of the menu is to wait in a queue. Also from a flow into which an agent sent the caller: that agent is free then. */
  | {
      readonly kind: 'call.enqueue'
      readonly callId: CallId
      readonly tenantId: TenantId
      readonly queueId: QueueId
      /** Of the number dialled and what the flow added; the engine adds the queue's own and the VIP class's. */
      readonly priority: number
      /** The queue as it was when the call began. */
      readonly queue?: QueueConfig
      readonly test?: true
      /** What is known of the caller; absent: nothing. */
      readonly caller?: CallerFacts
      /** What the flow asks of the agent besides the queue's own requirement. */
      readonly skills?: readonly SkillRequirement[]
      /** Absent: voice. */
      readonly channel?: Channel
      /** Rung first, in this order, before the queue chooses: an extension that the flow wants, or who is on call. */
      readonly parties?: readonly TransferParty[]
    }
  /** The caller hung up or was cut off, in whatever phase; also in a flow or with an outside number. */
  | { readonly kind: 'call.callerLeft'; readonly callId: CallId }
  /**
   * Nothing is heard of the node that has the call. Until it is heard again nobody is rung for the call; phones that ring for it stop and their agents are free at once.
   * Its place stays, a talk goes on.
   */
  | { readonly kind: 'call.silent'; readonly callId: CallId }
  | { readonly kind: 'call.heard'; readonly callId: CallId }
  /** The caller is about to be told place and wait: answered by one `call.tellPosition` while the call waits, else ignored. */
  | { readonly kind: 'call.positionAsked'; readonly callId: CallId }
  /**
   * The caller chose not to wait. Answered by one `call.leaveQueue` when it holds (the call has left the engine then); ignored when an agent has answered meanwhile: the
   * shell goes on with the talk. Phones that ring are stopped.
   */
  | {
      readonly kind: 'call.chose'
      readonly callId: CallId
      readonly choice:
        { readonly kind: 'voicemail' } | { readonly kind: 'flow' } | ({ readonly kind: 'callback' } & CallbackWish)
    }
  /** The flow into which the agent sent the caller is over: both are joined again (`call.rejoin`). When the agent has gone meanwhile, the caller waits, in front. */
  | { readonly kind: 'flow.returned'; readonly callId: CallId }

/** What is agreed about a callback; `callbackId` is new. */
export type CallbackWish = {
  readonly callbackId: CallbackId
  readonly number: string
  readonly attemptsMax: number
  readonly retryAfterMs: number
}

type CallbackInput =
  /** Asked for outside a queue: by a node of a flow, by hand, or for a voicemail. Waits since `enqueuedAt`. */
  | ({
      readonly kind: 'callback.enqueue'
      /** The call in which it was asked for. */
      readonly callId: CallId
      readonly tenantId: TenantId
      readonly queueId: QueueId
      readonly priority: number
      readonly enqueuedAt: Instant
      readonly queue?: QueueConfig
      readonly caller?: CallerFacts
      readonly skills?: readonly SkillRequirement[]
      /** `task` for what is a voicemail's; absent: voice. */
      readonly channel?: Channel
      /** Waits in no queue before; absent: from now on. */
      readonly notBefore?: Instant
    } & CallbackWish)
  /** The dialled caller answered. */
  | { readonly kind: 'callback.answered'; readonly callId: CallId }
  | {
      readonly kind: 'callback.failed'
      readonly callId: CallId
      readonly outcome: 'busy' | 'noAnswer' | 'failed'
    }
  /** Not wanted any more (by hand, or the caller has called again). Ignored once it is being dialled. */
  | { readonly kind: 'callback.cancel'; readonly callbackId: CallbackId }

type PresentationInput =
  | {
      readonly kind: 'presentation.answered'
      readonly callId: CallId
      readonly agentId: AgentId
      readonly presentation: number
      readonly legId: LegId
    }
  | {
      readonly kind: 'presentation.failed'
      readonly callId: CallId
      readonly agentId: AgentId
      readonly presentation: number
      readonly outcome: 'declined' | 'unreachable' | 'noAnswer'
      readonly sipStatus: number | null
    }
  /** The outside number that `outside.ring` asked for. */
  | {
      readonly kind: 'outside.answered'
      readonly callId: CallId
      readonly presentation: number
      readonly legId: LegId
    }
  | {
      readonly kind: 'outside.failed'
      readonly callId: CallId
      readonly presentation: number
      readonly outcome: 'busy' | 'noAnswer' | 'failed'
    }
  /** The outside party hung up: the call ends. */
  | { readonly kind: 'outside.left'; readonly callId: CallId }

type TalkInput =
  | { readonly kind: 'talk.held'; readonly callId: CallId; readonly agentId: AgentId }
  | { readonly kind: 'talk.retrieved'; readonly callId: CallId; readonly agentId: AgentId }
  /**
   * The agent hung up (the call ends), or the agent's side vanished (`lost`: the caller goes back to the front of the queue). Also while a callback is being dialled
   * (the attempt is over) and while the caller is in a flow for the agent (the agent is free; the flow goes on).
   */
  | { readonly kind: 'talk.agentLeft'; readonly callId: CallId; readonly agentId: AgentId; readonly lost: boolean }

export type AcdInput =
  | ConfigurationInput
  | CommandInput
  | PhoneInput
  | CallerInput
  | CallbackInput
  | PresentationInput
  | TalkInput
  | { readonly kind: 'timer.fired'; readonly timerId: string }
