import { idSchema, instant, NUMBER_QUARANTINE_MS, quarantineEnd } from '@seatline/core'
import type { PhoneNumberId, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { PhoneNumber, Prisma } from '../generated/prisma/client.ts'
import { instantFromRow, instantOrNull } from '../tenants/rows.ts'
import type {
  NumberChangeView,
  NumberCountView,
  NumberFilter,
  NumberHolderView,
  NumberTargetView,
  NumberView,
} from './number-views.ts'

export type NumberPageQuery = {
  readonly filter: NumberFilter
  /** Digits: the list is in their order. */
  readonly after: string | null
  readonly before: string | null
  readonly count: number
  readonly backward: boolean
}

/** A row of the stock with the digits of its parent; what it points to is the tenant's and read apart. */
export type StockRow = PhoneNumber & { readonly parentNumber: string | null }

/** One row more than asked for tells that there are more. */
export async function readStock(tx: Transaction, operatorId: string, query: NumberPageQuery): Promise<StockRow[]> {
  const { after, before, count, backward } = query
  const rows = await tx.phoneNumber.findMany({
    where: {
      AND: [
        await whereOf(tx, operatorId, query.filter),
        after === null ? {} : { number: { gt: after } },
        before === null ? {} : { number: { lt: before } },
      ],
    },
    orderBy: { number: backward ? 'desc' : 'asc' },
    take: count + 1,
  })
  return withParents(tx, rows)
}

export async function countStock(tx: Transaction, operatorId: string, filter: NumberFilter): Promise<number> {
  return tx.phoneNumber.count({ where: await whereOf(tx, operatorId, filter) })
}

export async function findStockRow(tx: Transaction, operatorId: string, id: string): Promise<StockRow | null> {
  const row = await tx.phoneNumber.findFirst({ where: { tenantId: operatorId, id } })
  if (row === null) return null
  return (await withParents(tx, [row]))[0] ?? null
}

async function withParents(tx: Transaction, rows: readonly PhoneNumber[]): Promise<StockRow[]> {
  const ids = [...new Set(rows.flatMap(({ parentId }) => parentId ?? []))]
  const parents = ids.length === 0 ? [] : await tx.phoneNumber.findMany({ where: { id: { in: ids } } })
  const digits = new Map(parents.map(({ id, number }) => [id, number]))
  return rows.map((row) => ({
    ...row,
    parentNumber: row.parentId === null ? null : (digits.get(row.parentId) ?? null),
  }))
}

async function whereOf(
  tx: Transaction,
  operatorId: string,
  filter: NumberFilter,
): Promise<Prisma.PhoneNumberWhereInput> {
  const { kinds, states, tenantId, parentId } = filter
  return {
    tenantId: operatorId,
    ...(isAbsent(kinds) || kinds.length === 0 ? {} : { kind: { in: [...kinds] } }),
    ...(isAbsent(states) || states.length === 0 ? {} : { state: { in: [...states] } }),
    ...(isAbsent(tenantId) ? {} : { issuedTenantId: tenantId }),
    ...(isAbsent(parentId) ? {} : { parentId }),
    ...(await searched(tx, filter.search?.trim() ?? '')),
  }
}

const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined

/** Digits are looked for within numbers, words in the carrier, the note, the prospect and the tenant's name. */
async function searched(tx: Transaction, search: string): Promise<Prisma.PhoneNumberWhereInput> {
  if (search === '') return {}
  const digits = search.replaceAll(/[\s().-]/g, '')
  if (/^\+?\d+$/.test(digits)) return { number: { contains: digits } }
  const contains = { contains: search, mode: 'insensitive' } as const
  const tenants = await tx.tenant.findMany({ where: { name: contains }, select: { id: true }, take: 200 })
  const holders: Prisma.PhoneNumberWhereInput[] =
    tenants.length === 0 ? [] : [{ issuedTenantId: { in: tenants.map(({ id }) => id) } }]
  return { OR: [{ carrier: contains }, { note: contains }, { reservedFor: contains }, ...holders] }
}

/** What issued numbers point to, by number id. The transaction must see the tenants' rows. */
export async function readHolders(
  tx: Transaction,
  rows: readonly StockRow[],
): Promise<ReadonlyMap<string, NumberHolderView>> {
  const issued = rows.flatMap(({ id, issuedTenantId, didId }) =>
    issuedTenantId === null || didId === null ? [] : [{ id, tenantId: issuedTenantId, didId }],
  )
  if (issued.length === 0) return new Map()
  const tenantIds = [...new Set(issued.map(({ tenantId }) => tenantId))]
  const dids = await tx.did.findMany({
    where: { tenantId: { in: tenantIds }, id: { in: issued.map(({ didId }) => didId) } },
    include: { flow: true, tenant: true },
  })
  const byId = new Map(dids.map((did) => [did.id, did]))
  return new Map(
    issued.flatMap(({ id, didId }) => {
      const did = byId.get(didId)
      if (did === undefined) return []
      const holder: NumberHolderView = {
        tenantId: idSchema('tenant').parse(did.tenantId),
        tenantName: did.tenant.name,
        didId: idSchema('did').parse(did.id),
        label: did.label,
        flowId: idSchema('flow').parse(did.flowId),
        flowName: did.flow.name,
      }
      return [[id, holder] as const]
    }),
  )
}

export function viewOfNumber(row: StockRow, holder: NumberHolderView | null): NumberView {
  const since = instant(row.stateSince.getTime())
  return {
    id: idSchema('phoneNumber').parse(row.id),
    number: row.number,
    kind: row.kind,
    parent:
      row.parentId === null || row.parentNumber === null
        ? null
        : { id: row.parentId as PhoneNumberId, number: row.parentNumber },
    state: row.state,
    stateSince: since,
    quarantineEndsAt: quarantineEnd({ state: row.state, since, quarantineMs: NUMBER_QUARANTINE_MS }),
    reservedFor: row.reservedFor,
    reservedUntil: instantOrNull(row.reservedUntil),
    holder,
    carrier: row.carrier,
    monthlyFee: { micros: row.monthlyFeeMicros, currency: row.currency },
    canBeCalledBack: row.canBeCalledBack,
    note: row.note,
  }
}

/** The life of a number, newest first. */
export async function readHistory(tx: Transaction, phoneNumberId: PhoneNumberId): Promise<NumberChangeView[]> {
  const rows = await tx.phoneNumberChange.findMany({ where: { phoneNumberId }, orderBy: { at: 'desc' }, take: 200 })
  const tenantIds = [...new Set(rows.flatMap(({ issuedTenantId }) => issuedTenantId ?? []))]
  const userIds = [...new Set(rows.flatMap(({ by }) => by ?? []))]
  const tenants = await tx.tenant.findMany({ where: { id: { in: tenantIds } }, select: { id: true, name: true } })
  const users = await tx.user.findMany({ where: { id: { in: userIds } }, select: { id: true, name: true } })
  const tenantNames = new Map(tenants.map(({ id, name }) => [id, name]))
  const userNames = new Map(users.map(({ id, name }) => [id, name]))
  return rows.map((row) => ({
    at: instantFromRow(row.at),
    from: row.fromState,
    to: row.toState,
    tenantName: row.issuedTenantId === null ? null : (tenantNames.get(row.issuedTenantId) ?? null),
    by: row.by === null ? null : (userNames.get(row.by) ?? null),
    note: row.note,
  }))
}

export async function countByKind(tx: Transaction, operatorId: string): Promise<NumberCountView[]> {
  const groups = await tx.phoneNumber.groupBy({
    by: ['kind', 'state', 'currency'],
    where: { tenantId: operatorId },
    _count: { _all: true },
    _sum: { monthlyFeeMicros: true },
    orderBy: [{ kind: 'asc' }, { state: 'asc' }, { currency: 'asc' }],
  })
  return groups.map(({ kind, state, currency, _count, _sum }) => ({
    kind,
    state,
    count: _count._all,
    monthlyFee: { micros: _sum.monthlyFeeMicros ?? 0n, currency },
  }))
}

/** The tenant's published menus: what a number can point to. */
export async function readTargets(tx: Transaction, tenantId: TenantId): Promise<NumberTargetView[]> {
  const flows = await tx.flow.findMany({
    where: { tenantId, archivedAt: null, publishedVersionId: { not: null } },
    orderBy: { name: 'asc' },
  })
  return flows.map(({ id, name }) => ({ flowId: idSchema('flow').parse(id), name }))
}
