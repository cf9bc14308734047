import type { AgeBand } from '@seatline/billing'
import type { Instant, LocalDate, TenantId } from '@seatline/core'
import type { MoneyView } from '../billing/bill-views.ts'
import type { LedgerEntryKind } from '../generated/prisma/enums.ts'

export type PostingView = { readonly account: string; readonly amount: MoneyView }

export type LedgerEntryView = {
  readonly id: string
  readonly tenantId: TenantId
  readonly tenantName: string
  readonly kind: LedgerEntryKind
  readonly reference: string
  readonly day: LocalDate
  readonly at: Instant
  readonly currency: string
  readonly invoiceId: string | null
  readonly paymentId: string | null
  readonly memo: string
  readonly postings: readonly PostingView[]
}

export type BalanceView = { readonly account: string; readonly balance: MoneyView }

export type StatementEntryView = {
  readonly entryId: string
  readonly kind: LedgerEntryKind
  readonly day: LocalDate
  readonly memo: string
  readonly invoiceId: string | null
  readonly paymentId: string | null
  readonly amount: MoneyView
  readonly balance: MoneyView
}

export type StatementView = {
  readonly tenantId: TenantId
  readonly currency: string
  readonly from: LocalDate
  readonly until: LocalDate
  readonly opening: MoneyView
  readonly closing: MoneyView
  readonly entries: readonly StatementEntryView[]
  readonly aged: readonly { readonly band: AgeBand; readonly amount: MoneyView }[]
}

export type LedgerFilter = {
  readonly tenantId: TenantId | null
  readonly kinds: readonly LedgerEntryKind[]
  readonly account: string | null
  readonly invoiceId: string | null
  readonly paymentId: string | null
  readonly from: LocalDate | null
  readonly until: LocalDate | null
}
