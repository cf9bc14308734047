import type { AgentId, Permission, PlatformPermission, TenantId, TenantPermission } from '@seatline/core'
import { ForbiddenError, NotFoundError } from '../user-errors.ts'
import { tenantDatabaseScope } from './request-scope.ts'
import type { RequestScope, TenantScope } from './request-scope.ts'
import { findTenant } from './tenant-directory.ts'
import { permits, rolesIn, standingIn, tenantsWith } from './viewer.ts'

/**
 * Wraps work on a tenant: for one who is nothing in it the tenant does not exist, without the permission it is forbidden. The work sees that tenant's rows and no
 * other's. Of several permissions one is enough. Every service function that touches a tenant's rows is made by this wrapper, by `authorizedAgent` or by `authorizedPlatform`.
 */
export function authorized<I extends { readonly tenantId: TenantId }, T>(
  permission: TenantPermission | readonly TenantPermission[],
  work: (scope: TenantScope, input: I) => Promise<T>,
): (scope: RequestScope, input: I) => Promise<T> {
  return async (scope, input) => {
    const narrowed = await enterTenant(scope, input.tenantId)
    const oneOf = typeof permission === 'string' ? [permission] : permission
    if (!oneOf.some((each) => permits(scope.viewer, input.tenantId, each))) throw new ForbiddenError()
    return work(narrowed, input)
  }
}

/**
 * Like `authorized`, for what belongs to the company as a whole and shows one branch what is another's, as the drawing of a flow does that leads callers to the
 * queues of all: whoever is confined to a branch is refused, whatever the role.
 */
export const authorizedUnconfined = <I extends { readonly tenantId: TenantId }, T>(
  permission: TenantPermission,
  work: (scope: TenantScope, input: I) => Promise<T>,
): ((scope: RequestScope, input: I) => Promise<T>) =>
  authorized(permission, async (scope, input: I) => {
    if (standingIn(scope.viewer, input.tenantId).isConfined)
      throw new ForbiddenError('Only the head office can see this: it concerns all branches.')
    return work(scope, input)
  })

/** The scope of one tenant; throws what a stranger is told when the viewer is nothing in it. */
export async function enterTenant(scope: RequestScope, tenantId: TenantId): Promise<TenantScope> {
  const { viewer } = scope
  const tenant = rolesIn(viewer, tenantId).length === 0 ? null : await findTenant(scope, tenantId)
  if (tenant === null) throw new NotFoundError('tenant')
  const wall = tenantDatabaseScope(viewer, tenantId)
  return { ...scope, tenant, run: (work) => scope.runIn(wall, work) }
}

/** Like `authorized`, for what the operator also has of its own (agents, reasons): in the operator's own tenant whoever manages tenants does it. */
export function authorizedSetUp<I extends { readonly tenantId: TenantId }, T>(
  permission: TenantPermission,
  work: (scope: TenantScope, input: I) => Promise<T>,
): (scope: RequestScope, input: I) => Promise<T> {
  return async (scope, input) => {
    const narrowed = await enterTenant(scope, input.tenantId)
    const needed =
      narrowed.tenant.kind === 'operator' && permission !== 'configuration.view' ? 'platform.manageTenants' : permission
    if (!permits(scope.viewer, input.tenantId, needed)) throw new ForbiddenError()
    return work(narrowed, input)
  }
}

export type PlatformScope = RequestScope & { readonly operatorTenantId: TenantId }

/**
 * Wraps what the operator does on the platform as a whole. The work sees the operator's own rows, and of all tenants what row-level security shows the operator
 * (tenants, people, seats, alarms, audit), never their calls.
 */
export function authorizedPlatform<I, T>(
  permission: PlatformPermission | 'live.viewAgents',
  work: (scope: PlatformScope, input: I) => Promise<T>,
): (scope: RequestScope, input: I) => Promise<T> {
  return async (scope, input) => {
    const { operator, person } = scope.viewer
    if (operator === null || !permits(scope.viewer, operator.tenantId, permission)) throw new ForbiddenError()
    const wall = { tenantIds: [operator.tenantId], operator: true, userId: person.id }
    return work({ ...scope, operatorTenantId: operator.tenantId, run: (unit) => scope.runIn(wall, unit) }, input)
  }
}

export type AgentScope = RequestScope & { readonly agentId: AgentId }

/** Wraps what a person does as an agent: the person must be one, with the permission in at least one tenant. */
export function authorizedAgent<I, T>(
  permission: Permission,
  work: (scope: AgentScope, input: I) => Promise<T>,
): (scope: RequestScope, input: I) => Promise<T> {
  return async (scope, input) => {
    const { agent } = scope.viewer
    if (agent === null || tenantsWith(scope.viewer, permission).length === 0)
      throw new ForbiddenError('Only an agent can do this.')
    return work({ ...scope, agentId: agent.id }, input)
  }
}
