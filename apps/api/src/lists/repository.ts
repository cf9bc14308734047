import { idSchema } from '@seatline/core'
import type { ListEntryId, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { ListEntry, Prisma } from '../generated/prisma/client.ts'
import { instantFromRow, instantOrNull } from '../tenants/rows.ts'
import type { ListAct, ListEntryState, ListEntryView, ListFilter } from './list-views.ts'

type Names = ReadonlyMap<string, string>

/** The rows with the names of those who acted on them. */
async function viewsOf(tx: Transaction, rows: readonly ListEntry[], now: Date): Promise<ListEntryView[]> {
  const ids = rows.flatMap(({ requestedBy, decidedBy, removedBy }) =>
    [requestedBy, decidedBy, removedBy].filter((id) => id !== null),
  )
  const people = await tx.user.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, name: true } })
  const names: Names = new Map(people.map(({ id, name }) => [id, name]))
  return rows.map((row) => viewOf(row, names, now))
}

const viewOf = (row: ListEntry, names: Names, now: Date): ListEntryView => ({
  id: idSchema('listEntry').parse(row.id),
  tenantId: idSchema('tenant').parse(row.tenantId),
  list: row.list,
  direction: row.direction,
  number: row.number,
  state: row.state === 'approved' && row.expiresAt !== null && row.expiresAt <= now ? 'expired' : row.state,
  reason: row.reason,
  callId: row.callId === null ? null : idSchema('call').parse(row.callId),
  requested: { by: nameOf(names, row.requestedBy), at: instantFromRow(row.requestedAt), note: row.reason },
  decided: actOf(names, row.decidedBy, row.decidedAt, row.decisionNote),
  removed: actOf(names, row.removedBy, row.removedAt, row.removalNote),
  expiresAt: instantOrNull(row.expiresAt),
})

const nameOf = (names: Names, id: string | null): string | null => (id === null ? null : (names.get(id) ?? null))

const actOf = (names: Names, by: string | null, at: Date | null, note: string): ListAct | null =>
  at === null ? null : { by: nameOf(names, by), at: instantFromRow(at), note }

export type EntryPlace = { readonly tenantId: TenantId; readonly filter: ListFilter; readonly now: Date }

/** Open requests first, then what holds, then what has been; in each the newest first. */
export async function readEntries(
  tx: Transaction,
  place: EntryPlace,
  range: { readonly skip: number; readonly take: number },
): Promise<ListEntryView[]> {
  const rows = await tx.listEntry.findMany({
    where: whereOf(place),
    orderBy: [{ state: 'asc' }, { requestedAt: 'desc' }, { id: 'asc' }],
    ...range,
  })
  return viewsOf(tx, rows, place.now)
}

export const countEntries = (tx: Transaction, place: EntryPlace): Promise<number> =>
  tx.listEntry.count({ where: whereOf(place) })

function whereOf({ tenantId, filter, now }: EntryPlace): Prisma.ListEntryWhereInput {
  return {
    tenantId,
    ...(filter.list === null ? {} : { list: filter.list }),
    ...(filter.number === '' ? {} : { number: { contains: filter.number } }),
    ...(filter.states.length === 0 ? {} : { OR: filter.states.map((state) => whereState(state, now)) }),
  }
}

function whereState(state: ListEntryState, now: Date): Prisma.ListEntryWhereInput {
  switch (state) {
    case 'approved':
      return { state, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }
    case 'expired':
      return { state: 'approved', expiresAt: { lte: now } }
    case 'requested':
    case 'refused':
    case 'removed':
      return { state }
  }
}

export async function findEntry(tx: Transaction, id: ListEntryId, now: Date): Promise<ListEntryView | null> {
  const row = await tx.listEntry.findUnique({ where: { id } })
  return row === null ? null : ((await viewsOf(tx, [row], now))[0] ?? null)
}

/** Keeps two people from putting one number on a list twice. Until the end of the transaction. */
export async function lockLists(tx: Transaction, tenantId: TenantId): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`lists/${tenantId}`}))`
}

export type EntryKey = Pick<ListEntryView, 'list' | 'direction' | 'number'>

/** What is asked for or holds already for the same numbers. */
export async function readPresent(
  tx: Transaction,
  tenantId: TenantId,
  numbers: readonly string[],
  now: Date,
): Promise<readonly (EntryKey & { readonly state: 'requested' | 'approved' })[]> {
  const rows = await tx.listEntry.findMany({
    where: {
      tenantId,
      number: { in: [...numbers] },
      OR: [whereState('requested', now), whereState('approved', now)],
    },
    select: { list: true, direction: true, number: true, state: true },
  })
  return rows.flatMap(({ state, ...row }) => (state === 'requested' || state === 'approved' ? [{ ...row, state }] : []))
}

export const hasCall = async (tx: Transaction, tenantId: TenantId, callId: string): Promise<boolean> =>
  (await tx.call.count({ where: { id: callId, tenantId } })) > 0

export async function createEntries(tx: Transaction, rows: readonly Prisma.ListEntryCreateManyInput[]): Promise<void> {
  await tx.listEntry.createMany({ data: [...rows] })
}

export async function updateEntry(
  tx: Transaction,
  id: ListEntryId,
  data: Prisma.ListEntryUncheckedUpdateInput,
  now: Date,
): Promise<ListEntryView> {
  const row = await tx.listEntry.update({ where: { id }, data })
  const [view] = await viewsOf(tx, [row], now)
  if (view === undefined) throw new Error('an entry that was written is not there')
  return view
}
