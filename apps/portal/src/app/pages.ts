import type { Membership, Permission, Viewer } from './viewer.ts'

/** Where a page stands in the menu. */
export const PAGE_GROUPS = ['service', 'setUp', 'company', 'operator', 'finance'] as const
export type PageGroup = (typeof PAGE_GROUPS)[number]

type PageEntry = { readonly group: PageGroup; readonly needs: readonly Permission[] }

/** The screens of one tenant, in the order of the menu, and the rights of which one opens each. */
const TENANT_PAGE_TABLE = {
  live: { group: 'service', needs: ['LIVE_VIEW_CALLS', 'LIVE_VIEW_AGENTS'] },
  calls: { group: 'service', needs: ['CALLS_VIEW_ALL'] },
  voicemail: { group: 'service', needs: ['VOICEMAIL_HANDLE_ALL', 'VOICEMAIL_HANDLE_OWN'] },
  callbacks: { group: 'service', needs: ['CALLBACKS_VIEW'] },
  surveys: { group: 'service', needs: ['SURVEYS_VIEW'] },
  lists: { group: 'service', needs: ['LISTS_VIEW'] },
  decisions: { group: 'service', needs: ['DECISIONS_VIEW'] },
  callers: { group: 'setUp', needs: ['CALLERS_MANAGE'] },
  numbers: { group: 'setUp', needs: ['CONFIGURATION_VIEW'] },
  flows: { group: 'setUp', needs: ['CONFIGURATION_VIEW'] },
  queues: { group: 'setUp', needs: ['CONFIGURATION_VIEW'] },
  hours: { group: 'setUp', needs: ['CONFIGURATION_VIEW'] },
  agents: { group: 'setUp', needs: ['CONFIGURATION_VIEW'] },
  prompts: { group: 'setUp', needs: ['CONFIGURATION_VIEW'] },
  announcements: { group: 'setUp', needs: ['CONFIGURATION_VIEW'] },
  codes: { group: 'setUp', needs: ['CONFIGURATION_VIEW'] },
  scripts: { group: 'setUp', needs: ['CONFIGURATION_VIEW'] },
  versions: { group: 'setUp', needs: ['CONFIGURATION_VIEW'] },
  preflight: { group: 'setUp', needs: ['PREFLIGHT_RUN'] },
  people: { group: 'company', needs: ['PEOPLE_VIEW'] },
  rights: { group: 'company', needs: ['PEOPLE_VIEW'] },
  branches: { group: 'company', needs: ['BRANCHES_MANAGE'] },
  branding: { group: 'company', needs: ['BRANDING_MANAGE'] },
  seats: { group: 'company', needs: ['SEATS_VIEW'] },
  seatUse: { group: 'company', needs: ['SEATS_VIEW'] },
  bill: { group: 'company', needs: ['BILL_VIEW'] },
  invoices: { group: 'company', needs: ['BILL_VIEW'] },
  payments: { group: 'company', needs: ['BILL_VIEW'] },
  callerAccounts: { group: 'company', needs: ['CALLER_ACCOUNTS_MANAGE'] },
  contract: { group: 'company', needs: ['CONTRACT_VIEW'] },
  audit: { group: 'company', needs: ['AUDIT_VIEW'] },
} as const satisfies Record<string, PageEntry>
export type TenantPage = keyof typeof TENANT_PAGE_TABLE
export const TENANT_PAGES = Object.keys(TENANT_PAGE_TABLE) as readonly TenantPage[]

