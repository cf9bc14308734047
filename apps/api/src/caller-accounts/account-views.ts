import type { Instant, TenantId } from '@seatline/core'
import type { MoneyView } from '../billing/bill-views.ts'

/** An account of a caller with a value-added line. */
export type CallerAccountView = {
  readonly id: string
  readonly tenantId: TenantId
  readonly number: string
  readonly name: string
  readonly balance: MoneyView
  readonly blocked: boolean
  readonly updatedAt: Instant
}
export type CallerAccountPage = { readonly totalCount: number; readonly rows: readonly CallerAccountView[] }

export const ENTRY_KINDS = ['topUp', 'charge', 'correction'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

export type AccountEntryView = {
  readonly id: string
  readonly kind: EntryKind
  readonly amount: MoneyView
  readonly balanceAfter: MoneyView
  readonly callId: string | null
  readonly seconds: number | null
  readonly note: string
  readonly at: Instant
}

/** What callers of a number pay from their accounts. */
export type LinePriceView = {
  readonly didId: string
  readonly number: string
  readonly label: string
  readonly perCall: MoneyView | null
  readonly perMinute: MoneyView | null
  /** 60/60, as the trade writes it. */
  readonly increment: string | null
  readonly warnSeconds: number | null
}
