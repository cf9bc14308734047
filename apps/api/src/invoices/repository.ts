import { idSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import type { MoneyView } from '../billing/bill-views.ts'
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { pageSize } from '../graphql/pages.ts'
import type { Page, PageArguments } from '../graphql/pages.ts'
import { instantFromRow, instantOrNull } from '../tenants/rows.ts'
import { InvalidInputError } from '../user-errors.ts'
import { billToSchema, taxTableSchema } from './billing-profile.ts'
import type { InvoiceFilter, InvoiceLineView, InvoiceTaxView, InvoiceView } from './invoice-views.ts'
import { dayFromRow } from '../entitlements/day-columns.ts'
import { currencyOf, lineFromRow } from './line-rows.ts'

const INCLUDED = { tenant: { select: { name: true, timeZone: true } } } satisfies Prisma.InvoiceInclude
type InvoiceRow = Prisma.InvoiceGetPayload<{ include: typeof INCLUDED }>

const dayOrNull = (value: Date | null): string | null => (value === null ? null : dayFromRow(value))

export function viewOf(row: InvoiceRow): InvoiceView {
  const { currency } = row
  const money = (micros: bigint): MoneyView => ({ micros, currency })
  return {
    id: row.id,
    tenantId: idSchema('tenant').parse(row.tenantId),
    tenantName: row.tenant.name,
    timeZone: row.tenant.timeZone,
    kind: row.kind,
    status: row.status,
    number: row.number,
    month: row.month,
    fromDay: dayOrNull(row.fromDay),
    untilDay: dayOrNull(row.untilDay),
    correctsId: row.correctsId,
    reason: row.reason,
    issuedOn: dayOrNull(row.issuedOn),
    dueOn: dayOrNull(row.dueOn),
    createdAt: instantFromRow(row.createdAt),
    finalAt: instantOrNull(row.finalAt),
    sentAt: instantOrNull(row.sentAt),
    paidAt: instantOrNull(row.paidAt),
    voidedAt: instantOrNull(row.voidedAt),
    currency,
    net: money(row.netMicros),
    tax: money(row.taxMicros),
    rounding: money(row.roundingMicros),
    payable: money(row.payableMicros),
    settled: money(row.settledMicros),
    open: money(row.status === 'void' || row.status === 'draft' ? 0n : row.payableMicros - row.settledMicros),
    dunningLevel: row.dunningLevel,
    taxMode: taxTableSchema.parse(row.taxTable).mode,
    billTo: billToSchema.parse(row.billTo),
  }
}

export async function findInvoiceView(
  tx: Transaction,
  where: { readonly tenantId: TenantId; readonly id: string },
): Promise<InvoiceView | null> {
  const row = await tx.invoice.findFirst({ where, include: INCLUDED })
  return row === null ? null : viewOf(row)
}

function whereOf(filter: InvoiceFilter): Prisma.InvoiceWhereInput {
  const { tenantId, statuses, kinds, month, currency, search } = filter
  const contains = { contains: search ?? '', mode: 'insensitive' as const }
  return {
    ...(tenantId === null ? {} : { tenantId }),
    ...(statuses.length === 0 ? {} : { status: { in: [...statuses] } }),
    ...(kinds.length === 0 ? {} : { kind: { in: [...kinds] } }),
    ...(month === null ? {} : { month }),
    ...(currency === null ? {} : { currency }),
    ...(search === null ? {} : { OR: [{ number: contains }, { tenant: { name: contains } }] }),
  }
}

/** Newest first; the cursor is the document's id. */
export async function readInvoices(
  tx: Transaction,
  filter: InvoiceFilter,
  page: PageArguments,
): Promise<Page<InvoiceView>> {
  const { count, backward } = pageSize(page)
  const where = whereOf(filter)
  const cursor = backward ? page.before : page.after
  if (cursor !== undefined && cursor !== null && (await tx.invoice.count({ where: { ...where, id: cursor } })) === 0)
    throw new InvalidInputError(backward ? 'before' : 'after', 'This is not a cursor of this list.')
  const rows = await tx.invoice.findMany({
    where,
    include: INCLUDED,
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: backward ? -(count + 1) : count + 1,
    ...(cursor === undefined || cursor === null ? {} : { cursor: { id: cursor }, skip: 1 }),
  })
  const hasMore = rows.length > count
  const shown = backward ? rows.slice(hasMore ? 1 : 0) : rows.slice(0, count)
  const edges = shown.map((row) => ({ cursor: row.id, node: viewOf(row) }))
  return {
    edges,
    pageInfo: {
      hasNextPage: backward ? cursor !== undefined && cursor !== null : hasMore,
      hasPreviousPage: backward ? hasMore : cursor !== undefined && cursor !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: await tx.invoice.count({ where }),
  }
}

export async function readLines(tx: Transaction, invoice: InvoiceView): Promise<InvoiceLineView[]> {
  const { id: invoiceId, tenantId, currency, timeZone } = invoice
  const rows = await tx.invoiceLine.findMany({ where: { tenantId, invoiceId }, orderBy: { position: 'asc' } })
  return rows.map((row) => ({
    invoiceId,
    position: row.position,
    currency,
    timeZone,
    line: lineFromRow(row, currencyOf(currency)),
  }))
}

export async function readTaxes(tx: Transaction, invoice: InvoiceView): Promise<InvoiceTaxView[]> {
  const { id: invoiceId, tenantId, currency } = invoice
  const rows = await tx.invoiceTax.findMany({ where: { tenantId, invoiceId }, orderBy: { category: 'asc' } })
  return rows.map(({ category, treatment, percent, netMicros, taxMicros }) => ({
    category,
    treatment,
    percent,
    net: { micros: netMicros, currency },
    tax: { micros: taxMicros, currency },
  }))
}

/** Credit and debit notes about a document, oldest first. */
export async function readCorrections(tx: Transaction, invoice: InvoiceView): Promise<InvoiceView[]> {
  const rows = await tx.invoice.findMany({
    where: { tenantId: invoice.tenantId, correctsId: invoice.id },
    include: INCLUDED,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(viewOf)
}
