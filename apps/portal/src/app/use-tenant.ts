import { useParams } from 'react-router'
import { useViewer } from './viewer.ts'
import type { Membership } from './viewer.ts'

/** The tenant the address names. A tenant one is no member of is treated as one that does not exist: the server says no more either. */
export function useTenant(): Membership['tenant'] {
  return useMembershipOfPage().tenant
}

export function useMembershipOfPage(): Membership {
  const { viewer } = useViewer()
  const { tenantId } = useParams()
  const membership = viewer.memberships.find(({ tenant }) => tenant.id === tenantId)
  if (membership === undefined) throw new UnknownTenantError()
  return membership
}

/** Shown as "page not found" by the route's error boundary. */
export class UnknownTenantError extends Error {
  readonly code = 'tenant.unknown'
}
