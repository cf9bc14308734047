import { useParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/graphql.ts'
import { useViewer } from './viewer.ts'
import type { Membership, Viewer } from './viewer.ts'

const TenantAccessQuery = graphql(`
  query TenantAccess($tenantId: ID!) {
    tenantAccess(tenantId: $tenantId) {
      roles
      permissions
      branchId
      actingAs {
        id
        reason
        expiresAt
      }
      tenant {
        id
        name
        kind
        status
        timeZone
        currency
        locale
        brand {
          name
          color
          logoUrl
        }
      }
    }
  }
`)

const isOperators = (viewer: Viewer): boolean => viewer.memberships.some(({ tenant }) => tenant.kind === 'OPERATOR')

/**
 * What the viewer may do in the tenant the address names: from the memberships, or asked of the server for the operator's people, who are members of no client.
 * `undefined` while that is on its way, null for a tenant that is none of the viewer's.
 */
export function useTenantAccess(tenantId: string | undefined): Membership | null | undefined {
  const { viewer } = useViewer()
  const own = viewer.memberships.find(({ tenant }) => tenant.id === tenantId)
  const mustAsk = tenantId !== undefined && own === undefined && isOperators(viewer)
  const [{ data, fetching }] = useQuery({
    query: TenantAccessQuery,
    variables: { tenantId: tenantId ?? '' },
    pause: !mustAsk,
  })
  if (own !== undefined) return own
  if (!mustAsk) return null
  return data === undefined && fetching ? undefined : (data?.tenantAccess ?? null)
}

/** The tenant the address names. A tenant one is nothing in is treated as one that does not exist: the server says no more either. */
export function useTenant(): Membership['tenant'] {
  return useMembershipOfPage().tenant
}

/** Within a page of a tenant: `TenantGate` has seen to it that there is one. */
export function useMembershipOfPage(): Membership {
  const { tenantId } = useParams()
  const membership = useTenantAccess(tenantId)
  if (membership === null || membership === undefined) throw new UnknownTenantError()
  return membership
}

/** Shown as "page not found" by the route's error boundary. */
export class UnknownTenantError extends Error {
  readonly code = 'tenant.unknown'
}
