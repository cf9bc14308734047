import type { AgentId, Permission, Role, TenantId, UserId } from '@seatline/core'
import { isPermitted } from '@seatline/core'
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
  readonly agent: { readonly id: AgentId; readonly name: string } | null
}

export type Membership = { readonly tenant: TenantView; readonly roles: readonly Role[] }

export function rolesIn(viewer: Viewer, tenantId: TenantId): readonly Role[] {
  return viewer.memberships.find((membership) => membership.tenant.id === tenantId)?.roles ?? []
}

export function tenantOf(viewer: Viewer, tenantId: string): TenantView | null {
  return viewer.memberships.find((membership) => membership.tenant.id === tenantId)?.tenant ?? null
}

export function permits(viewer: Viewer, tenantId: TenantId, permission: Permission): boolean {
  return isPermitted(rolesIn(viewer, tenantId), permission)
}

/** The tenants in which the viewer holds the permission. */
export function tenantsWith(viewer: Viewer, permission: Permission): TenantId[] {
  return viewer.memberships
    .filter((membership) => isPermitted(membership.roles, permission))
    .map((membership) => membership.tenant.id)
}
