import type { TenantId } from '@seatline/core'
import { tenantFromRow } from '../tenants/rows.ts'
import type { TenantView } from '../tenants/tenant-views.ts'
import type { RequestScope } from './request-scope.ts'
import { membershipIn } from './viewer.ts'

/** The tenant, for its members and for the operator's people; null for everybody else. */
export async function findTenant(scope: RequestScope, tenantId: TenantId): Promise<TenantView | null> {
  const membership = membershipIn(scope.viewer, tenantId)
  if (membership !== null) return membership.tenant
  if (scope.viewer.operator === null) return null
  const row = await scope.runIn({ tenantIds: [tenantId] }, (tx) => tx.tenant.findUnique({ where: { id: tenantId } }))
  return row === null ? null : tenantFromRow(row)
}
