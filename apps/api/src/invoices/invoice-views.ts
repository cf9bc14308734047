import type { AgeBand, ChargeLine, InvoiceKind, InvoiceStatus } from '@seatline/billing'
import type { Instant, LocalDate, TenantId } from '@seatline/core'
import type { MoneyView } from '../billing/bill-views.ts'
import type { BillTo } from './billing-profile.ts'

/** An invoice, a credit note or a debit note. */
export type InvoiceView = {
  readonly id: string
  readonly tenantId: TenantId
  readonly tenantName: string
  readonly timeZone: string
  readonly kind: InvoiceKind
  readonly status: InvoiceStatus
  readonly number: string | null
  readonly month: string | null
  readonly fromDay: LocalDate | null
  readonly untilDay: LocalDate | null
  readonly correctsId: string | null
  readonly reason: string
  readonly issuedOn: LocalDate | null
  readonly dueOn: LocalDate | null
  readonly createdAt: Instant
  readonly finalAt: Instant | null
  readonly sentAt: Instant | null
  readonly paidAt: Instant | null
  readonly voidedAt: Instant | null
  readonly currency: string
  readonly net: MoneyView
  readonly tax: MoneyView
  readonly rounding: MoneyView
  readonly payable: MoneyView
  readonly settled: MoneyView
  readonly open: MoneyView
  readonly dunningLevel: number
  readonly taxMode: 'exclusive' | 'inclusive'
  readonly billTo: BillTo
}

/** A charge line of a document; `invoice` says where it stands. */
export type InvoiceLineView = {
  readonly invoiceId: string
  readonly position: number
  readonly currency: string
  readonly timeZone: string
  readonly line: ChargeLine
}

export type InvoiceTaxView = {
  readonly category: string
  readonly treatment: string
  readonly percent: string
  readonly net: MoneyView
  readonly tax: MoneyView
}

export type InvoiceFilter = {
  readonly tenantId: TenantId | null
  readonly statuses: readonly InvoiceStatus[]
  readonly kinds: readonly InvoiceKind[]
  readonly month: string | null
  readonly currency: string | null
  /** Part of a number or of the client's name. */
  readonly search: string | null
}

export type AgedView = { readonly band: AgeBand; readonly amount: MoneyView }
