import { dayOf, makeInvoice } from '@seatline/billing'
import type { ChargeLine, Currency, InvoiceFigures, InvoiceKind, InvoiceRefusal, Month } from '@seatline/billing'
import { addDays, InvariantError, ok } from '@seatline/core'
import type { Instant, LocalDate, Result, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Invoice } from '../generated/prisma/client.ts'
import { timeZoneOf } from '../ledger/book-payment.ts'
import { lockBooks, postEntry } from '../ledger/post-entry.ts'
import { settle, stepOf } from '../ledger/settle.ts'
import { readBillingProfile, taxTableSchema } from './billing-profile.ts'
import { currencyOf, lineFromRow, lineToRow } from './line-rows.ts'

export type NewDraft = {
  readonly invoiceId: string
  readonly tenantId: TenantId
  readonly kind: InvoiceKind
  readonly currency: Currency
  readonly lines: readonly ChargeLine[]
  readonly month: Month | null
  readonly period: { readonly from: LocalDate; readonly until: LocalDate } | null
  readonly closingId?: string
  readonly correctsId?: string
  readonly reason?: string
  readonly at: Instant
}

/** Writes a draft, in place of a draft with the same id. It has no number, and is in no ledger. */
export async function writeDraft(tx: Transaction, draft: NewDraft): Promise<InvoiceFigures> {
  const { invoiceId, tenantId, currency, lines, period } = draft
  const { taxTable, billTo } = await readBillingProfile(tx, tenantId)
  const figures = makeInvoice({ tenantId, currency, lines, taxTable })
  await tx.invoice.deleteMany({ where: { tenantId, id: invoiceId } })
  await tx.invoice.create({
    data: {
      id: invoiceId,
      tenantId,
      kind: draft.kind,
      status: 'draft',
      currency,
      month: draft.month,
      fromDay: period === null ? null : new Date(period.from),
      untilDay: period === null ? null : new Date(period.until),
      closingId: draft.closingId ?? null,
      correctsId: draft.correctsId ?? null,
      reason: draft.reason ?? '',
      createdAt: new Date(draft.at),
      netMicros: figures.net,
      taxMicros: figures.tax,
      roundingMicros: figures.rounding,
      payableMicros: figures.payable,
      taxTable: { ...taxTable, rates: taxTable.rates.map((rate) => ({ ...rate })) },
      billTo,
    },
  })
  await tx.invoiceLine.createMany({ data: lines.map((line, position) => lineToRow(line, { invoiceId, position })) })
  await tx.invoiceTax.createMany({
    data: figures.taxes.map(({ category, treatment, percent, net, tax }) => ({
      tenantId,
      invoiceId,
      category,
      treatment,
      percent,
      netMicros: net,
      taxMicros: tax,
    })),
  })
  return figures
}

/** The figures of a stored document, added up anew from its lines and its tax table. */
export async function readFigures(tx: Transaction, invoice: Invoice): Promise<InvoiceFigures> {
  const rows = await tx.invoiceLine.findMany({
    where: { tenantId: invoice.tenantId, invoiceId: invoice.id },
    orderBy: { position: 'asc' },
  })
  const currency = currencyOf(invoice.currency)
  const lines = rows.map((row) => lineFromRow(row, currency))
  const tenantId = invoice.tenantId as TenantId
  return makeInvoice({ tenantId, currency, lines, taxTable: taxTableSchema.parse(invoice.taxTable) })
}

type Act = { readonly tenantId: TenantId; readonly invoiceId: string; readonly at: Instant }

export const findInvoice = (tx: Transaction, { tenantId, invoiceId }: Omit<Act, 'at'>): Promise<Invoice | null> =>
  tx.invoice.findFirst({ where: { tenantId, id: invoiceId } })

const LETTER: Readonly<Record<InvoiceKind, string>> = { invoice: 'I', creditNote: 'C', debitNote: 'D' }
const NUMBER_PLACES = 5

/** `DEMOTRAV-I-00012`; of the second currency on `DEMOTRAV-I-USD-00001`. */
async function takeNumber(tx: Transaction, invoice: Invoice, prefix: string): Promise<string> {
  const { tenantId, kind, currency } = invoice
  const rows = await tx.$queryRaw<{ last_number: number }[]>`
    INSERT INTO invoice_series (tenant_id, kind, currency, last_number) VALUES (${tenantId}, ${kind}::"InvoiceKind", ${currency}, 1)
    ON CONFLICT (tenant_id, kind, currency) DO UPDATE SET last_number = invoice_series.last_number + 1 RETURNING last_number`
  const [row] = rows
  if (row === undefined) throw new InvariantError(`no number for a document [invoice:${invoice.id}]`)
  const { currency: usual } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { currency: true } })
  const middle = currency === usual ? '' : `${currency}-`
  return `${prefix}-${LETTER[kind]}-${middle}${String(row.last_number).padStart(NUMBER_PLACES, '0')}`
}

