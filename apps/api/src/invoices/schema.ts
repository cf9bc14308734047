import { CHARGE_KINDS, CHARGE_UNITS, INVOICE_KINDS, INVOICE_STATUSES, isCurrency } from '@seatline/billing'
import type { ChargedDay, ChargeLine } from '@seatline/billing'
import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { Money } from '../graphql/money-types.ts'
import { pageOf } from '../graphql/pages.ts'
import type { PageArguments } from '../graphql/pages.ts'
import { Tenant } from '../tenants/schema.ts'
import { InvalidInputError } from '../user-errors.ts'
import type { InvoiceFilter, InvoiceLineView, InvoiceTaxView, InvoiceView } from './invoice-views.ts'
import * as service from './service.ts'

export const InvoiceKind = enumOf('InvoiceKind', INVOICE_KINDS)
export const InvoiceStatus = enumOf('InvoiceStatus', INVOICE_STATUSES)
export const ChargeKind = enumOf('ChargeKind', CHARGE_KINDS)
export const ChargeUnit = enumOf('ChargeUnit', CHARGE_UNITS)

const money = (line: InvoiceLineView, micros: bigint) => ({ micros, currency: line.currency })

const ChargeDetail = builder.objectRef<{ readonly name: string; readonly value: string }>('ChargeDetail').implement({
  fields: (t) => ({ name: t.exposeString('name'), value: t.exposeString('value') }),
})

const ChargedDayRef = builder.objectRef<ChargedDay>('ChargedDay').implement({
  description: 'A day of a charge; the days of a line add up to its amount.',
  fields: (t) => ({
    date: t.field({ type: 'Date', resolve: (day) => day.date }),
    count: t.exposeInt('count'),
    amount: t.field({ type: Money, resolve: (day) => day.amount }),
  }),
})

type Evidence = ChargeLine['evidence']
const ChargeEvidence = builder.objectRef<Evidence>('ChargeEvidence').implement({
  description: 'What a line was made from: where a click on it leads. Which fields are set follows from `kind`.',
  fields: (t) => ({
    kind: t.string({
      description: 'usage, days, lines, serviceLevel, record',
      resolve: (evidence) => evidence.kind,
    }),
    usageKey: t.string({ nullable: true, resolve: (of) => (of.kind === 'usage' ? of.usageKey : null) }),
    from: t.field({ type: 'DateTime', nullable: true, resolve: (of) => (of.kind === 'usage' ? of.from : null) }),
    until: t.field({ type: 'DateTime', nullable: true, resolve: (of) => (of.kind === 'usage' ? of.until : null) }),
    days: t.connection({
      type: ChargedDayRef,
      complexity: ({ first, last }) => ({ field: 1, multiplier: first ?? last ?? 50 }),
      resolve: (of, args) => pageOf(of.kind === 'days' ? of.days : [], args),
    }),
    lineIds: t.stringList({ resolve: (of) => (of.kind === 'lines' ? [...of.lineIds] : []) }),
    contractId: t.id({ nullable: true, resolve: (of) => (of.kind === 'serviceLevel' ? of.contractId : null) }),
    measureId: t.id({ nullable: true, resolve: (of) => (of.kind === 'serviceLevel' ? of.measureId : null) }),
    recordId: t.id({ nullable: true, resolve: (of) => (of.kind === 'record' ? of.recordId : null) }),
    callIds: t.idList({ resolve: (of) => (of.kind === 'record' ? [...of.callIds] : []) }),
  }),
})

