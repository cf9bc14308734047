import { idSchema } from '@seatline/core'
import type { BranchId, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Branch } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import type { BranchPartsView, BranchPartView, BranchView } from './branch-views.ts'

export async function readBranches(tx: Transaction, tenantId: TenantId): Promise<BranchView[]> {
  const rows = await tx.branch.findMany({ where: { tenantId }, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  return rows.map(branchFromRow)
}

export async function findBranch(
  tx: Transaction,
  where: { readonly tenantId: TenantId; readonly id: BranchId },
): Promise<BranchView | null> {
  const row = await tx.branch.findFirst({ where })
  return row === null ? null : branchFromRow(row)
}

export async function createBranch(tx: Transaction, tenantId: TenantId, name: string): Promise<BranchView> {
  return branchFromRow(await tx.branch.create({ data: { id: newId('branch'), tenantId, name } }))
}

export async function renameBranch(tx: Transaction, id: BranchId, name: string): Promise<BranchView> {
  return branchFromRow(await tx.branch.update({ where: { id }, data: { name } }))
}

export async function archiveBranch(tx: Transaction, id: BranchId, at: Date): Promise<BranchView> {
  return branchFromRow(await tx.branch.update({ where: { id }, data: { archivedAt: at } }))
}

/** Everything that may belong to a branch: what is in use. */
export async function readParts(tx: Transaction, tenantId: TenantId): Promise<BranchPartsView> {
  const byName = [{ name: 'asc' as const }, { id: 'asc' as const }]
  const queues = await tx.queue.findMany({ where: { tenantId, archivedAt: null }, orderBy: byName })
  const numbers = await tx.did.findMany({ where: { tenantId, releasedAt: null }, orderBy: { number: 'asc' } })
  const agents = await tx.agent.findMany({ where: { tenantId, active: true }, orderBy: byName })
  const members = await tx.membership.findMany({
    where: { tenantId },
    include: { user: { select: { name: true } } },
    orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
  })
  const people = [...new Map(members.map((member) => [member.userId, member])).values()]
  return {
    queues: queues.map((row) => part(idSchema('queue').parse(row.id), row.name, row)),
    numbers: numbers.map((row) => part(idSchema('did').parse(row.id), row.number, row)),
    agents: agents.map((row) => part(idSchema('agent').parse(row.id), row.name, row)),
    people: people.map((row) => part(idSchema('user').parse(row.userId), row.user.name, row)),
  }
}

/** Invitations to the branch that are still open: they would bring people in later. */
export const countOpenInvitations = (tx: Transaction, branchId: BranchId, now: Date): Promise<number> =>
  tx.invitation.count({ where: { branchId, acceptedAt: null, withdrawnAt: null, expiresAt: { gt: now } } })

export type Moved = {
  readonly tenantId: TenantId
  readonly branchId: BranchId | null
  readonly queueIds: readonly string[]
  readonly numberIds: readonly string[]
  readonly agentIds: readonly string[]
  readonly personIds: readonly string[]
}

export async function move(tx: Transaction, moved: Moved): Promise<void> {
  const { tenantId, branchId } = moved
  const data = { branchId }
  const of = (ids: readonly string[]) => ({ tenantId, id: { in: [...ids] } })
  await tx.queue.updateMany({ where: of(moved.queueIds), data })
  await tx.did.updateMany({ where: of(moved.numberIds), data })
  await tx.agent.updateMany({ where: of(moved.agentIds), data })
  await tx.membership.updateMany({ where: { tenantId, userId: { in: [...moved.personIds] } }, data })
}

/** Of the people the tokens' subjects, by which they are known while logged in. */
export async function readSubjects(tx: Transaction, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.user.findMany({ where: { id: { in: [...userIds] } }, select: { subject: true } })
  return rows.map(({ subject }) => subject)
}

const branchFromRow = (row: Branch): BranchView => ({
  id: idSchema('branch').parse(row.id),
  tenantId: idSchema('tenant').parse(row.tenantId),
  name: row.name,
  isArchived: row.archivedAt !== null,
})

const part = <Id>(id: Id, name: string, row: { readonly branchId: string | null }): BranchPartView<Id> => ({
  id,
  name,
  branchId: idSchema('branch').nullable().parse(row.branchId),
})
