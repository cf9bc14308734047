import type { CallId, Instant, RoutingReason, TenantId, WaitCause } from '@seatline/core'
import type { AgentStatusKindView, AgentView } from '../agents/agent-views.ts'
import type { PRESENTATION_OUTCOMES } from '../calls/call-views.ts'
import type { QueueView } from '../tenants/tenant-views.ts'

/** Why a call was brought to an agent, and what came of it. */
export type DecisionView = {
  readonly id: string
  readonly tenantId: TenantId
  readonly callId: CallId
  readonly ani: string
  readonly at: Instant
  readonly queue: QueueView | null
  readonly agent: AgentView
  readonly presentation: number
  readonly outcome: (typeof PRESENTATION_OUTCOMES)[number] | null
  readonly reason: RoutingReason
  /** Names of everybody whom the reason speaks of. */
  readonly names: ReadonlyMap<string, string>
}

export type DecisionFilter = {
  readonly from: Instant | null
  readonly to: Instant | null
  readonly queueId: string | null
  readonly agentId: string | null
  readonly method: string | null
}
export type DecisionPage = { readonly totalCount: number; readonly rows: readonly DecisionView[] }

export const MOMENT_KINDS = [
  'queued',
  'told',
  'relaxed',
  'held',
  'rung',
  'noAnswer',
  'overflowed',
  'left',
  'connected',
  'abandoned',
] as const

/** Something that happened while a caller waited. */
export type WaitMoment = {
  readonly kind: (typeof MOMENT_KINDS)[number]
  readonly at: Instant
  readonly agent: AgentView | null
  readonly queue: QueueView | null
  /** Callers of the queue who had come before and waited still. */
  readonly ahead: number | null
  readonly step: number | null
  readonly expectedMs: number | null
  /** How a ringing ended, where the call went. */
  readonly detail: string | null
  /** Why nobody could be rung at that moment. */
  readonly causes: readonly { readonly kind: WaitCause['kind']; readonly agent: AgentView | null }[]
}

/** For how long of a span an agent was what. */
export type AgentShare = {
  readonly agent: AgentView
  readonly shares: readonly { readonly status: AgentStatusKindView; readonly ms: number }[]
}

export type WaitView = {
  readonly from: Instant
  readonly to: Instant
  readonly waitMs: number
  readonly moments: readonly WaitMoment[]
  readonly agents: readonly AgentShare[]
}

export type AgentSpan = { readonly status: AgentStatusKindView; readonly from: Instant; readonly to: Instant }

/** Why an agent was not given a call that somebody else was given. */
export const PASSED_OVER = [
  'expert',
  'emergencyOnly',
  'skillTooLow',
  'noCapacity',
  'ruleNarrowed',
  'justTried',
  'behindInOrder',
  'notReady',
  'notSignedIn',
  'notInQueue',
] as const
export type PassedOverReason = (typeof PASSED_OVER)[number]
export type PassedOver = {
  readonly decision: DecisionView
  readonly why: PassedOverReason
  /** The place in the order of those who could have taken the call; the first one got it. */
  readonly rank: number | null
}

export type AgentWorkView = {
  readonly agent: AgentView
  readonly from: Instant
  readonly to: Instant
  readonly spans: readonly AgentSpan[]
  readonly queues: readonly QueueView[]
  readonly emergencyOnly: boolean
  readonly expert: boolean
  readonly got: readonly DecisionView[]
  readonly passedOver: readonly PassedOver[]
}

export type EstimatePoint = {
  readonly at: Instant
  readonly position: number
  readonly expectedMs: number
  readonly actualMs: number
}
/** What callers were told of their wait, against what came true. */
export type EstimateView = {
  readonly points: readonly EstimatePoint[]
  readonly told: number
  readonly compared: number
  /** Mean of told minus true: above 0, too long was told. */
  readonly biasMs: number | null
  readonly meanErrorMs: number | null
  /** Share of those who waited at most as long as they were told, a tenth more included. */
  readonly keptShare: number | null
}