export const InvoiceLine = builder.objectRef<InvoiceLineView>('InvoiceLine').implement({
  description: 'A charge on a document, exact to the micro and before tax where tax comes on top.',
  fields: (t) => ({
    lineId: t.id({ description: 'Names the charge, not the document.', resolve: ({ line }) => line.lineId }),
    position: t.exposeInt('position'),
    kind: t.field({ type: ChargeKind, resolve: ({ line }) => line.kind }),
    subject: t.string({ resolve: ({ line }) => line.subject }),
    fromDay: t.field({ type: 'Date', resolve: ({ line }) => line.servicePeriod.from }),
    untilDay: t.field({
      type: 'Date',
      description: 'The first day after.',
      resolve: ({ line }) => line.servicePeriod.until,
    }),
    planId: t.id({ nullable: true, resolve: ({ line }) => line.plan?.planId ?? null }),
    planVersion: t.int({ nullable: true, resolve: ({ line }) => line.plan?.version ?? null }),
    quantity: t.string({ description: 'Exact decimal text.', resolve: ({ line }) => line.quantity }),
    unit: t.field({ type: ChargeUnit, resolve: ({ line }) => line.unit }),
    unitPrice: t.field({ type: Money, nullable: true, resolve: ({ line }) => line.unitPrice }),
    details: t.field({
      type: [ChargeDetail],
      complexity: { field: 1, multiplier: 1 },
      resolve: ({ line }) => Object.entries(line.details).map(([name, value]) => ({ name, value })),
    }),
    amount: t.field({ type: Money, resolve: (view) => money(view, view.line.amount.micros) }),
    taxCategory: t.string({ resolve: ({ line }) => line.taxCategory }),
    evidence: t.field({ type: ChargeEvidence, resolve: ({ line }) => line.evidence }),
  }),
})

const InvoiceTax = builder.objectRef<InvoiceTaxView>('InvoiceTax').implement({
  description: 'The tax of all lines of one category together, rounded once.',
  fields: (t) => ({
    category: t.exposeString('category'),
    treatment: t.exposeString('treatment', { description: 'taxed, exempt, reverseCharge' }),
    percent: t.exposeString('percent'),
    net: t.field({ type: Money, resolve: (tax) => tax.net }),
    tax: t.field({ type: Money, resolve: (tax) => tax.tax }),
  }),
})

const BillTo = builder.objectRef<InvoiceView['billTo']>('BillTo').implement({
  description: 'To whom a document is made out, as it was then.',
  fields: (t) => ({
    name: t.exposeString('name'),
    address: t.exposeString('address'),
    taxId: t.exposeString('taxId'),
    email: t.exposeString('email'),
  }),
})

export const Invoice = builder.objectRef<InvoiceView>('Invoice')
Invoice.implement({
  description:
    'An invoice, a credit note or a debit note. Nothing of it changes once it is final but what is paid of it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    tenantName: t.exposeString('tenantName'),
    kind: t.field({ type: InvoiceKind, resolve: (invoice) => invoice.kind }),
    status: t.field({ type: InvoiceStatus, resolve: (invoice) => invoice.status }),
    number: t.exposeString('number', { nullable: true, description: 'null: a draft.' }),
    month: t.exposeString('month', { nullable: true, description: '2026-03; null: made by hand.' }),
    fromDay: t.field({ type: 'Date', nullable: true, resolve: (invoice) => invoice.fromDay }),
    untilDay: t.field({ type: 'Date', nullable: true, resolve: (invoice) => invoice.untilDay }),
    correctsId: t.exposeID('correctsId', { nullable: true, description: 'The document that a note is about.' }),
    reason: t.exposeString('reason'),
    issuedOn: t.field({ type: 'Date', nullable: true, resolve: (invoice) => invoice.issuedOn }),
    dueOn: t.field({ type: 'Date', nullable: true, resolve: (invoice) => invoice.dueOn }),
    createdAt: t.field({ type: 'DateTime', resolve: (invoice) => invoice.createdAt }),
    finalAt: t.field({ type: 'DateTime', nullable: true, resolve: (invoice) => invoice.finalAt }),
    sentAt: t.field({ type: 'DateTime', nullable: true, resolve: (invoice) => invoice.sentAt }),
    paidAt: t.field({ type: 'DateTime', nullable: true, resolve: (invoice) => invoice.paidAt }),
    voidedAt: t.field({ type: 'DateTime', nullable: true, resolve: (invoice) => invoice.voidedAt }),
    currency: t.exposeString('currency'),
    net: t.field({ type: Money, resolve: (invoice) => invoice.net }),
    tax: t.field({ type: Money, resolve: (invoice) => invoice.tax }),
    rounding: t.field({
      type: Money,
      description: 'What brings net and tax to whole coins.',
      resolve: (invoice) => invoice.rounding,
    }),
    payable: t.field({ type: Money, resolve: (invoice) => invoice.payable }),
    settled: t.field({
      type: Money,
      description: 'What payments, credit and credit notes have settled.',
      resolve: (invoice) => invoice.settled,
    }),
    open: t.field({ type: Money, resolve: (invoice) => invoice.open }),
    dunningLevel: t.exposeInt('dunningLevel', { description: '0: no reminder was sent.' }),
    taxMode: t.exposeString('taxMode', { description: 'exclusive: tax comes on top; inclusive: the lines hold it.' }),
    billTo: t.field({ type: BillTo, resolve: (invoice) => invoice.billTo }),
    lines: t.field({
      type: [InvoiceLine],
      complexity: { field: 1, multiplier: 20 },
      resolve: (invoice, _args, { scope }) => service.readLines(scope, { tenantId: invoice.tenantId, invoice }),
    }),
    taxes: t.field({
      type: [InvoiceTax],
      resolve: (invoice, _args, { scope }) => service.readTaxes(scope, { tenantId: invoice.tenantId, invoice }),
    }),
    corrections: t.field({
      type: [Invoice],
      description: 'Credit and debit notes about it, oldest first.',
      resolve: (invoice, _args, { scope }) => service.readCorrections(scope, { tenantId: invoice.tenantId, invoice }),
    }),
  }),
})

