import type { DidId, FlowId, Instant, NumberKind, NumberState, PhoneNumberId, TenantId } from '@seatline/core'
import type { MoneyView } from '../billing/bill-views.ts'
import type { NumberRow, RowIssue } from './number-row.ts'

/** Whom a number is issued to, and what it points to there. */
export type NumberHolderView = {
  readonly tenantId: TenantId
  readonly tenantName: string
  readonly didId: DidId
  readonly label: string
  readonly flowId: FlowId
  readonly flowName: string
}

/** A number of the operator's stock. */
export type NumberView = {
  readonly id: PhoneNumberId
  readonly number: string
  readonly kind: NumberKind
  readonly parent: { readonly id: PhoneNumberId; readonly number: string } | null
  readonly state: NumberState
  readonly stateSince: Instant
  /** When a returned number may be used again. */
  readonly quarantineEndsAt: Instant | null
  readonly reservedFor: string
  readonly reservedUntil: Instant | null
  readonly holder: NumberHolderView | null
  readonly carrier: string
  readonly monthlyFee: MoneyView
  readonly canBeCalledBack: boolean
  readonly note: string
}

export type NumberChangeView = {
  readonly at: Instant
  readonly from: NumberState | null
  readonly to: NumberState
  readonly tenantName: string | null
  readonly by: string | null
  readonly note: string
}

/** How many numbers of a kind stand how, and what they cost a month. */
export type NumberCountView = {
  readonly kind: NumberKind
  readonly state: NumberState
  readonly count: number
  readonly monthlyFee: MoneyView
}

export type NumberTargetView = { readonly flowId: FlowId; readonly name: string }

export type NumberFilter = {
  readonly search?: string | null | undefined
  readonly kinds?: readonly NumberKind[] | null | undefined
  readonly states?: readonly NumberState[] | null | undefined
  readonly tenantId?: string | null | undefined
  readonly parentId?: string | null | undefined
}

/** What a file would bring, or has brought. */
export type NumberImportView = {
  /** Lines that are right, and that are not. */
  readonly validCount: number
  readonly invalidCount: number
  readonly imported: boolean
  /** The first of the lines that are right. */
  readonly sample: readonly NumberRow[]
  readonly issues: readonly RowIssue[]
}

export type UnissuedNumberView = {
  readonly number: string
  readonly kind: NumberKind
  readonly state: NumberState
  readonly since: Instant
  readonly carrier: string
  readonly monthlyFee: MoneyView
  /** Days of the month without a tenant, and the part of the fee that they cost. */
  readonly unissuedDays: number
  readonly feeOfMonth: MoneyView
}

export type UnissuedTotalView = {
  readonly kind: NumberKind
  readonly count: number
  readonly monthlyFee: MoneyView
  readonly feeOfMonth: MoneyView
}

export type UnissuedReportView = {
  readonly month: string
  readonly from: Instant
  readonly until: Instant
  readonly rows: readonly UnissuedNumberView[]
  readonly totals: readonly UnissuedTotalView[]
}
