import { makeStatement } from '@seatline/billing'
import type { OpenDocument } from '@seatline/billing'
import { idSchema } from '@seatline/core'
import type { LocalDate, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { LedgerEntryKind, Prisma } from '../generated/prisma/client.ts'
import { pageSize } from '../graphql/pages.ts'
import type { Page, PageArguments } from '../graphql/pages.ts'
import { dayFromRow } from '../entitlements/day-columns.ts'
import { currencyOf } from '../invoices/line-rows.ts'
import { instantFromRow } from '../tenants/rows.ts'
import { InvalidInputError } from '../user-errors.ts'
import type { BalanceView, LedgerEntryView, LedgerFilter, StatementView } from './ledger-views.ts'

const INCLUDED = {
  tenant: { select: { name: true } },
  postings: { orderBy: { position: 'asc' } },
} satisfies Prisma.LedgerEntryInclude
type EntryRow = Prisma.LedgerEntryGetPayload<{ include: typeof INCLUDED }>

const entryView = (row: EntryRow): LedgerEntryView => ({
  id: row.id,
  tenantId: idSchema('tenant').parse(row.tenantId),
  tenantName: row.tenant.name,
  kind: row.kind,
  reference: row.reference,
  day: dayFromRow(row.day),
  at: instantFromRow(row.at),
  currency: row.currency,
  invoiceId: row.invoiceId,
  paymentId: row.paymentId,
  memo: row.memo,
  postings: row.postings.map(({ account, amountMicros, currency }) => ({
    account,
    amount: { micros: amountMicros, currency },
  })),
})

function whereOf(filter: LedgerFilter): Prisma.LedgerEntryWhereInput {
  const { tenantId, kinds, account, invoiceId, paymentId, from, until } = filter
  return {
    ...(tenantId === null ? {} : { tenantId }),
    ...(kinds.length === 0 ? {} : { kind: { in: [...kinds] } }),
    ...(invoiceId === null ? {} : { invoiceId }),
    ...(paymentId === null ? {} : { paymentId }),
    ...(account === null ? {} : { postings: { some: { account: { startsWith: account } } } }),
    day: { ...(from === null ? {} : { gte: new Date(from) }), ...(until === null ? {} : { lt: new Date(until) }) },
  }
}

/** Newest first; the cursor is the entry's id. */
export async function readEntries(
  tx: Transaction,
  filter: LedgerFilter,
  page: PageArguments,
): Promise<Page<LedgerEntryView>> {
  const { count, backward } = pageSize(page)
  const where = whereOf(filter)
  const cursor = backward ? page.before : page.after
  if (
    cursor !== undefined &&
    cursor !== null &&
    (await tx.ledgerEntry.count({ where: { ...where, id: cursor } })) === 0
  )
    throw new InvalidInputError(backward ? 'before' : 'after', 'This is not a cursor of this list.')
  const rows = await tx.ledgerEntry.findMany({
    where,
    include: INCLUDED,
    // What is booked of one document at one time follows in the order of its references.
    orderBy: [{ at: 'desc' }, { reference: 'desc' }, { id: 'asc' }],
    take: backward ? -(count + 1) : count + 1,
    ...(cursor === undefined || cursor === null ? {} : { cursor: { id: cursor }, skip: 1 }),
  })
  const hasMore = rows.length > count
  const shown = backward ? rows.slice(hasMore ? 1 : 0) : rows.slice(0, count)
  const edges = shown.map((row) => ({ cursor: row.id, node: entryView(row) }))
  return {
    edges,
    pageInfo: {
      hasNextPage: backward ? cursor !== undefined && cursor !== null : hasMore,
      hasPreviousPage: backward ? hasMore : cursor !== undefined && cursor !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: await tx.ledgerEntry.count({ where }),
  }
}

/** Of one client, or of all together. */
export async function readBalances(tx: Transaction, tenantId: TenantId | null): Promise<BalanceView[]> {
  const sums = await tx.ledgerPosting.groupBy({
    by: ['account', 'currency'],
    where: tenantId === null ? {} : { tenantId },
    _sum: { amountMicros: true },
    orderBy: [{ currency: 'asc' }, { account: 'asc' }],
  })
  return sums.map(({ account, currency, _sum }) => ({
    account,
    balance: { micros: _sum.amountMicros ?? 0n, currency },
  }))
}

type Asked = {
  readonly tenantId: TenantId
  readonly currency: string
  readonly from: LocalDate
  readonly until: LocalDate
  readonly today: LocalDate
}

type MoveRow = {
  readonly id: string
  readonly kind: LedgerEntryKind
  readonly day: Date
  readonly memo: string
  readonly invoice_id: string | null
  readonly payment_id: string | null
  readonly micros: string
}

/** What the client owes and what credit it has, as one balance. */
export async function readStatement(tx: Transaction, asked: Asked): Promise<StatementView> {
  const { tenantId, currency, from, until, today } = asked
  const rows = await tx.$queryRaw<MoveRow[]>`
    SELECT e.id, e.kind::text, e.day, e.memo, e.invoice_id, e.payment_id, sum(p.amount_micros)::text AS micros
    FROM ledger_entry e JOIN ledger_posting p ON p.tenant_id = e.tenant_id AND p.entry_id = e.id
    WHERE e.tenant_id = ${tenantId} AND e.currency = ${currency} AND e.day < ${new Date(until)}::date
      AND p.account IN ('receivable', 'customerCredit')
    GROUP BY e.id HAVING sum(p.amount_micros) <> 0 ORDER BY e.day, e.at, e.reference, e.id`
  const agedOn = today < until ? today : until
  const statement = makeStatement({
    currency: currencyOf(currency),
    from,
    until,
    moves: rows.map(({ id, kind, day, micros }) => ({
      entryId: id,
      day: dayFromRow(day),
      kind,
      reference: id,
      micros: BigInt(micros),
    })),
    openDocuments: await readOpenAt(tx, asked),
    agedOn,
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return {
    tenantId,
    currency,
    from,
    until,
    opening: { micros: statement.opening, currency },
    closing: { micros: statement.closing, currency },
    entries: statement.entries.flatMap(({ entryId, day, micros, balance }) => {
      const row = byId.get(entryId)
      if (row === undefined) return []
      return {
        entryId,
        kind: row.kind,
        day,
        memo: row.memo,
        invoiceId: row.invoice_id,
        paymentId: row.payment_id,
        amount: { micros, currency },
        balance: { micros: balance, currency },
      }
    }),
    aged: statement.aged.map(({ band, micros }) => ({ band, amount: { micros, currency } })),
  }
}

/** What of each document was open at the end of the statement. */
async function readOpenAt(tx: Transaction, { tenantId, currency, until }: Asked): Promise<OpenDocument[]> {
  const rows = await tx.$queryRaw<{ due_on: Date; open: string }[]>`
    SELECT i.due_on, (i.payable_micros - coalesce(sum(s.amount_micros) FILTER (WHERE e.day < ${new Date(until)}::date), 0))::text AS open
    FROM invoice i
      LEFT JOIN invoice_settlement s ON s.tenant_id = i.tenant_id AND s.invoice_id = i.id
      LEFT JOIN ledger_entry e ON e.tenant_id = s.tenant_id AND e.id = s.entry_id
    WHERE i.tenant_id = ${tenantId} AND i.currency = ${currency} AND i.status NOT IN ('draft', 'void') AND i.issued_on < ${new Date(until)}::date
    GROUP BY i.id`
  return rows.map(({ due_on, open }) => ({ dueOn: dayFromRow(due_on), open: BigInt(open) }))
}
