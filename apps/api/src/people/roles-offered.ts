import { OPERATOR_ROLES, TENANT_ROLES } from '@seatline/core'
import type { Role } from '@seatline/core'

/** Who takes calls. */
const AGENT_ROLES: readonly Role[] = ['agent', 'expert']

export const takesCalls = (roles: readonly Role[]): boolean => roles.some((role) => AGENT_ROLES.includes(role))

/** What a person can be made: the operator's own roles, and its agents, at the operator; the tenant roles at its clients. */
export const rolesOffered = (kind: 'operator' | 'client'): readonly Role[] =>
  kind === 'operator' ? [...OPERATOR_ROLES, ...AGENT_ROLES] : TENANT_ROLES

/** Of whom at least one has to stay, or nobody could let anybody in any more. */
export const indispensableRole = (kind: 'operator' | 'client'): Role =>
  kind === 'operator' ? 'operatorAdmin' : 'admin'
