/** What a person of the operator is. Held in the operator's own tenant; the tenant rights below hold in every client company. */
export const OPERATOR_ROLES = ['operatorAdmin', 'operatorSupervisor', 'operatorFinance'] as const
export type OperatorRole = (typeof OPERATOR_ROLES)[number]

/** What a person is in one tenant. One person may be different things in different tenants, and several in one. */
export const TENANT_ROLES = ['admin', 'reportViewer', 'leader', 'qa', 'agent', 'expert'] as const
export type TenantRole = (typeof TENANT_ROLES)[number]

export const ROLES = [...OPERATOR_ROLES, ...TENANT_ROLES] as const
export type Role = (typeof ROLES)[number]

export const isOperatorRole = (role: Role): role is OperatorRole => OPERATOR_ROLES.some((each) => each === role)

/** What can be allowed in a tenant. `…Own` covers only the calls the person took as an agent, and the messages that are addressed to the person. */
export const TENANT_PERMISSIONS = [
  'tenant.view',
  'agent.work',
  'agent.transferOutside',
  'live.viewQueues',
  'live.viewCalls',
  'live.viewAgents',
  'calls.viewAll',
  'calls.viewOwn',
  'recordings.playAll',
  'recordings.playOwn',
  'bill.view',
  'people.view',
  'people.manage',
  'branches.manage',
  'configuration.view',
  'configuration.rollBack',
  'agents.manage',
  'queues.manage',
  'hours.manage',
  'flows.manage',
  'prompts.manage',
  'announcements.manage',
  'numbers.route',
  'codes.manage',
  'scripts.manage',
  'branding.manage',
  'lists.view',
  'lists.apply',
  'lists.decide',
  'callers.view',
  'callers.manage',
  'decisions.view',
  'seats.view',
  'seats.change',
  'audit.view',
  'preflight.run',
  'voicemail.handleAll',
  'voicemail.handleOwn',
  'voicemail.manage',
  'callbacks.view',
  'callbacks.manage',
  'surveys.view',
  'surveys.manage',
  'payments.manage',
  'contract.view',
  'callerAccounts.manage',
] as const
export type TenantPermission = (typeof TENANT_PERMISSIONS)[number]

/** What can be allowed on the platform as a whole. Asked of the operator's own tenant. */
export const PLATFORM_PERMISSIONS = [
  'platform.viewConsole',
  'platform.viewAlarms',
  'platform.manageTenants',
  'platform.actAs',
  'platform.viewNumbers',
  'platform.manageNumbers',
  'platform.viewTrunks',
  'platform.manageTrunks',
  'platform.viewAudit',
  'platform.viewFinance',
  'platform.manageFinance',
] as const
export type PlatformPermission = (typeof PLATFORM_PERMISSIONS)[number]

export const PERMISSIONS = [...TENANT_PERMISSIONS, ...PLATFORM_PERMISSIONS] as const
export type Permission = (typeof PERMISSIONS)[number]

const yes = true
const no = false

const row = (
  operatorAdmin: boolean,
  operatorSupervisor: boolean,
  operatorFinance: boolean,
  admin: boolean,
  reportViewer: boolean,
  leader: boolean,
  qa: boolean,
  agent: boolean,
  expert: boolean,
): Readonly<Record<Role, boolean>> => ({
  operatorAdmin,
  operatorSupervisor,
  operatorFinance,
  admin,
  reportViewer,
  leader,
  qa,
  agent,
  expert,
})

/**
 * The rights, as a table: a row for each permission, a column for each role. Nothing else in the code decides by role. What a client's callers said and
 * how a client is set up are the client's own: the operator's people reach them by acting as the client's administrator, which needs a reason and is shown to
 * the client.
 */
