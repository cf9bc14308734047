import type { Instant, LocalDate, TenantId } from '@seatline/core'
import type { PaymentMethod, PaymentStatus, RefundStatus } from '@seatline/billing'
import type { MoneyView } from '../billing/bill-views.ts'

/** A payment as people see it. */
export type PaymentView = {
  readonly id: string
  readonly tenantId: TenantId
  readonly method: PaymentMethod
  readonly status: PaymentStatus
  readonly asked: MoneyView
  readonly received: MoneyView
  /** What it is worth now: received less what went back. */
  readonly net: MoneyView
  readonly refundable: MoneyView
  readonly allocations: readonly PaidInvoice[]
  readonly refunds: readonly { readonly id: string; readonly status: RefundStatus; readonly amount: MoneyView }[]
  readonly isTopUp: boolean
  /** Where it can be paid; null when there is nothing to pay. */
  readonly hostedUrl: string | null
  readonly reference: string
  readonly payer: string
  readonly note: string
  readonly receivedOn: LocalDate | null
  readonly createdAt: Instant
}

export type PaidInvoice = { readonly invoiceId: string; readonly number: string; readonly amount: MoneyView }

export const BOOKING_STATES = ['matched', 'unmatched', 'outgoing', 'setAside'] as const
export type BookingState = (typeof BOOKING_STATES)[number]

/** A booking of the operator's bank account. */
export type BankBookingView = {
  readonly id: string
  readonly day: LocalDate
  readonly amount: MoneyView
  readonly reference: string
  readonly text: string
  readonly payer: string
  readonly state: BookingState
  /** Why nobody was found: noInvoiceNumber, severalClients, otherCurrency. */
  readonly reason: string
  readonly paymentId: string | null
}

export type StatementIssue = {
  readonly line: number
  readonly field: string
  readonly code: string
  readonly message: string
}

export type StatementImport = {
  readonly matched: number
  readonly unmatched: number
  readonly outgoing: number
  /** Were taken from an earlier file already. */
  readonly known: number
  readonly issues: readonly StatementIssue[]
}

/** By what a client pays, and whether invoices are collected by it. */
export type PaymentMethodView = {
  readonly label: string
  readonly last4: string
  readonly ends: string
  readonly collects: boolean
}
