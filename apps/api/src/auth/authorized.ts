import type { AgentId, Permission, TenantId } from '@seatline/core'
import { ForbiddenError, NotFoundError } from '../user-errors.ts'
import type { RequestScope } from './request-scope.ts'
import { permits, rolesIn, tenantsWith } from './viewer.ts'

/**
 * Wraps work on a tenant: without membership the tenant does not exist for the viewer, without the permission it is forbidden. Every service function that
 * touches a tenant's rows is made by this wrapper or by `authorizedAgent`.
 */
export function authorized<I extends { readonly tenantId: TenantId }, T>(
  permission: Permission,
  work: (scope: RequestScope, input: I) => Promise<T>,
): (scope: RequestScope, input: I) => Promise<T> {
  return async (scope, input) => {
    if (rolesIn(scope.viewer, input.tenantId).length === 0) throw new NotFoundError('tenant')
    if (!permits(scope.viewer, input.tenantId, permission)) throw new ForbiddenError()
    return work(scope, input)
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
