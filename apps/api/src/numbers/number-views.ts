import type { DidId, FlowId, Instant, NumberKind, NumberState, PhoneNumberId, TenantId } from '@seatline/core'
import type { MoneyView } from '../billing/bill-views.ts'

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
