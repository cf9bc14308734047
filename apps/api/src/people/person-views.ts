import type {
  AgentId,
  BranchId,
  Instant,
  InvitationId,
  QueueId,
  Role,
  SeatGrade,
  TenantId,
  UserId,
} from '@seatline/core'

/** A person as the people of one tenant see them: nothing here tells of other tenants. */
export type TenantPersonView = {
  readonly id: UserId
  readonly tenantId: TenantId
  readonly name: string
  readonly email: string
  readonly locale: string
  readonly roles: readonly Role[]
  readonly branch: PersonBranch | null
  /** Set for those who take calls. */
  readonly agent: { readonly id: AgentId; readonly grade: SeatGrade; readonly employeeNumber: string | null } | null
  readonly since: Instant
}

export type PersonBranch = { readonly id: BranchId; readonly name: string }

export const INVITATION_STATES = ['open', 'expired', 'accepted', 'withdrawn'] as const
export type InvitationState = (typeof INVITATION_STATES)[number]

export type InvitationView = {
  readonly id: InvitationId
  readonly tenantId: TenantId
  readonly email: string
  readonly name: string
  readonly locale: string
  readonly roles: readonly Role[]
  readonly branch: PersonBranch | null
  readonly grade: SeatGrade
  readonly employeeNumber: string | null
  readonly queueIds: readonly QueueId[]
  readonly state: InvitationState
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly sentAt: Instant | null
  /** Why the mail could not be sent, in English. */
  readonly sendProblem: string | null
}

/** The link is known only now: the table holds a hash of its token. */
export type SentInvitationView = { readonly invitation: InvitationView; readonly link: string }

export type PeopleFilter = { readonly text: string | null; readonly role: Role | null }
