import { useViewer } from './viewer.ts'
import type { Membership, Permission } from './viewer.ts'

/** What the viewer is for the operator: its pages stand in no tenant. */
export function useOperator(): Membership {
  const { viewer } = useViewer()
  const own = viewer.memberships.find(({ tenant }) => tenant.kind === 'OPERATOR')
  if (own === undefined) throw new Error('an operator page without the operator')
  return own
}

/** Whether the viewer may do it on the platform as a whole. */
export const usePlatformPermission = (permission: Permission): boolean => useOperator().permissions.includes(permission)
