import type { AgentId, Instant, SeatGrade, TenantId, TenantStatus } from '@seatline/core'
import type { TenantView } from '../tenants/tenant-views.ts'

export type OnboardedView = {
  readonly tenantId: TenantId
  /** True when the key had made it before. */
  readonly repeated: boolean
}

export type ContactView = { readonly name: string; readonly email: string; readonly phone: string }

export type StatusChangeView = {
  readonly at: Instant
  readonly from: TenantStatus | null
  readonly to: TenantStatus
  readonly reason: string
  readonly by: string | null
}

/** Somebody who was asked to be an administrator. */
export type FirstInvitationView = {
  readonly name: string
  readonly email: string
  readonly sentAt: Instant | null
  readonly sendProblem: string | null
  readonly acceptedAt: Instant | null
}

/** A client as the operator who onboards it sees it. */
export type TenantFileView = {
  readonly tenant: TenantView
  readonly contact: ContactView
  readonly requirements: string
  readonly template: string | null
  readonly createdAt: Instant
  readonly history: readonly StatusChangeView[]
  readonly next: readonly TenantStatus[]
  readonly numbers: readonly string[]
  readonly invitations: readonly FirstInvitationView[]
}

/** What the operator has that a new client can be given. */
export type StockView = {
  readonly numbers: readonly { readonly number: string; readonly kind: string; readonly reservedFor: string }[]
  readonly agents: readonly { readonly id: AgentId; readonly name: string; readonly grade: SeatGrade }[]
}
