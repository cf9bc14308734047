import type {
  ActAsId,
  AgentId,
  BranchId,
  DispositionId,
  Instant,
  Permission,
  QueueId,
  ReasonId,
  Role,
  TenantId,
  TenantStatus,
  UserId,
} from '@seatline/core'

export type BrandView = { readonly name: string; readonly color: string; readonly logoUrl: string | null }

/** A tenant as its members see it. */
export type TenantView = {
  readonly id: TenantId
  readonly name: string
  /** What callers and agents see as the brand. */
  readonly brand: BrandView
  readonly locale: string
  readonly timeZone: string
  readonly currency: string
  readonly kind: 'operator' | 'client'
  readonly status: TenantStatus
}

export type PersonView = {
  readonly id: UserId
  readonly email: string
  readonly name: string
  readonly locale: string
}

export type MembershipView = {
  readonly tenant: TenantView
  readonly roles: readonly Role[]
  readonly permissions: readonly Permission[]
  readonly branchId: BranchId | null
  readonly actAs: { readonly id: ActAsId; readonly reason: string; readonly expiresAt: Instant } | null
}

export type QueueView = { readonly id: QueueId; readonly tenantId: TenantId; readonly name: string }

export type AllowedQueues = { readonly tenant: TenantView; readonly queues: readonly QueueView[] }

/** The agent a person is, with what the agent may sign in for. */
export type ViewerAgentView = {
  readonly id: AgentId
  readonly name: string
  readonly allowed: readonly AllowedQueues[]
}

export type ViewerView = {
  readonly person: PersonView
  readonly memberships: readonly MembershipView[]
  readonly serverTime: Instant
}

export type ReasonView = { readonly id: ReasonId; readonly tenantId: TenantId; readonly label: string }

export type DispositionView = { readonly id: DispositionId; readonly tenantId: TenantId; readonly label: string }