// prettier-ignore
export const RIGHTS: Readonly<Record<Permission, Readonly<Record<Role, boolean>>>> = {
  //                            operator: admin  superv. finance  tenant: admin  reports leader  qa   agent  expert
  'tenant.view':             row(         yes,   yes,    yes,             yes,   yes,    yes,    yes, yes,   yes),
  'agent.work':              row(         no,    no,     no,              no,    no,     no,     no,  yes,   yes),
  'agent.transferOutside':   row(         no,    no,     no,              no,    no,     yes,    no,  no,    yes),
  'live.viewQueues':         row(         yes,   yes,    no,              yes,   yes,    yes,    no,  yes,   yes),
  'live.viewCalls':          row(         no,    yes,    no,              yes,   no,     yes,    no,  no,    no),
  'live.viewAgents':         row(         yes,   yes,    no,              yes,   yes,    yes,    no,  no,    no),
  'calls.viewAll':           row(         no,    yes,    no,              yes,   yes,    yes,    yes, no,    no),
  'calls.viewOwn':           row(         no,    no,     no,              no,    no,     yes,    no,  yes,   yes),
  'recordings.playAll':      row(         no,    yes,    no,              yes,   no,     yes,    yes, no,    no),
  'recordings.playOwn':      row(         no,    no,     no,              no,    no,     yes,    no,  yes,   yes),
  'bill.view':               row(         yes,   no,     yes,             yes,   no,     no,     no,  no,    no),
  'people.view':             row(         yes,   no,     no,              yes,   no,     yes,    no,  no,    no),
  'people.manage':           row(         yes,   no,     no,              yes,   no,     no,     no,  no,    no),
  'branches.manage':         row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'configuration.view':      row(         yes,   yes,    no,              yes,   no,     yes,    no,  no,    no),
  'configuration.rollBack':  row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'agents.manage':           row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'queues.manage':           row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'hours.manage':            row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'flows.manage':            row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'prompts.manage':          row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'announcements.manage':    row(         no,    no,     no,              yes,   no,     yes,    no,  no,    no),
  'numbers.route':           row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'codes.manage':            row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'scripts.manage':          row(         no,    no,     no,              yes,   no,     yes,    no,  no,    no),
  'branding.manage':         row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'lists.view':              row(         no,    no,     no,              yes,   no,     yes,    no,  yes,   yes),
  'lists.apply':             row(         no,    no,     no,              yes,   no,     yes,    no,  yes,   yes),
  'lists.decide':            row(         no,    no,     no,              yes,   no,     yes,    no,  no,    no),
  'callers.view':            row(         no,    no,     no,              yes,   no,     yes,    no,  yes,   yes),
  'callers.manage':          row(         no,    no,     no,              yes,   no,     yes,    no,  no,    no),
  'decisions.view':          row(         no,    yes,    no,              yes,   yes,    yes,    no,  no,    no),
  'seats.view':              row(         yes,   yes,    yes,             yes,   no,     yes,    no,  no,    no),
  'seats.change':            row(         yes,   no,     no,              yes,   no,     no,     no,  no,    no),
  'audit.view':              row(         yes,   no,     no,              yes,   no,     no,     no,  no,    no),
  'preflight.run':           row(         yes,   yes,    no,              yes,   no,     no,     no,  no,    no),
  'voicemail.handleAll':     row(         no,    no,     no,              yes,   no,     yes,    no,  no,    no),
  'voicemail.handleOwn':     row(         no,    no,     no,              no,    no,     yes,    no,  yes,   yes),
  'voicemail.manage':        row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'callbacks.view':          row(         no,    yes,    no,              yes,   yes,    yes,    no,  no,    no),
  'callbacks.manage':        row(         no,    no,     no,              yes,   no,     yes,    no,  no,    no),
  'surveys.view':            row(         no,    yes,    no,              yes,   yes,    yes,    yes, no,    no),
  'surveys.manage':          row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'payments.manage':         row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'contract.view':           row(         yes,   no,     yes,             yes,   no,     no,     no,  no,    no),
  'callerAccounts.manage':   row(         no,    no,     no,              yes,   no,     no,     no,  no,    no),
  'platform.viewConsole':    row(         yes,   yes,    yes,             no,    no,     no,     no,  no,    no),
  'platform.viewAlarms':     row(         yes,   yes,    no,              no,    no,     no,     no,  no,    no),
  'platform.manageTenants':  row(         yes,   no,     no,              no,    no,     no,     no,  no,    no),
  'platform.actAs':          row(         yes,   yes,    no,              no,    no,     no,     no,  no,    no),
  'platform.viewNumbers':    row(         yes,   yes,    yes,             no,    no,     no,     no,  no,    no),
  'platform.manageNumbers':  row(         yes,   no,     no,              no,    no,     no,     no,  no,    no),
  'platform.viewTrunks':     row(         yes,   yes,    no,              no,    no,     no,     no,  no,    no),
  'platform.manageTrunks':   row(         yes,   no,     no,              no,    no,     no,     no,  no,    no),
  'platform.viewAudit':      row(         yes,   no,     no,              no,    no,     no,     no,  no,    no),
  'platform.viewFinance':    row(         yes,   no,     yes,             no,    no,     no,     no,  no,    no),
  'platform.manageFinance':  row(         yes,   no,     yes,             no,    no,     no,     no,  no,    no),
}

/**
 * What concerns the company as a whole and not one of its branches: whoever is confined to a branch has it not, whatever the role. A branch sees, staffs and runs
 * itself; what all branches share is the head office's.
 */
export const HEAD_OFFICE_PERMISSIONS: readonly Permission[] = [
  'bill.view',
  'branches.manage',
  'configuration.rollBack',
  'hours.manage',
  'flows.manage',
  'prompts.manage',
  'announcements.manage',
  'codes.manage',
  'scripts.manage',
  'branding.manage',
  'seats.view',
  'seats.change',
  'audit.view',
  'preflight.run',
  'surveys.manage',
  'payments.manage',
  'contract.view',
  'callerAccounts.manage',
]

/** Whether one of the roles carries the permission. */
export function isPermitted(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => RIGHTS[permission][role])
}

/** Everything the roles allow together, in the table's order. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  return PERMISSIONS.filter((permission) => isPermitted(roles, permission))
}

/** Who may do it: the answer to "why may this person not". */
export function rolesWith(permission: Permission): Role[] {
  return ROLES.filter((role) => RIGHTS[permission][role])
}
