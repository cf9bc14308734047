import { idSchema } from '@seatline/core'
import type { BranchId, TenantId, UserId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import type { BranchNameView, RightsHolderView } from './rights-views.ts'

const INCLUDED = {
  user: { select: { id: true, name: true, email: true } },
  branch: { select: { id: true, name: true } },
} satisfies Prisma.MembershipInclude
type MembershipRow = Prisma.MembershipGetPayload<{ include: typeof INCLUDED }>

/** The tenant's people with all their roles, by name. */
export async function readHolders(
  tx: Transaction,
  query: { readonly tenantId: TenantId; readonly search: string; readonly count: number },
): Promise<RightsHolderView[]> {
  const { tenantId, search, count } = query
  const contains = { contains: search, mode: 'insensitive' as const }
  const people = await tx.user.findMany({
    where: {
      memberships: { some: { tenantId } },
      ...(search === '' ? {} : { OR: [{ name: contains }, { email: contains }] }),
    },
    select: { id: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: count,
  })
  const rows = await tx.membership.findMany({
    where: { tenantId, userId: { in: people.map(({ id }) => id) } },
    include: INCLUDED,
    orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
  })
  return [...Map.groupBy(rows, (row) => row.userId).values()].flatMap(holderFromRows)
}

export async function findHolder(
  tx: Transaction,
  { tenantId, userId }: { readonly tenantId: TenantId; readonly userId: UserId },
): Promise<RightsHolderView | null> {
  const rows = await tx.membership.findMany({ where: { tenantId, userId }, include: INCLUDED })
  return holderFromRows(rows)[0] ?? null
}

export async function findBranchName(tx: Transaction, id: BranchId): Promise<BranchNameView | null> {
  const row = await tx.branch.findFirst({ where: { id }, select: { id: true, name: true } })
  return row === null ? null : branchFromRow(row)
}

function holderFromRows(rows: readonly MembershipRow[]): RightsHolderView[] {
  const [row] = rows
  if (row === undefined) return []
  return [
    {
      id: idSchema('user').parse(row.user.id),
      name: row.user.name,
      email: row.user.email,
      roles: rows.map(({ role }) => role),
      branch: row.branch === null ? null : branchFromRow(row.branch),
    },
  ]
}

const branchFromRow = (row: { readonly id: string; readonly name: string }): BranchNameView => ({
  id: idSchema('branch').parse(row.id),
  name: row.name,
})
