import type { TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Payment, Prisma } from '../generated/prisma/client.ts'
import { NotFoundError } from '../user-errors.ts'
import { allocationsSchema, paymentView } from './payment-row.ts'
import { BOOKING_STATES } from './payment-views.ts'
import type { BankBookingView, BookingState, PaymentView } from './payment-views.ts'

export type PaymentPage = { readonly totalCount: number; readonly rows: readonly PaymentView[] }

/** Latest first. */
export async function readPayments(
  tx: Transaction,
  where: Prisma.PaymentWhereInput,
  page: { readonly offset: number; readonly limit: number },
): Promise<PaymentPage> {
  const rows = await tx.payment.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    skip: page.offset,
    take: page.limit,
  })
  return { totalCount: await tx.payment.count({ where }), rows: await viewsOf(tx, rows) }
}

export async function viewsOf(tx: Transaction, rows: readonly Payment[]): Promise<PaymentView[]> {
  const ids = rows.flatMap(({ allocations }) =>
    allocations === null ? [] : allocationsSchema.parse(allocations).map(({ invoiceId }) => invoiceId),
  )
  const invoices = await tx.invoice.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, number: true },
  })
  const numbers = new Map(invoices.map(({ id, number }) => [id, number ?? id]))
  return rows.map((row) => paymentView(row, numbers))
}

export async function findPayment(tx: Transaction, tenantId: TenantId | null, id: string): Promise<Payment> {
  const row = await tx.payment.findFirst({ where: { id, ...(tenantId === null ? {} : { tenantId }) } })
  if (row === null) throw new NotFoundError('payment')
  return row
}

export async function readView(tx: Transaction, id: string): Promise<PaymentView> {
  const [view] = await viewsOf(tx, [await findPayment(tx, null, id)])
  if (view === undefined) throw new NotFoundError('payment')
  return view
}

export type BookingPage = { readonly totalCount: number; readonly rows: readonly BankBookingView[] }

/** Bookings of the operator's bank, latest first. */
export async function readBookings(
  tx: Transaction,
  where: Prisma.BankBookingWhereInput,
  page: { readonly offset: number; readonly limit: number },
): Promise<BookingPage> {
  const rows = await tx.bankBooking.findMany({
    where,
    orderBy: [{ day: 'desc' }, { id: 'asc' }],
    skip: page.offset,
    take: page.limit,
  })
  return {
    totalCount: await tx.bankBooking.count({ where }),
    rows: rows.map((row) => ({
      id: row.id,
      day: row.day.toISOString().slice(0, 10),
      amount: { micros: row.micros, currency: row.currency },
      reference: row.reference,
      text: row.text,
      payer: row.payer,
      state: stateOf(row.state),
      reason: row.reason,
      paymentId: row.paymentId,
    })),
  }
}

const stateOf = (text: string): BookingState => BOOKING_STATES.find((state) => state === text) ?? 'unmatched'

/** Documents that wait for money, of the tenants that the transaction sees. */
export const readOpenDocuments = (tx: Transaction, where: Prisma.InvoiceWhereInput) =>
  tx.invoice.findMany({
    where: { ...where, status: { in: ['final', 'sent', 'partlyPaid', 'overdue'] }, payableMicros: { gt: 0 } },
    orderBy: [{ dueOn: 'asc' }, { number: 'asc' }],
  })
