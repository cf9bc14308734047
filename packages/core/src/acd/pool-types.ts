import type { AgentDevice, AgentStatus, NotReadyReason } from '../agents/agent-status.ts'
import type { TransferParty } from '../contracts/commands.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import type { SeatGrade } from '../entitlements/entitlements.ts'
import type { AgentId, CallbackId, CallId, FlowId, GroupId, LegId, QueueId, SkillId, TenantId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { ArrivalRate } from './fair-share.ts'
import type { CallerFacts, PoolShare } from './queue-routing.ts'

/** A rented seat that an agent sits on while signed in for the tenant's queues. */
export type TakenSeat = { readonly tenantId: TenantId; readonly grade: SeatGrade }

/** The call that binds an agent, kept until wrap-up is over: the call itself has left the pool by then. */
export type ServedCall = {
  readonly callId: CallId
  readonly tenantId: TenantId
  readonly queueId: QueueId
  readonly channel: Channel
}

/** A skill asked for, with the least proficiency (1 to 10) that is enough. */
export type SkillRequirement = { readonly skillId: SkillId; readonly proficiencyMin: number }

/** What an agent is to one tenant, as published. */
export type AgentAttributes = {
  readonly tenantId: TenantId
  readonly skills: readonly { readonly skillId: SkillId; readonly proficiency: number }[]
  readonly groupIds: readonly GroupId[]
  /** Takes calls of emergency queues alone. */
  readonly emergencyOnly: boolean
  /** Reached by transfer alone. */
  readonly expert: boolean
}

/** What can be served at once is counted for each channel on its own. */
export const CHANNELS = ['voice', 'chat', 'email', 'fax', 'task'] as const
export type Channel = (typeof CHANNELS)[number]
export type Capacity = Readonly<Record<Channel, number>>

/** While it is being made; nobody but its maker has it. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] }

/** One routing pool: the agents, the queues they serve, the calls that wait, ring or talk. Plain data; time and ids come in with the inputs. */
export type PooledAgent = {
  readonly agentId: AgentId
  readonly homeTenantId: TenantId
  readonly device: AgentDevice
  /** In the order of the ids. */
  readonly queueIds: readonly QueueId[]
  /** One in each tenant signed in for; ordered by tenant. */
  readonly seats: readonly TakenSeat[]
  /** What the agent is to each tenant; a tenant that is not named asks for nothing and gives nothing. Ordered by tenant. */
  readonly attributes: readonly AgentAttributes[]
  /** How many items of each channel at once; voice is exclusive. */
  readonly capacity: Capacity
  readonly status: AgentStatus
  readonly statusSince: Instant
  /** When the agent last became free of a call; the longest idle agent has the smallest. A ring that went unanswered does not reset it. */
  readonly idleSince: Instant
  readonly signedInAt: Instant
  /** Time since sign-in that was spent on calls (ringing to the end of wrap-up), up to the last change of status. */
  readonly busyMs: number
  readonly phoneRegistered: boolean
  readonly muted: boolean
  /** The call that rings, is talked on or is wrapped up; null when the agent is free of calls. */
  readonly servedCall: ServedCall | null
  /** Rings in a row that the agent did not answer. */
  readonly noAnswers: number
  /** The last call was one that had been kept waiting for exactly this agent: the next one is not, when others wait. */
  readonly servedHeld: boolean
  /** What the agent asked to become when the present call and its wrap-up are over. */
  readonly next: { readonly kind: 'notReady'; readonly reason: NotReadyReason } | { readonly kind: 'signedOut' } | null
}

/** What changes of an agent with the status. */
export type StatusChange = Pick<PooledAgent, 'status' | 'servedCall' | 'statusSince' | 'busyMs'>

/** One agent's phone that rings for the call. The number is unique among the presentations of the call. */
export type Ring = { readonly agentId: AgentId; readonly presentation: number; readonly presentedAt: Instant }

export type CallPhase =
  | { readonly kind: 'waiting' }
  /** One phone rings, or several (`ringAll`); never none. In the order of the presentations. */
  | {
      readonly kind: 'presented'
      readonly rings: readonly Ring[]
      /** All phones of the queue: whoever becomes free meanwhile may be rung too. */
      readonly atAll?: true
    }
  | {
      readonly kind: 'talking'
      readonly agentId: AgentId
      readonly legId: LegId
      readonly connectedAt: Instant
      readonly held: boolean
    }
  /** A callback whose agent has answered; the caller is being dialled. */
  | { readonly kind: 'dialling'; readonly agentId: AgentId; readonly legId: LegId; readonly answeredAt: Instant }
  /** The agent sent the caller into a flow and waits on the line; the agent's status is `hold` with `inFlow`. */
  | {
      readonly kind: 'inFlow'
      /** Null: the agent has left meanwhile. */
      readonly agentId: AgentId | null
      readonly legId: LegId | null
      readonly connectedAt: Instant
      readonly flowId: FlowId
    }
  /** An outside number rings (`legId` null) or talks. */
  | { readonly kind: 'outside'; readonly number: string; readonly presentation: number; readonly legId: LegId | null }

/** The rule that names the agent, by its place among the queue's rules, and how long it is waited for. */
export type Hold = {
  readonly agentId: AgentId
  readonly rule: 'designatedAgent' | 'ownerAgent' | 'lastAgent'
  readonly ruleIndex: number
  readonly until: Instant
}

export type PooledCall = {
  readonly callId: CallId
  readonly tenantId: TenantId
  readonly queueId: QueueId
  readonly channel: Channel
  /** As the flow or the number gave it; `order` has the rest in it. */
  readonly priority: number
  /** The queue as it was when the call began: its times, its recording and its routing hold for this call, whatever is changed meanwhile. */
  readonly queue?: QueueConfig
  /** Made by the platform to try the tenant out: waits like any other, and nobody is rung for it. */
  readonly test?: true
  /** Nothing is heard of the node that has the call: it keeps its place, and nobody is rung for it. */
  readonly silent?: true
  readonly caller: CallerFacts
  /** Asked for by the flow, besides what the queue asks for. */
  readonly skills: readonly SkillRequirement[]
  /** First entry into a queue; kept when the call comes back, overflows to another queue, or becomes a callback. */
  readonly enqueuedAt: Instant
  /** Entry into the present queue: steps and overflow count from it. */
  readonly waitsSince: Instant
  /**
   * The place among the calls of the queue, smallest first: `enqueuedAt` moved forward by the priority, `ageingMsPerPriority` for each step. All calls age at one rate,
   * so the order of two calls never changes while they wait.
   */
  readonly order: number
  /** The requirement step that holds: 0 is the queue's own requirement. */
  readonly step: number
  /** The call waits for exactly this agent, who is busy. */
  readonly hold: Hold | null
  /** How many of the queue's rules, from the first, have been waited for in vain. */
  readonly rulesSpent: number
  /** When something falls due for the waiting call: a step, the end of a hold, the overflow; null: nothing, or the call does not wait. */
  readonly dueAt: Instant | null
  /** How often the call has been presented; numbers the presentation, so that a late answer is told from the present one. */
  readonly presentations: number
  /** Rings without an answer in the present queue. */
  readonly unanswered: number
  /** The outside number did not answer: it is not rung for the call again. */
  readonly outsideTried: boolean
  /** Agents who did not answer this time round. */
  readonly tried: readonly AgentId[]
  /** Queues that the call has been in: it overflows to none of them again. */
  readonly visited: readonly QueueId[]
  /** The agent to be rung, by a transfer; the queue does not choose then. */
  readonly transferTo: AgentId | null
  /** Who is rung next, when whoever rings now does not answer: named by a transfer or by the flow. Absent: nobody. */
  readonly parties?: readonly TransferParty[]
  /** The call is an attempt to call somebody back. Until `reached` there is no caller on the line. */
  readonly callback: { readonly callbackId: CallbackId; readonly attempt: number; readonly reached: boolean } | null
  readonly phase: CallPhase
}

/** What changes of a call when phones begin to ring for it. */
export type RingChange = Pick<PooledCall, 'presentations' | 'phase'>

/** A caller who is to be called back. The item waits in the queue as a call with the id `callbackCallId(callbackId, attempt)`. */
export type PooledCallback = {
  readonly callbackId: CallbackId
  /** The call in which it was asked for. */
  readonly requestCallId: CallId
  readonly tenantId: TenantId
  readonly queueId: QueueId
  readonly number: string
  readonly priority: number
  readonly queue?: QueueConfig
  readonly caller: CallerFacts
  readonly skills: readonly SkillRequirement[]
  readonly enqueuedAt: Instant
  readonly attemptsMax: number
  readonly retryAfterMs: number
  /** Dials made so far. */
  readonly attempts: number
  /** The next attempt waits in no queue until then; null: it waits, rings, or is being dialled now. */
  readonly restsUntil: Instant | null
  readonly channel: Channel
  /** Of a message that this agent wants to answer: nobody else is rung for it, and it ends with the attempt. Absent: the queue chooses. */
  readonly onlyAgentId?: AgentId
}

/** What a queue remembers of the recent past. */
export type QueueMemory = {
  /** For `roundRobin`: who was rung last. */
  readonly lastAgentId: AgentId | null
  /** When calls were last given to agents, at most `ANSWERS_KEPT`, oldest first; and how long the last of them had waited. For the expected wait. */
  readonly servedAt: readonly Instant[]
  readonly lastWaitMs: number | null
  readonly arrivals: ArrivalRate | null
}

export type AcdState = {
  /** Changes of the engine that are switched on (`flags.ts`): part of the state, so that an old log replays as it went. */
  readonly flags: readonly number[]
  readonly queues: Readonly<Record<QueueId, QueueConfig>>
  readonly tenants: Readonly<Record<TenantId, PoolShare>>
  readonly agents: Readonly<Record<AgentId, PooledAgent>>
  /** Ordered by id. */
  readonly calls: readonly PooledCall[]
  readonly callbacks: Readonly<Record<CallbackId, PooledCallback>>
  readonly memories: Readonly<Record<QueueId, QueueMemory>>
  /** Phones registered by agents who have not signed in yet: their tenant is unknown, so no fact can be told of them. */
  readonly unclaimedPhones: Readonly<Record<AgentId, true>>
  /** Queues taken out of the configuration that still have calls; they go when the last of these calls does. */
  readonly closingQueues: Readonly<Record<QueueId, true>>
}
