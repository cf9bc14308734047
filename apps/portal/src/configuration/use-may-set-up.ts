import { useMembershipOfPage } from '../app/use-tenant.ts'
import type { Permission } from '../app/viewer.ts'

/** Like `usePermission`, for what the operator has of its own too: there whoever manages clients does it. */
export function useMaySetUp(permission: Permission): boolean {
  const { permissions, tenant } = useMembershipOfPage()
  return permissions.includes(tenant.kind === 'OPERATOR' ? 'PLATFORM_MANAGE_TENANTS' : permission)
}
