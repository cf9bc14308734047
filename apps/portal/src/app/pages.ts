import type { Membership, Permission, Viewer } from './viewer.ts'

/** The screens of one tenant, and the right that opens each. */
export const TENANT_PAGES = ['live', 'calls', 'bill'] as const
export type TenantPage = (typeof TENANT_PAGES)[number]

const NEEDS: Readonly<Record<TenantPage, readonly Permission[]>> = {
  live: ['LIVE_VIEW_CALLS', 'LIVE_VIEW_AGENTS'],
  calls: ['CALLS_VIEW_ALL'],
  bill: ['BILL_VIEW'],
}

export const DESKTOP_PATH = '/desktop'
export const tenantPagePath = (tenantId: string, page: TenantPage): string => `/t/${tenantId}/${page}`

export function canOpen(membership: Membership, page: TenantPage): boolean {
  return NEEDS[page].some((permission) => membership.permissions.includes(permission))
}

/** The tenants of which the person may see more than the own desktop. */
export const manageableMemberships = (viewer: Viewer): readonly Membership[] =>
  viewer.memberships.filter((membership) => TENANT_PAGES.some((page) => canOpen(membership, page)))

/** Where a person begins: agents at their desktop, everybody else at the first screen they may open. */
export function startPath(viewer: Viewer): string | null {
  if (viewer.agent !== null) return DESKTOP_PATH
  const [first] = manageableMemberships(viewer)
  if (first === undefined) return null
  const page = TENANT_PAGES.find((candidate) => canOpen(first, candidate))
  return page === undefined ? null : tenantPagePath(first.tenant.id, page)
}
