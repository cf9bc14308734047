/** What a person is in a tenant. One person may be different things in different tenants, and several in one. */
export const ROLES = ['operator', 'admin', 'leader', 'agent', 'finance'] as const
export type Role = (typeof ROLES)[number]

/** What can be allowed. `…Own` covers only the calls the person took as an agent. */
export const PERMISSIONS = [
  'tenant.view',
  'agent.work',
  'live.viewQueues',
  'live.viewCalls',
  'live.viewAgents',
  'calls.viewAll',
  'calls.viewOwn',
  'recordings.playAll',
  'recordings.playOwn',
  'bill.view',
] as const
export type Permission = (typeof PERMISSIONS)[number]

const yes = true
const no = false

/** The rights, as a table: a row for each permission, a column for each role. Nothing else in the code decides by role. */
// prettier-ignore
export const RIGHTS: Readonly<Record<Permission, Readonly<Record<Role, boolean>>>> = {
  //                     operator       admin       leader       agent       finance
  'tenant.view':        { operator: yes, admin: yes, leader: yes, agent: yes, finance: yes },
  'agent.work':         { operator: no,  admin: no,  leader: no,  agent: yes, finance: no },
  'live.viewQueues':    { operator: yes, admin: yes, leader: yes, agent: yes, finance: no },
  'live.viewCalls':     { operator: yes, admin: yes, leader: yes, agent: no,  finance: no },
  'live.viewAgents':    { operator: yes, admin: yes, leader: yes, agent: no,  finance: no },
  'calls.viewAll':      { operator: yes, admin: yes, leader: yes, agent: no,  finance: no },
  'calls.viewOwn':      { operator: no,  admin: no,  leader: yes, agent: yes, finance: no },
  'recordings.playAll': { operator: yes, admin: yes, leader: yes, agent: no,  finance: no },
  'recordings.playOwn': { operator: no,  admin: no,  leader: yes, agent: yes, finance: no },
  'bill.view':          { operator: yes, admin: yes, leader: no,  agent: no,  finance: yes },
}

/** Whether one of the roles carries the permission. */
export function isPermitted(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => RIGHTS[permission][role])
}

/** Everything the roles allow together, in the table's order. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  return PERMISSIONS.filter((permission) => isPermitted(roles, permission))
}
