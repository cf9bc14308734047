import { HEAD_OFFICE_PERMISSIONS, isPermitted, PERMISSIONS, rolesWith } from './roles.ts'
import type { Permission, Role } from './roles.ts'

/** What a person is in one tenant: all that decides what the person may do there. */
export type Standing = {
  readonly roles: readonly Role[]
  /** Someone of the operator who works as the tenant's administrator for a while. */
  readonly actsAsAdmin: boolean
  /** Sees one branch of the tenant and nothing else of it. */
  readonly isConfined: boolean
}

/** One permission, and why a person has it or has it not. */
export type ExplainedRight = {
  readonly permission: Permission
  readonly isHeld: boolean
  /** The person's own roles that carry it. */
  readonly byRoles: readonly Role[]
  /** Held only while the person acts as the administrator. */
  readonly byActingAs: boolean
  /** A role carries it, but it concerns the company as a whole and the person is confined to a branch. */
  readonly isWithheldByBranch: boolean
  /** All roles that carry it: who could do it. */
  readonly rolesWith: readonly Role[]
}

export function explainRights(standing: Standing, permissions: readonly Permission[] = PERMISSIONS): ExplainedRight[] {
  return permissions.map((permission) => explain(standing, permission))
}

function explain({ roles, actsAsAdmin, isConfined }: Standing, permission: Permission): ExplainedRight {
  const byRoles = roles.filter((role) => isPermitted([role], permission))
  const byActingAs = actsAsAdmin && byRoles.length === 0 && isPermitted(['admin'], permission)
  const isCarried = byRoles.length > 0 || byActingAs
  const isWithheldByBranch = isCarried && isConfined && HEAD_OFFICE_PERMISSIONS.includes(permission)
  return {
    permission,
    isHeld: isCarried && !isWithheldByBranch,
    byRoles,
    byActingAs,
    isWithheldByBranch,
    rolesWith: rolesWith(permission),
  }
}

export const isPermittedTo = (standing: Standing, permission: Permission): boolean =>
  explain(standing, permission).isHeld

/** Everything the person may do, in the table's order. */
export const permissionsHeld = (standing: Standing): Permission[] =>
  PERMISSIONS.filter((permission) => isPermittedTo(standing, permission))
