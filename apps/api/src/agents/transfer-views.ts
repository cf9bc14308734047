import type { FlowId, Instant } from '@seatline/core'
import type { OnCallNow } from '../on-call/on-call-views.ts'
import type { QueueView } from '../tenants/tenant-views.ts'
import type { AgentStatusKindView, AgentView } from './agent-views.ts'

export type TransferColleagueView = {
  readonly agent: AgentView
  readonly status: AgentStatusKindView
  readonly since: Instant
  readonly isExpert: boolean
}

export type TransferFlowView = { readonly id: FlowId; readonly name: string }

export type TransferTargetsView = {
  readonly queues: readonly QueueView[]
  readonly agents: readonly TransferColleagueView[]
  readonly flows: readonly TransferFlowView[]
  readonly onCall: readonly OnCallNow[]
  /** Whether a number outside may be asked for. */
  readonly outside: boolean
}
