import { idSchema } from '@seatline/core'
import type { Instant } from '@seatline/core'
import type { Agent, Branch, Invitation, Membership, User } from '../generated/prisma/client.ts'
import { instantFromRow, instantOrNull } from '../tenants/rows.ts'
import type { InvitationState, InvitationView, PersonBranch, TenantPersonView } from './person-views.ts'

export type MembershipRow = Membership & {
  readonly user: User & { readonly agent: Agent | null }
  readonly branch: Branch | null
}

const branchFromRow = (row: Branch | null): PersonBranch | null =>
  row === null ? null : { id: idSchema('branch').parse(row.id), name: row.name }

/** One person of all their rows in one tenant. */
export function personFromRows(rows: readonly [MembershipRow, ...MembershipRow[]]): TenantPersonView {
  const [first] = rows
  const { user, tenantId } = first
  const { agent } = user
  return {
    id: idSchema('user').parse(user.id),
    tenantId: idSchema('tenant').parse(tenantId),
    name: user.name,
    email: user.email,
    locale: user.locale.replace('_', '-'),
    roles: rows.map((row) => row.role),
    branch: branchFromRow(rows.find((row) => row.branch !== null)?.branch ?? null),
    agent:
      agent?.active === true
        ? {
            id: idSchema('agent').parse(agent.id),
            grade: agent.grade,
            // Another company's number for the person is that company's own.
            employeeNumber: agent.tenantId === tenantId ? agent.employeeNumber : null,
          }
        : null,
    since: instantFromRow(rows.map((row) => row.createdAt).reduce((a, b) => (a < b ? a : b))),
  }
}

export function invitationStateOf(row: Invitation, now: Instant): InvitationState {
  if (row.acceptedAt !== null) return 'accepted'
  if (row.withdrawnAt !== null) return 'withdrawn'
  return row.expiresAt.getTime() <= now ? 'expired' : 'open'
}

export const invitationFromRow = (
  row: Invitation & { readonly branch: Branch | null },
  now: Instant,
): InvitationView => ({
  id: idSchema('invitation').parse(row.id),
  tenantId: idSchema('tenant').parse(row.tenantId),
  email: row.email,
  name: row.name,
  locale: row.locale.replace('_', '-'),
  roles: row.roles,
  branch: branchFromRow(row.branch),
  grade: row.grade,
  employeeNumber: row.employeeNumber,
  queueIds: row.queueIds.map((id) => idSchema('queue').parse(id)),
  state: invitationStateOf(row, now),
  createdAt: instantFromRow(row.createdAt),
  expiresAt: instantFromRow(row.expiresAt),
  sentAt: instantOrNull(row.sentAt),
  sendProblem: row.sendProblem,
})
