import { dayOf } from '@seatline/billing'
import type { Currency, Micros, Money } from '@seatline/billing'
import { fail, InvariantError, ok } from '@seatline/core'
import type { Instant, Result, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Invoice } from '../generated/prisma/client.ts'
import { currencyOf } from '../invoices/line-rows.ts'
import { lockBooks, postEntry } from './post-entry.ts'
import { settle } from './settle.ts'

export type PaymentAllocationInput = { readonly invoiceId: string; readonly micros: Micros }

export type PaymentBooking = {
  readonly tenantId: TenantId
  /** What the payment is recognised by: booked again, it counts once. */
  readonly paymentId: string
  readonly amount: Money
  /** What the clearing account is named after: `card`, `bankTransfer`. */
  readonly method: string
  readonly at: Instant
  /** How much of it is for which document. Shorter lists leave the rest as the client's credit; null pays what is open, oldest day of payment first. */
  readonly allocations: readonly PaymentAllocationInput[] | null
  /** For the reader: the bank's reference. */
  readonly memo?: string
}

export type BookedPayment = {
  readonly entryId: string
  readonly isNew: boolean
  readonly allocations: readonly PaymentAllocationInput[]
  /** What is left over, as the client's credit. */
  readonly creditMicros: Micros
}

export type BookingRefusal = {
  readonly code: 'payment.noInvoice' | 'payment.otherCurrency' | 'payment.notPositive' | 'payment.moreThanPaid'
  readonly invoiceId: string | null
}

const OPEN = ['final', 'sent', 'partlyPaid', 'overdue'] as const

/**
 * Books money that came, once for each payment id, in the caller's transaction, which sees the client's rows. A document is never paid beyond what is open: what
 * is too much for it becomes the client's credit, so that no payment is lost. The refusals are of wrong input; nothing is booked then.
 */
export async function bookPayment(
  tx: Transaction,
  input: PaymentBooking,
): Promise<Result<BookedPayment, BookingRefusal>> {
  const { tenantId, paymentId, amount, method, at } = input
  const reference = `payment/${paymentId}`
  await lockBooks(tx, tenantId)
  const known = await findBooked(tx, tenantId, reference)
  if (known !== null) return ok(known)
  if (amount.micros <= 0n) return fail({ code: 'payment.notPositive', invoiceId: null })
  const wanted = await allocationsOf(tx, input)
  if (!wanted.ok) return wanted
  const allocated = wanted.value.reduce((sum, { micros }) => sum + micros, 0n)
  const day = dayOf(await timeZoneOf(tx, tenantId), at)
  const posted = await postEntry(tx, {
    tenantId,
    reference,
    fact: { kind: 'paymentReceived', method, amount: amount.micros, allocated },
    currency: amount.currency,
    day,
    at,
    paymentId,
    ...(input.memo === undefined ? {} : { memo: input.memo }),
  })
  if (posted === null) throw new InvariantError(`a payment of nothing [payment:${paymentId}]`)
  for (const { invoice, micros } of wanted.value) {
    const settled = await settle(tx, { tenantId, invoice, entryId: posted.entryId, amount: micros, at, today: day })
    if (!settled.ok) throw new InvariantError(`an open document could not be settled [invoice:${invoice.id}]`)
  }
  return ok({
    ...posted,
    allocations: wanted.value.map(({ invoice, micros }) => ({ invoiceId: invoice.id, micros })),
    creditMicros: amount.micros - allocated,
  })
}

export type PaymentReversal = {
  readonly tenantId: TenantId
  readonly paymentId: string
  readonly at: Instant
  /** What is taken back; all that is left of it when not given. */
  readonly amount?: Micros
  /** Tells several that take back a part apart: the same key counts once. */
  readonly key?: string
  readonly memo?: string
}

/**
 * Takes a payment back, once for each key: what of it had become credit first, then what it had paid, the document that was paid last first; those are open again.
 * null when no such payment was booked, or nothing is left of it.
 */
export async function reversePayment(
  tx: Transaction,
  input: PaymentReversal,
): Promise<{ readonly entryId: string; readonly isNew: boolean } | null> {
  const { tenantId, paymentId, at } = input
  const reference = `payment/${paymentId}/${input.key ?? 'reversed'}`
  await lockBooks(tx, tenantId)
  const known = await tx.ledgerEntry.findUnique({ where: { tenantId_reference: { tenantId, reference } } })
  if (known !== null) return { entryId: known.id, isNew: false }
  const left = await leftOf(tx, tenantId, paymentId)
  if (left === null) return null
  const amount = input.amount === undefined || input.amount > left.amount ? left.amount : input.amount
  if (amount <= 0n) return null
  const credit = left.amount - left.settled.reduce((sum, { micros }) => sum + micros, 0n)
  const taken = takeBack(amount > credit ? amount - credit : 0n, left.settled)
  const day = dayOf(await timeZoneOf(tx, tenantId), at)
  const allocated = taken.reduce((sum, { micros }) => sum + micros, 0n)
  const posted = await postEntry(tx, {
    tenantId,
    reference,
    fact: { kind: 'paymentReversed', method: left.method, amount, allocated },
    currency: left.currency,
    day,
    at,
    paymentId,
    ...(input.memo === undefined ? {} : { memo: input.memo }),
  })
  if (posted === null) throw new InvariantError(`a reversal of nothing [payment:${paymentId}]`)
  for (const { invoiceId, micros } of taken) {
    const invoice = await tx.invoice.findUniqueOrThrow({ where: { id: invoiceId } })
    const settled = await settle(tx, { tenantId, invoice, entryId: posted.entryId, amount: -micros, at, today: day })
    if (!settled.ok) throw new InvariantError(`a settlement could not be taken back [invoice:${invoiceId}]`)
  }
  return posted
}

