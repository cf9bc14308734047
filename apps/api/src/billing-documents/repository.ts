import { formatMicros } from '@seatline/billing'
import type { Instant, TenantId } from '@seatline/core'
import type { Database, Transaction } from '../database/client.ts'
import type { InvoiceLineView, InvoiceTaxView, InvoiceView } from '../invoices/invoice-views.ts'
import { instantFromRow } from '../tenants/rows.ts'
import type { InvoiceDocument, ListedCall, Seller } from './document-model.ts'

const NO_SELLER: Omit<Seller, 'name'> = {
  address: '',
  taxId: '',
  phone: '',
  email: '',
  bankName: '',
  bankAccount: '',
  bankCode: '',
  paymentTerms: '',
}

/** The operator as its documents name it; what was never said is its name alone. */
export async function readSeller(database: Database): Promise<Seller> {
  return database.withTenants({ tenantIds: [], operator: true }, async (tx) => {
    const operator = await tx.tenant.findFirstOrThrow({ where: { kind: 'operator' }, select: { id: true, name: true } })
    const row = await tx.sellerProfile.findUnique({ where: { tenantId: operator.id } })
    if (row === null) return { ...NO_SELLER, name: operator.name }
    const { tenantId: _, ...seller } = row
    return seller
  })
}

/** A document with all that it says. */
export function documentOf(
  invoice: InvoiceView,
  parts: {
    readonly lines: readonly InvoiceLineView[]
    readonly taxes: readonly InvoiceTaxView[]
    readonly seller: Seller
    readonly correctsNumber: string | null
  },
): InvoiceDocument {
  const { fromDay, untilDay } = invoice
  return {
    kind: invoice.kind,
    isDraft: invoice.status === 'draft',
    isVoid: invoice.status === 'void',
    number: invoice.number,
    correctsNumber: parts.correctsNumber,
    reason: invoice.reason,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    servicePeriod: fromDay === null || untilDay === null ? null : { from: fromDay, until: untilDay },
    seller: parts.seller,
    buyer: invoice.billTo,
    currency: invoice.currency,
    taxMode: invoice.taxMode,
    lines: parts.lines.map(({ line }) => ({
      lineId: line.lineId,
      kind: line.kind,
      subject: line.subject,
      ...line.servicePeriod,
      quantity: line.quantity,
      unit: line.unit,
      unitPrice: line.unitPrice?.micros ?? null,
      details: line.details,
      amount: line.amount.micros,
      taxCategory: line.taxCategory,
    })),
    taxes: parts.taxes.map(({ category, treatment, percent, net, tax }) => ({
      category,
      treatment,
      percent,
      net: net.micros,
      tax: tax.micros,
    })),
    net: invoice.net.micros,
    tax: invoice.tax.micros,
    rounding: invoice.rounding.micros,
    payable: invoice.payable.micros,
    madeAt: invoice.finalAt ?? invoice.createdAt,
  }
}

export type CallFilter = {
  readonly tenantId: TenantId
  readonly from: Instant
  readonly until: Instant
  /** null: in both directions. */
  readonly direction: 'inbound' | 'outbound' | null
  /** Of one line of a bill; null: of all. */
  readonly usageKey: string | null
}
export type RatedCall = ListedCall & { readonly currency: string; readonly planVersion: number }

const whereOf = ({ tenantId, from, until, direction, usageKey }: CallFilter) => ({
  tenantId,
  startedAt: { gte: new Date(from), lt: new Date(until) },
  ...(direction === null ? {} : { direction }),
  ...(usageKey === null ? {} : { usageKey }),
})

/** Charged calls in order of time, each with what its price was made from. */
export async function readCalls(
  tx: Transaction,
  filter: CallFilter,
  page: { readonly offset: number; readonly take: number },
): Promise<RatedCall[]> {
  const rows = await tx.usageRecord.findMany({
    where: whereOf(filter),
    include: { call: { select: { ani: true, dnis: true } } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    skip: page.offset,
    take: page.take,
  })
  return rows.map((row) => ({
    callId: row.callId,
    direction: row.direction,
    calling: row.call.ani,
    called: row.call.dnis,
    startedAt: instantFromRow(row.startedAt),
    durationMs: row.durationMs,
    billableSeconds: row.billableSeconds,
    rate: `${formatMicros(row.pricePerMinuteMicros)} × ${row.increment}`,
    amount: row.amountMicros,
    currency: row.currency,
    planVersion: row.planVersion,
  }))
}

export const countCalls = (tx: Transaction, filter: CallFilter): Promise<number> =>
  tx.usageRecord.count({ where: whereOf(filter) })