/** The operator's own screens. */
const OPERATOR_PAGE_TABLE = {
  console: { group: 'operator', needs: ['PLATFORM_VIEW_CONSOLE'] },
  onboarding: { group: 'operator', needs: ['PLATFORM_MANAGE_TENANTS'] },
  inventory: { group: 'operator', needs: ['PLATFORM_VIEW_NUMBERS'] },
  trunks: { group: 'operator', needs: ['PLATFORM_VIEW_TRUNKS'] },
  platformPayments: { group: 'operator', needs: ['PLATFORM_VIEW_FINANCE'] },
  contracts: { group: 'operator', needs: ['PLATFORM_VIEW_FINANCE'] },
  platformAudit: { group: 'operator', needs: ['PLATFORM_VIEW_AUDIT'] },
  finance: { group: 'finance', needs: ['PLATFORM_VIEW_FINANCE'] },
  platformInvoices: { group: 'finance', needs: ['PLATFORM_VIEW_FINANCE'] },
  closing: { group: 'finance', needs: ['PLATFORM_VIEW_FINANCE'] },
  accounts: { group: 'finance', needs: ['PLATFORM_VIEW_FINANCE'] },
  reconciliation: { group: 'finance', needs: ['PLATFORM_VIEW_FINANCE'] },
  margin: { group: 'finance', needs: ['PLATFORM_VIEW_FINANCE'] },
} as const satisfies Record<string, PageEntry>
export type OperatorPage = keyof typeof OPERATOR_PAGE_TABLE
export const OPERATOR_PAGES = Object.keys(OPERATOR_PAGE_TABLE) as readonly OperatorPage[]

export const DESKTOP_PATH = '/desktop'
export const OWN_RIGHTS_PATH = '/my-rights'
export const tenantPagePath = (tenantId: string, page: TenantPage): string => `/t/${tenantId}/${page}`
export const operatorPagePath = (page: OperatorPage): string => `/operator/${page}`
export const groupOf = (page: TenantPage): PageGroup => TENANT_PAGE_TABLE[page].group
export const operatorGroupOf = (page: OperatorPage): PageGroup => OPERATOR_PAGE_TABLE[page].group

const holdsOneOf = (membership: Membership, needs: readonly Permission[]): boolean =>
  needs.some((permission) => membership.permissions.includes(permission))

/** Pages of calls mean nothing for the operator's own tenant, which has no callers. */
const CLIENT_ONLY: readonly TenantPage[] = [
  'branches',
  'live',
  'calls',
  'voicemail',
  'callbacks',
  'surveys',
  'lists',
  'decisions',
  'callers',
  'numbers',
  'flows',
  'queues',
  'hours',
  'prompts',
  'announcements',
  'scripts',
  'versions',
  'preflight',
  'seats',
  'bill',
  'invoices',
  'payments',
  'callerAccounts',
  'seatUse',
  'contract',
]

export function canOpen(membership: Membership, page: TenantPage): boolean {
  if (membership.tenant.kind === 'OPERATOR' && CLIENT_ONLY.includes(page)) return false
  return holdsOneOf(membership, TENANT_PAGE_TABLE[page].needs)
}

/** The membership at the operator, for its people. */
export const operatorMembership = (viewer: Viewer): Membership | null =>
  viewer.memberships.find(
    ({ tenant, permissions }) => tenant.kind === 'OPERATOR' && permissions.includes('PLATFORM_VIEW_CONSOLE'),
  ) ?? null

export function canOpenOperatorPage(viewer: Viewer, page: OperatorPage): boolean {
  const membership = operatorMembership(viewer)
  return membership !== null && holdsOneOf(membership, OPERATOR_PAGE_TABLE[page].needs)
}

/** The tenants of which the person may see more than the own desktop. */
export const manageableMemberships = (viewer: Viewer): readonly Membership[] =>
  viewer.memberships.filter((membership) => TENANT_PAGES.some((page) => canOpen(membership, page)))

/** Where a person begins: agents at their desktop, the operator at the console, everybody else at the first screen they may open. */
export function startPath(viewer: Viewer): string | null {
  if (viewer.agent !== null) return DESKTOP_PATH
  const operatorPage = OPERATOR_PAGES.find((page) => canOpenOperatorPage(viewer, page))
  if (operatorPage !== undefined) return operatorPagePath(operatorPage)
  const [first] = manageableMemberships(viewer)
  if (first === undefined) return null
  const page = TENANT_PAGES.find((candidate) => canOpen(first, candidate))
  return page === undefined ? null : tenantPagePath(first.tenant.id, page)
}
