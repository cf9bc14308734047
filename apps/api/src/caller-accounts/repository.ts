import { formatIncrement } from '@seatline/billing'
import type { TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { CallerAccount, Prisma } from '../generated/prisma/client.ts'
import { instantFromRow } from '../tenants/rows.ts'
import { ENTRY_KINDS } from './account-views.ts'
import type { AccountEntryView, CallerAccountPage, CallerAccountView, LinePriceView } from './account-views.ts'

const viewOf = (row: CallerAccount): CallerAccountView => ({
  id: row.id,
  tenantId: row.tenantId as TenantId,
  number: row.number,
  name: row.name,
  balance: { micros: row.balanceMicros, currency: row.currency },
  blocked: row.blocked,
  updatedAt: instantFromRow(row.updatedAt),
})

export async function readAccounts(
  tx: Transaction,
  tenantId: TenantId,
  { search, skip, take }: { readonly search: string; readonly skip: number; readonly take: number },
): Promise<CallerAccountPage> {
  const contains = { contains: search, mode: 'insensitive' as const }
  const where = {
    tenantId,
    archivedAt: null,
    ...(search === '' ? {} : { OR: [{ number: contains }, { name: contains }] }),
  }
  const rows = await tx.callerAccount.findMany({ where, orderBy: [{ number: 'asc' }, { id: 'asc' }], skip, take })
  return { totalCount: await tx.callerAccount.count({ where }), rows: rows.map(viewOf) }
}

export async function findAccount(tx: Transaction, tenantId: TenantId, id: string): Promise<CallerAccountView | null> {
  const row = await tx.callerAccount.findFirst({ where: { tenantId, id, archivedAt: null } })
  return row === null ? null : viewOf(row)
}

export async function findByNumber(tx: Transaction, tenantId: TenantId, number: string): Promise<string | null> {
  return (await tx.callerAccount.findFirst({ where: { tenantId, number, archivedAt: null } }))?.id ?? null
}

export async function writeAccount(
  tx: Transaction,
  place: { readonly tenantId: TenantId; readonly id: string; readonly currency: string; readonly at: Date },
  values: Pick<Prisma.CallerAccountUncheckedCreateInput, 'number' | 'name' | 'blocked' | 'updatedAt'> & {
    readonly pinHash?: string
  },
): Promise<void> {
  const { tenantId, id, currency, at } = place
  await tx.callerAccount.upsert({
    where: { id },
    create: { tenantId, id, currency, createdAt: at, pinHash: '', ...values },
    update: values,
  })
}

const ENTRIES_MAX = 500

/** Latest first. */
export async function readEntries(
  tx: Transaction,
  tenantId: TenantId,
  accountId: string,
): Promise<readonly AccountEntryView[]> {
  const account = await tx.callerAccount.findFirst({ where: { tenantId, id: accountId } })
  if (account === null) return []
  const rows = await tx.callerAccountEntry.findMany({
    where: { tenantId, accountId },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    take: ENTRIES_MAX,
  })
  const { currency } = account
  return rows.map((row) => ({
    id: row.id,
    kind: ENTRY_KINDS.find((kind) => kind === row.kind) ?? 'correction',
    amount: { micros: row.micros, currency },
    balanceAfter: { micros: row.balanceAfter, currency },
    callId: row.callId,
    seconds: row.seconds,
    note: row.note,
    at: instantFromRow(row.at),
  }))
}

export async function findNumber(tx: Transaction, tenantId: TenantId, didId: string): Promise<string | null> {
  return (await tx.did.findFirst({ where: { tenantId, id: didId } }))?.number ?? null
}

/** Every number of the tenant, with its price where it has one. */
export async function readLinePrices(tx: Transaction, tenantId: TenantId): Promise<readonly LinePriceView[]> {
  const dids = await tx.did.findMany({ where: { tenantId, releasedAt: null }, orderBy: { number: 'asc' } })
  const prices = new Map((await tx.linePrice.findMany({ where: { tenantId } })).map((row) => [row.didId, row]))
  return dids.map((did) => {
    const row = prices.get(did.id)
    return {
      didId: did.id,
      number: did.number,
      label: did.label,
      perCall: row === undefined ? null : { micros: row.perCallMicros, currency: row.currency },
      perMinute: row === undefined ? null : { micros: row.perMinuteMicros, currency: row.currency },
      increment:
        row === undefined ? null : formatIncrement({ firstSeconds: row.firstSeconds, thenSeconds: row.thenSeconds }),
      warnSeconds: row?.warnSeconds ?? null,
    }
  })
}

/** null: no price any more. */
export async function writeLinePrice(
  tx: Transaction,
  place: { readonly tenantId: TenantId; readonly didId: string; readonly currency: string },
  values: Omit<Prisma.LinePriceUncheckedCreateInput, 'tenantId' | 'didId' | 'currency'> | null,
): Promise<void> {
  const { tenantId, didId } = place
  if (values === null) {
    await tx.linePrice.deleteMany({ where: { tenantId, didId } })
    return
  }
  const where = { tenantId_didId: { tenantId, didId } }
  await tx.linePrice.upsert({ where, create: { ...place, ...values }, update: { ...values, currency: place.currency } })
}