type Left = {
  readonly method: string
  readonly currency: Currency
  readonly amount: Micros
  readonly settled: readonly PaymentAllocationInput[]
}

/** What is left of a payment after all that was taken back of it. */
async function leftOf(tx: Transaction, tenantId: TenantId, paymentId: string): Promise<Left | null> {
  const entries = await tx.ledgerEntry.findMany({
    where: { tenantId, paymentId, kind: { in: ['paymentReceived', 'paymentReversed'] } },
    include: { postings: true, settlements: true },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  const clearing = entries.flatMap(({ postings }) => postings.filter(({ account }) => account.startsWith('clearing/')))
  const [first] = clearing
  if (first === undefined) return null
  const settled = new Map<string, Micros>()
  for (const { invoiceId, amountMicros } of entries.flatMap(({ settlements }) => settlements))
    settled.set(invoiceId, (settled.get(invoiceId) ?? 0n) + amountMicros)
  return {
    method: first.account.slice('clearing/'.length),
    currency: currencyOf(first.currency),
    amount: clearing.reduce((sum, { amountMicros }) => sum + amountMicros, 0n),
    settled: [...settled].map(([invoiceId, micros]) => ({ invoiceId, micros })),
  }
}

function takeBack(amount: Micros, settled: readonly PaymentAllocationInput[]): readonly PaymentAllocationInput[] {
  let left = amount
  return settled.toReversed().flatMap(({ invoiceId, micros }) => {
    const taken = micros < left ? micros : left
    left -= taken
    return taken > 0n ? [{ invoiceId, micros: taken }] : []
  })
}

/** Pays the client's credit out, once for each refund id. */
export async function bookRefund(
  tx: Transaction,
  input: {
    readonly tenantId: TenantId
    readonly refundId: string
    readonly paymentId: string
    readonly amount: Money
    readonly method: string
    readonly at: Instant
  },
): Promise<{ readonly entryId: string; readonly isNew: boolean }> {
  const { tenantId, refundId, paymentId, amount, method, at } = input
  await lockBooks(tx, tenantId)
  const posted = await postEntry(tx, {
    tenantId,
    reference: `refund/${refundId}`,
    fact: { kind: 'refundPaid', method, amount: amount.micros },
    currency: amount.currency,
    day: dayOf(await timeZoneOf(tx, tenantId), at),
    at,
    paymentId,
  })
  if (posted === null) throw new InvariantError(`a refund of nothing [refund:${refundId}]`)
  return posted
}

async function findBooked(tx: Transaction, tenantId: TenantId, reference: string): Promise<BookedPayment | null> {
  const entry = await tx.ledgerEntry.findUnique({
    where: { tenantId_reference: { tenantId, reference } },
    include: { postings: true, settlements: true },
  })
  if (entry === null) return null
  const credit = entry.postings.find(({ account }) => account === 'customerCredit')?.amountMicros ?? 0n
  return {
    entryId: entry.id,
    isNew: false,
    allocations: entry.settlements.map(({ invoiceId, amountMicros }) => ({ invoiceId, micros: amountMicros })),
    creditMicros: -credit,
  }
}

type Wanted = { readonly invoice: Invoice; readonly micros: Micros }

/** Each document once and as far as it is open. */
async function allocationsOf(tx: Transaction, input: PaymentBooking): Promise<Result<Wanted[], BookingRefusal>> {
  const { tenantId, amount, allocations } = input
  const open = await tx.invoice.findMany({
    where: {
      tenantId,
      ...(allocations === null
        ? { status: { in: [...OPEN] }, currency: amount.currency, payableMicros: { gt: 0 } }
        : { id: { in: allocations.map(({ invoiceId }) => invoiceId) } }),
    },
    orderBy: [{ dueOn: 'asc' }, { number: 'asc' }],
  })
  const asked = allocations ?? open.map(({ id }) => ({ invoiceId: id, micros: amount.micros }))
  if (allocations !== null && asked.reduce((sum, { micros }) => sum + micros, 0n) > amount.micros)
    return fail({ code: 'payment.moreThanPaid', invoiceId: null })
  const wanted: Wanted[] = []
  let left = amount.micros
  for (const { invoiceId, micros } of asked) {
    const invoice = open.find(({ id }) => id === invoiceId)
    if (invoice === undefined) return fail({ code: 'payment.noInvoice', invoiceId })
    if (invoice.currency !== amount.currency) return fail({ code: 'payment.otherCurrency', invoiceId })
    if (micros < 0n) return fail({ code: 'payment.notPositive', invoiceId })
    const isOpen = OPEN.some((status) => status === invoice.status)
    const rest = isOpen ? invoice.payableMicros - invoice.settledMicros : 0n
    const paid = [micros, rest, left].reduce((least, each) => (each < least ? each : least))
    if (paid <= 0n) continue
    left -= paid
    wanted.push({ invoice, micros: paid })
  }
  return ok(wanted)
}

/** Whose days an entry is booked on. */
export async function timeZoneOf(tx: Transaction, tenantId: TenantId): Promise<string> {
  const { timeZone } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { timeZone: true } })
  return timeZone
}
