import { useMembershipOfPage } from '../app/use-tenant.ts'
import type { Permission } from '../app/viewer.ts'

/** Whether the viewer may do it in the tenant of the page. */
export const usePermission = (permission: Permission): boolean => useMembershipOfPage().permissions.includes(permission)
