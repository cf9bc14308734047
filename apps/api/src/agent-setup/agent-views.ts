import type { AgentId, BranchId, GroupId, QueueId, SeatGrade, SkillId, TenantId, UserId } from '@seatline/core'
import type { QueueView, TenantView } from '../tenants/tenant-views.ts'

export type HeldSkill = { readonly id: SkillId; readonly name: string; readonly proficiency: number }
export type JoinedGroup = { readonly id: GroupId; readonly name: string; readonly leads: boolean }
export type ServedClient = { readonly tenant: TenantView; readonly queueIds: readonly QueueId[] }

/** An agent as the tenant may know them: of a shared one the name and what concerns this tenant, nothing of the home or of other tenants. */
export type AgentSetupView = {
  readonly id: AgentId
  /** The tenant that looks. */
  readonly tenantId: TenantId
  readonly name: string
  /** At home with the operator, who alone changes what is the agent's own. */
  readonly shared: boolean
  readonly active: boolean
  readonly grade: SeatGrade
  readonly employeeNumber: string | null
  readonly branchId: BranchId | null
  /** Takes calls of emergency queues alone. */
  readonly emergencyOnly: boolean
  /** Reached by transfer alone. */
  readonly expert: boolean
  readonly logIn: { readonly userId: UserId; readonly email: string } | null
  readonly queues: readonly QueueView[]
  readonly groups: readonly JoinedGroup[]
  readonly skills: readonly HeldSkill[]
  /** For the operator: the clients that an agent of its own serves. */
  readonly serves: readonly ServedClient[]
}

export type AgentFilter = {
  readonly search: string | null
  readonly queueId: QueueId | null
  readonly groupId: GroupId | null
  readonly skillId: SkillId | null
  readonly active: boolean | null
}

export type AgentPage = { readonly totalCount: number; readonly rows: readonly AgentSetupView[] }

export type GroupMemberView = {
  readonly id: AgentId
  readonly name: string
  readonly active: boolean
  readonly leads: boolean
}
export type GroupView = {
  readonly id: GroupId
  readonly name: string
  readonly branchId: BranchId | null
  readonly members: readonly GroupMemberView[]
}

export type SkillView = {
  readonly id: SkillId
  readonly name: string
  readonly agentCount: number
  /** Queues that ask for it. */
  readonly queues: readonly QueueView[]
}

export type PersonChoice = { readonly id: UserId; readonly name: string; readonly email: string }

export type ImportIssue = {
  readonly line: number
  readonly field: string
  readonly code: string
  readonly message: string
}
/** What an import did, or would do; nothing is kept while there is an issue. */
export type ImportReport = {
  readonly kept: boolean
  readonly created: number
  readonly updated: number
  readonly issues: readonly ImportIssue[]
}
