import { idSchema, permissionsHeld } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import { findTenant as findTenantById } from '../auth/tenant-directory.ts'
import { membershipIn, permits, rolesIn, standingIn, standingOfMembership } from '../auth/viewer.ts'
import * as repository from './repository.ts'
import type {
  DispositionView,
  MembershipView,
  QueueView,
  ReasonView,
  TenantView,
  ViewerAgentView,
  ViewerView,
} from './tenant-views.ts'

export function viewer(scope: RequestScope): ViewerView {
  return {
    person: scope.viewer.person,
    memberships: scope.viewer.memberships.map((membership) => ({
      ...membership,
      permissions: permissionsHeld(standingOfMembership(membership)),
    })),
    serverTime: scope.platform.now(),
  }
}

/** What the viewer may do in a tenant; null for one who is nothing there. */
export async function tenantAccess(scope: RequestScope, tenantId: TenantId): Promise<MembershipView | null> {
  const tenant = await findTenantById(scope, tenantId)
  if (tenant === null) return null
  const membership = membershipIn(scope.viewer, tenantId)
  const roles = [...new Set(rolesIn(scope.viewer, tenantId))]
  return {
    tenant,
    roles,
    permissions: permissionsHeld(standingIn(scope.viewer, tenantId)),
    branchId: membership?.branchId ?? null,
    actAs: membership?.actAs ?? null,
  }
}

/** The agent the viewer is, with the queues of each tenant in which the viewer may work; null for anyone else. */
export async function viewerAgent(scope: RequestScope): Promise<ViewerAgentView | null> {
  const { agent, memberships } = scope.viewer
  if (agent === null) return null
  const queues = await scope.run((tx) => repository.readAllowedQueues(tx, agent.id))
  const allowed = memberships
    .filter(({ tenant }) => permits(scope.viewer, tenant.id, 'agent.work'))
    .map(({ tenant }) => ({ tenant, queues: queues.filter((queue) => queue.tenantId === tenant.id) }))
    .filter((tenant) => tenant.queues.length > 0)
  return { ...agent, allowed }
}

export async function findTenant(scope: RequestScope, id: string): Promise<TenantView | null> {
  const tenantId = idSchema('tenant').safeParse(id)
  return tenantId.success ? findTenantById(scope, tenantId.data) : null
}

export async function findQueue(scope: RequestScope, id: string): Promise<QueueView | null> {
  if (!idSchema('queue').safeParse(id).success) return null
  return scope.run((tx) => repository.findQueue(tx, id))
}

const queuesOf = authorized(
  ['live.viewQueues', 'calls.viewAll', 'configuration.view'],
  (scope, { tenantId }: { tenantId: TenantId }) => scope.run((tx) => repository.readQueues(tx, tenantId)),
)
const reasonsOf = authorized(['agent.work', 'configuration.view'], (scope, { tenantId }: { tenantId: TenantId }) =>
  scope.run((tx) => repository.readReasons(tx, tenantId)),
)
const dispositionsOf = authorized(
  ['agent.work', 'calls.viewAll', 'configuration.view'],
  (scope, { tenantId }: { tenantId: TenantId }) => scope.run((tx) => repository.readDispositions(tx, tenantId)),
)

export const listQueues = (scope: RequestScope, tenantId: TenantId): Promise<QueueView[]> =>
  queuesOf(scope, { tenantId })
export const listReasons = (scope: RequestScope, tenantId: TenantId): Promise<ReasonView[]> =>
  reasonsOf(scope, { tenantId })
export const listDispositions = (scope: RequestScope, tenantId: TenantId): Promise<DispositionView[]> =>
  dispositionsOf(scope, { tenantId })
