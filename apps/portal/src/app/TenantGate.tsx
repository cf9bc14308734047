import type { ReactNode } from 'react'
import { Outlet, useParams } from 'react-router'
import { ActingAsBanner } from '../act-as/ActingAsBanner.tsx'
import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import { UnknownTenantError, useTenantAccess } from './use-tenant.ts'

/** Lets the pages of a tenant begin when it is known what the viewer may do there. */
export function TenantGate(): ReactNode {
  const { tenantId } = useParams()
  const access = useTenantAccess(tenantId)
  if (access === undefined) return <PageSkeleton />
  if (access === null) throw new UnknownTenantError()
  return (
    <>
      <ActingAsBanner membership={access} />
      <Outlet />
    </>
  )
}
