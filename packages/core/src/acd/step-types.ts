import type { AgentDevice, AgentStatus, NotReadyReason } from '../agents/agent-status.ts'
import type { CommandErrorCode } from '../contracts/commands.ts'
import type { Fact } from '../contracts/journal.ts'
import type { RefusalDetail } from '../contracts/commands.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import type { SeatGrade } from '../entitlements/entitlements.ts'
import type { AgentId, CallId, CommandId, DispositionId, LegId, QueueId, TenantId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { ReleasedBy } from '../calls/hangup-cause.ts'
import type { SeatOffer } from './seat-offer.ts'

/** A rented seat that an agent sits on while signed in for the tenant's queues. */
export type TakenSeat = { readonly tenantId: TenantId; readonly grade: SeatGrade }

/** The call that binds an agent, kept until wrap-up is over: the call itself has left the pool by then. */
export type ServedCall = { readonly callId: CallId; readonly tenantId: TenantId; readonly queueId: QueueId }

/** One routing pool: the agents, the queues they serve, the calls that wait, ring or talk. Plain data; time and ids come in with the inputs. */
export type PooledAgent = {
  readonly agentId: AgentId
  readonly homeTenantId: TenantId
  readonly device: AgentDevice
  readonly queueIds: readonly QueueId[]
  /** One in each tenant signed in for; ordered by tenant. */
  readonly seats: readonly TakenSeat[]
  readonly status: AgentStatus
  readonly statusSince: Instant
  /** When the agent last became free of a call; the longest idle agent has the smallest. A ring that went unanswered does not reset it. */
  readonly idleSince: Instant
  readonly phoneRegistered: boolean
  readonly muted: boolean
  /** The call that rings, is talked on or is wrapped up; null when the agent is free of calls. */
  readonly servedCall: ServedCall | null
  /** What the agent asked to become when the present call and its wrap-up are over. */
  readonly next: { readonly kind: 'notReady'; readonly reason: NotReadyReason } | { readonly kind: 'signedOut' } | null
}

export type PooledCall = {
  readonly callId: CallId
  readonly tenantId: TenantId
  readonly queueId: QueueId
  readonly priority: number
  /** The queue as it was when the call began: its times and its recording hold for this call, whatever is changed meanwhile. */
  readonly queue?: QueueConfig
  /** Made by the platform to try the tenant out. */
  readonly test?: true
  readonly enqueuedAt: Instant
  /** How often the call has been presented; numbers the presentation, so that a late answer is told from the present one. */
  readonly presentations: number
  readonly phase:
    | { readonly kind: 'waiting' }
    | {
        readonly kind: 'presented'
        readonly agentId: AgentId
        readonly presentation: number
        readonly presentedAt: Instant
      }
    | {
        readonly kind: 'talking'
        readonly agentId: AgentId
        readonly legId: LegId
        readonly connectedAt: Instant
        readonly held: boolean
      }
}

export type AcdState = {
  readonly queues: Readonly<Record<QueueId, QueueConfig>>
  readonly agents: Readonly<Record<AgentId, PooledAgent>>
  /** Ordered by id: calls come and go with every step, and a list is copied far faster than a table. */
  readonly calls: readonly PooledCall[]
  /** Phones registered by agents who have not signed in yet: their tenant is unknown, so no fact can be told of them. */
  readonly unclaimedPhones: Readonly<Record<AgentId, true>>
  /** Queues taken out of the configuration that still have calls; they go when the last of these calls does. */
  readonly closingQueues: Readonly<Record<QueueId, true>>
}

export type AcdInput =
  | { readonly kind: 'queue.configured'; readonly queue: QueueConfig }
  | { readonly kind: 'queue.removed'; readonly queueId: QueueId }
  /** Commands: answered by exactly one `command.reply` effect each. `allowedQueueIds` comes from the published configuration. */
  | {
      readonly kind: 'agent.signIn'
      readonly commandId: CommandId
      readonly agentId: AgentId
      readonly homeTenantId: TenantId
      readonly device: AgentDevice
      readonly queueIds: readonly QueueId[]
      readonly allowedQueueIds: readonly QueueId[]
      readonly seatOffers?: readonly SeatOffer[]
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
  /** The registrar's word about the agent's phone; also known before sign-in. */
  | { readonly kind: 'agent.phoneRegistered'; readonly agentId: AgentId }
  /** The phone is gone and the grace time (the shell's) is over. */
  | { readonly kind: 'agent.phoneLost'; readonly agentId: AgentId }
  /** By what is published, the agent may serve these queues no longer. */
  | { readonly kind: 'agent.queuesWithdrawn'; readonly agentId: AgentId; readonly queueIds: readonly QueueId[] }
  | {
      readonly kind: 'call.enqueue'
      readonly callId: CallId
      readonly tenantId: TenantId
      readonly queueId: QueueId
      readonly priority: number
      /** The queue as it was when the call began. */
      readonly queue?: QueueConfig
      readonly test?: true
    }
  /** The caller hung up or was cut off, in whatever phase. */
  | { readonly kind: 'call.callerLeft'; readonly callId: CallId }
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
  | { readonly kind: 'talk.held'; readonly callId: CallId; readonly agentId: AgentId }
  | { readonly kind: 'talk.retrieved'; readonly callId: CallId; readonly agentId: AgentId }
  /** The agent hung up (the call ends), or the agent's side vanished (`lost`: the caller goes back to the front of the queue). */
  | { readonly kind: 'talk.agentLeft'; readonly callId: CallId; readonly agentId: AgentId; readonly lost: boolean }
  | { readonly kind: 'timer.fired'; readonly timerId: string }

export type AcdEffect =
  | {
      readonly kind: 'agent.ring'
      readonly callId: CallId
      readonly agentId: AgentId
      readonly device: AgentDevice
      readonly presentation: number
    }
  | {
      readonly kind: 'agent.cancelRing'
      readonly callId: CallId
      readonly agentId: AgentId
      readonly presentation: number
    }
  /** The answer counts: join caller and agent, stop the music, record when the queue says so. */
  | {
      readonly kind: 'call.connect'
      readonly callId: CallId
      readonly agentId: AgentId
      readonly legId: LegId
      readonly record: boolean
    }
  /** The answer came too late (the call has gone, or rings elsewhere): hang that leg up. */
  | { readonly kind: 'leg.release'; readonly callId: CallId; readonly agentId: AgentId; readonly legId: LegId }
  /** The caller waits (again): play the queue's music. */
  | { readonly kind: 'call.playMusic'; readonly callId: CallId; readonly queueId: QueueId }
  | { readonly kind: 'call.hangUp'; readonly callId: CallId; readonly releasedBy: ReleasedBy }
  | { readonly kind: 'timer.set'; readonly timerId: string; readonly at: Instant }
  | { readonly kind: 'timer.cancel'; readonly timerId: string }
  | {
      readonly kind: 'command.reply'
      readonly commandId: CommandId
      readonly result:
        | { readonly ok: true }
        | {
            readonly ok: false
            readonly code: CommandErrorCode
            readonly message: string
            readonly detail?: RefusalDetail
          }
    }

/** A fact with the tenant it belongs to. */
export type AcdFact = { readonly tenantId: TenantId; readonly fact: Fact }

export type AcdStep = {
  readonly state: AcdState
  readonly effects: readonly AcdEffect[]
  readonly facts: readonly AcdFact[]
  readonly ignored: string | null
}
