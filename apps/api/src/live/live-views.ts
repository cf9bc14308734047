import type { CallId, Instant, TenantId } from '@seatline/core'
import type { AgentView, LiveAgentView } from '../agents/agent-views.ts'
import type { QueueView } from '../tenants/tenant-views.ts'

export const LIVE_CALL_STATES = ['menu', 'waiting', 'ringing', 'talking', 'hold'] as const
export type LiveCallState = (typeof LIVE_CALL_STATES)[number]

export type LiveCallView = {
  readonly id: CallId
  readonly ani: string
  readonly dnis: string
  readonly state: LiveCallState
  readonly since: Instant
  readonly arrivedAt: Instant
  readonly queue: QueueView | null
  readonly agent: AgentView | null
}

export type LiveQueueView = {
  readonly queue: QueueView
  readonly waiting: number
  readonly oldestWaitingSince: Instant | null
  readonly agentsReady: number
  readonly agentsTalking: number
  readonly agentsSignedIn: number
  readonly serviceLevelToday: ServiceLevelView
}

/** `ratio` is null while nothing counts yet. */
export type ServiceLevelView = {
  readonly ratio: number | null
  readonly answeredWithin: number
  readonly answered: number
  readonly abandoned: number
  readonly thresholdMs: number
  readonly definition: string
}

export type TenantLiveView = {
  readonly tenantId: TenantId
  readonly serverTime: Instant
  readonly calls: readonly LiveCallView[] | null
  readonly queues: readonly LiveQueueView[] | null
  readonly agents: readonly LiveAgentView[] | null
}
