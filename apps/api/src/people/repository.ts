import type { Instant, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { invitationFromRow, personFromRows } from './rows.ts'
import type { MembershipRow } from './rows.ts'
import type { InvitationView, TenantPersonView } from './person-views.ts'

const WITH_PERSON = { user: { include: { agent: true } }, branch: true } as const

/** Everybody of the tenant, by name. */
export async function readPeople(tx: Transaction, tenantId: TenantId): Promise<TenantPersonView[]> {
  const rows = await tx.membership.findMany({
    where: { tenantId },
    include: WITH_PERSON,
    orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }, { role: 'asc' }],
  })
  return [...Map.groupBy(rows, (row) => row.userId).values()].map(toPerson)
}

export async function findPerson(
  tx: Transaction,
  where: { readonly tenantId: string; readonly userId: string },
): Promise<TenantPersonView | null> {
  const rows = await tx.membership.findMany({ where, include: WITH_PERSON, orderBy: { role: 'asc' } })
  return rows.length === 0 ? null : toPerson(rows)
}

export async function findPersonByEmail(
  tx: Transaction,
  where: { readonly tenantId: string; readonly email: string },
): Promise<boolean> {
  const { tenantId, email } = where
  const row = await tx.membership.findFirst({
    where: { tenantId, user: { email: { equals: email, mode: 'insensitive' } } },
    select: { id: true },
  })
  return row !== null
}

function toPerson(rows: readonly MembershipRow[]): TenantPersonView {
  const [first, ...rest] = rows
  if (first === undefined) throw new RangeError('a person without a membership')
  return personFromRows([first, ...rest])
}

/** Newest first. */
export async function readInvitations(tx: Transaction, tenantId: TenantId, now: Instant): Promise<InvitationView[]> {
  const rows = await tx.invitation.findMany({
    where: { tenantId },
    include: { branch: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 500,
  })
  return rows.map((row) => invitationFromRow(row, now))
}

export async function findInvitation(
  tx: Transaction,
  where: { readonly tenantId: string; readonly id: string },
  now: Instant,
): Promise<InvitationView | null> {
  const row = await tx.invitation.findFirst({ where, include: { branch: true } })
  return row === null ? null : invitationFromRow(row, now)
}

/** Two who change the people of a tenant at once do it one after the other, so that they cannot remove each other's last administrator. */
export async function lockPeople(tx: Transaction, tenantId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`people/${tenantId}`}))`
}