/** Gives a draft its number, books it and closes it for ever. */
export async function finalise(tx: Transaction, act: Act): Promise<Result<Invoice, InvoiceRefusal>> {
  const { tenantId, at } = act
  await lockBooks(tx, tenantId)
  const invoice = await tx.invoice.findUniqueOrThrow({ where: { id: act.invoiceId } })
  const today = dayOf(await timeZoneOf(tx, tenantId), at)
  const step = stepOf(invoice, 'finalise', today)
  if (!step.ok) return step
  const profile = await readBillingProfile(tx, tenantId)
  const number = await takeNumber(tx, invoice, profile.numberPrefix)
  const figures = await readFigures(tx, invoice)
  if (figures.payable !== invoice.payableMicros || figures.net !== invoice.netMicros)
    throw new InvariantError(`a draft whose lines are not its sum [invoice:${invoice.id}]`)
  const final = await tx.invoice.update({
    where: { id: invoice.id },
    data: {
      number,
      status: step.value,
      issuedOn: new Date(today),
      dueOn: new Date(invoice.kind === 'creditNote' ? today : addDays(today, profile.paymentDays)),
      finalAt: new Date(at),
      paidAt: step.value === 'paid' ? new Date(at) : null,
    },
  })
  const posted = await postEntry(tx, {
    tenantId,
    reference: `document/${invoice.id}`,
    fact: { kind: 'documentFinal', figures },
    currency: figures.currency,
    day: today,
    at,
    invoiceId: invoice.id,
    memo: number,
  })
  if (posted === null) return ok(final)
  if (final.kind === 'creditNote') return ok(await useCreditNote(tx, final, { at, today, entryId: posted.entryId }))
  return ok(final.payableMicros > 0n ? await useCredit(tx, final, { at, today }) : final)
}

type When = { readonly at: Instant; readonly today: LocalDate }

async function settled(tx: Transaction, input: Parameters<typeof settle>[1]): Promise<Invoice> {
  const result = await settle(tx, input)
  if (!result.ok) throw new InvariantError(`a document could not be settled [invoice:${input.invoice.id}]`)
  return result.value
}

/** A credit note pays what is open of its document; what is left becomes the client's credit. */
async function useCreditNote(tx: Transaction, note: Invoice, when: When & { entryId: string }): Promise<Invoice> {
  const tenantId = note.tenantId as TenantId
  const worth = -note.payableMicros
  const corrected = note.correctsId === null ? null : await findInvoice(tx, { tenantId, invoiceId: note.correctsId })
  const open = corrected === null ? 0n : corrected.payableMicros - corrected.settledMicros
  const used = open < worth ? open : worth
  let changed = note
  if (corrected !== null && used > 0n) {
    await settled(tx, { tenantId, invoice: corrected, amount: used, ...when })
    changed = await settled(tx, { tenantId, invoice: changed, amount: -used, ...when })
  }
  const rest = worth - used
  if (rest <= 0n) return changed
  const posted = await postEntry(tx, {
    tenantId,
    reference: `document/${note.id}/credit`,
    fact: { kind: 'creditApplied', amount: -rest },
    currency: currencyOf(note.currency),
    day: when.today,
    at: when.at,
    invoiceId: note.id,
    memo: note.number ?? '',
  })
  if (posted === null) throw new InvariantError(`credit of nothing [invoice:${note.id}]`)
  return settled(tx, { tenantId, invoice: changed, amount: -rest, ...when, entryId: posted.entryId })
}

/** The client's credit in one currency: what was paid beyond what was owed. */
export async function creditOf(tx: Transaction, tenantId: TenantId, currency: string): Promise<bigint> {
  const sum = await tx.ledgerPosting.aggregate({
    where: { tenantId, currency, account: 'customerCredit' },
    _sum: { amountMicros: true },
  })
  return -(sum._sum.amountMicros ?? 0n)
}

/** Credit that the client has pays a new document at once. */
async function useCredit(tx: Transaction, invoice: Invoice, when: When): Promise<Invoice> {
  const tenantId = invoice.tenantId as TenantId
  const credit = await creditOf(tx, tenantId, invoice.currency)
  const used = credit < invoice.payableMicros ? credit : invoice.payableMicros
  if (used <= 0n) return invoice
  const posted = await postEntry(tx, {
    tenantId,
    reference: `document/${invoice.id}/fromCredit`,
    fact: { kind: 'creditApplied', amount: used },
    currency: currencyOf(invoice.currency),
    day: when.today,
    at: when.at,
    invoiceId: invoice.id,
    memo: invoice.number ?? '',
  })
  if (posted === null) throw new InvariantError(`credit of nothing [invoice:${invoice.id}]`)
  return settled(tx, { tenantId, invoice, amount: used, ...when, entryId: posted.entryId })
}

/** Makes a document void that nothing was paid of. What was booked is booked the other way round; its number stays taken. */
export async function makeVoid(tx: Transaction, act: Act): Promise<Result<Invoice, InvoiceRefusal>> {
  const { tenantId, at } = act
  await lockBooks(tx, tenantId)
  const invoice = await tx.invoice.findUniqueOrThrow({ where: { id: act.invoiceId } })
  const today = dayOf(await timeZoneOf(tx, tenantId), at)
  const step = stepOf(invoice, 'void', today)
  if (!step.ok) return step
  const changed = await tx.invoice.update({
    where: { id: invoice.id },
    data: { status: step.value, voidedAt: new Date(at) },
  })
  if (invoice.status === 'draft') return ok(changed)
  const figures = await readFigures(tx, invoice)
  await postEntry(tx, {
    tenantId,
    reference: `document/${invoice.id}/void`,
    fact: { kind: 'documentVoided', figures },
    currency: figures.currency,
    day: today,
    at,
    invoiceId: invoice.id,
    memo: invoice.number ?? '',
  })
  return ok(changed)
}

/** Says that the client has it. */
export async function markSent(tx: Transaction, act: Act): Promise<Result<Invoice, InvoiceRefusal>> {
  const invoice = await tx.invoice.findUniqueOrThrow({ where: { id: act.invoiceId } })
  const today = dayOf(await timeZoneOf(tx, act.tenantId), act.at)
  const step = stepOf(invoice, 'send', today)
  if (!step.ok) return step
  return ok(
    await tx.invoice.update({
      where: { id: invoice.id },
      data: { status: step.value, sentAt: invoice.sentAt ?? new Date(act.at) },
    }),
  )
}