const InvoiceFilterInput = builder.inputType('InvoiceFilter', {
  fields: (t) => ({
    tenantId: t.id({ description: 'In a list over all clients: of this one.' }),
    statuses: t.field({ type: [InvoiceStatus] }),
    kinds: t.field({ type: [InvoiceKind] }),
    month: t.string({ description: 'YYYY-MM' }),
    currency: t.string({ description: 'ISO 4217' }),
    search: t.string({ description: "Part of a number or of the client's name." }),
  }),
})

const SEARCH_LENGTH_MAX = 100

function parseFilter(sent: typeof InvoiceFilterInput.$inferInput): InvoiceFilter {
  const { month, currency, search } = sent
  if (month && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    throw new InvalidInputError('filter.month', 'A month is written YYYY-MM.')
  if (currency && !isCurrency(currency))
    throw new InvalidInputError('filter.currency', 'A currency is three capital letters, as CNY.')
  if (search && search.length > SEARCH_LENGTH_MAX)
    throw new InvalidInputError('filter.search', `Use at most ${String(SEARCH_LENGTH_MAX)} characters.`)
  const word = search?.trim().replaceAll('\0', '') ?? ''
  return {
    tenantId: sent.tenantId ? parseId(idSchema('tenant'), 'filter.tenantId', sent.tenantId) : null,
    statuses: sent.statuses ?? [],
    kinds: sent.kinds ?? [],
    month: month ?? null,
    currency: currency ?? null,
    search: word === '' ? null : word,
  }
}

const complexity = (page: Pick<PageArguments, 'first' | 'last'>): { field: number; multiplier: number } => ({
  field: 1,
  multiplier: page.first ?? page.last ?? 50,
})

builder.objectFields(Tenant, (t) => ({
  invoices: t.connection({
    type: Invoice,
    description: "The client's documents, newest first; drafts are shown to the operator alone.",
    args: { filter: t.arg({ type: InvoiceFilterInput }) },
    complexity,
    resolve: (tenant, args, { scope }) =>
      service.listInvoices(scope, { tenantId: tenant.id, filter: parseFilter(args.filter ?? {}), page: args }),
  }),
  invoice: t.field({
    type: Invoice,
    nullable: true,
    args: { invoiceId: t.arg.id({ required: true }) },
    resolve: (tenant, { invoiceId }, { scope }) =>
      service.findInvoice(scope, {
        tenantId: tenant.id,
        id: parseId(idSchema('invoice'), 'invoiceId', invoiceId),
      }),
  }),
}))

builder.queryFields((t) => ({
  platformInvoices: t.connection({
    type: Invoice,
    description: 'The documents of all clients, newest first, for the operator.',
    args: { filter: t.arg({ type: InvoiceFilterInput }) },
    complexity,
    resolve: (_root, args, { scope }) =>
      service.listAllInvoices(scope, { filter: parseFilter(args.filter ?? {}), page: args }),
  }),
}))
