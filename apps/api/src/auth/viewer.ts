import type {
  ActAsId,
  AgentId,
  BranchId,
  Instant,
  OperatorRole,
  Permission,
  Role,
  Standing,
  TenantId,
  UserId,
} from '@seatline/core'
import { isPermittedTo } from '@seatline/core'
import type { TenantView } from '../tenants/tenant-views.ts'

/** Who asks, with what they are in which tenant: from our own rows, by the token's subject. */
export type Viewer = {
  readonly subject: string
  readonly person: {
    readonly id: UserId
    readonly name: string
    readonly email: string
    readonly locale: string
  }
  readonly memberships: readonly Membership[]
  /** What the person is for the operator, and the operator's own tenant; null for everybody else. */
  readonly operator: { readonly tenantId: TenantId; readonly roles: readonly OperatorRole[] } | null
  readonly agent: { readonly id: AgentId; readonly name: string } | null
}

export type Membership = {
  readonly tenant: TenantView
  readonly roles: readonly Role[]
  /** The branch the person is confined to in this tenant. */
  readonly branchId: BranchId | null
  /** Set when someone of the operator works as the tenant's administrator for a while. */
  readonly actAs: { readonly id: ActAsId; readonly reason: string; readonly expiresAt: Instant } | null
}

export function membershipIn(viewer: Viewer, tenantId: string): Membership | null {
  return viewer.memberships.find((membership) => membership.tenant.id === tenantId) ?? null
}

/** What the viewer is in a tenant. Roles at the operator hold in every tenant; whether there is such a tenant is for `authorized` to find out. */
export function rolesIn(viewer: Viewer, tenantId: TenantId): readonly Role[] {
  return [...(membershipIn(viewer, tenantId)?.roles ?? []), ...(viewer.operator?.roles ?? [])]
}

/** All that decides what the viewer may do in a tenant. */
export function standingIn(viewer: Viewer, tenantId: TenantId): Standing {
  const membership = membershipIn(viewer, tenantId)
  return standingOf(rolesIn(viewer, tenantId), membership)
}

function standingOf(roles: readonly Role[], membership: Pick<Membership, 'actAs' | 'branchId'> | null): Standing {
  const actsAsAdmin = (membership?.actAs ?? null) !== null
  return {
    // The administrator's role is lent, not held, by one who acts as the administrator.
    roles: [...new Set(roles)].filter((role) => !(actsAsAdmin && role === 'admin')),
    actsAsAdmin,
    isConfined: (membership?.branchId ?? null) !== null,
  }
}

/** What a membership by itself allows, without what the person is elsewhere. */
export const standingOfMembership = (membership: Membership): Standing => standingOf(membership.roles, membership)

export function permits(viewer: Viewer, tenantId: TenantId, permission: Permission): boolean {
  return isPermittedTo(standingIn(viewer, tenantId), permission)
}

/** The tenants of which the viewer is a member with the permission. */
export function tenantsWith(viewer: Viewer, permission: Permission): TenantId[] {
  return viewer.memberships
    .filter((membership) => isPermittedTo(standingOfMembership(membership), permission))
    .map((membership) => membership.tenant.id)
}
