import type { ChargeLine } from '@seatline/billing'
import type { CallId, Instant, TenantId } from '@seatline/core'

/** An exact amount: whole micros (millionths) of the currency's unit. */
export type MoneyView = { readonly micros: bigint; readonly currency: string }

export const BILL_LINE_KINDS = ['seats', 'minutesInbound', 'minutesOutbound'] as const
export type BillLineKind = (typeof BILL_LINE_KINDS)[number]

export type BillView = {
  readonly tenantId: TenantId
  /** `2026-03`. */
  readonly month: string
  /** First instant of what is billed, and the first after it; for the running month the end of the present day. */
  readonly from: Instant
  readonly until: Instant
  readonly isComplete: boolean
  readonly planName: string
  readonly planVersion: number
  readonly lines: readonly BillLineView[]
  readonly days: readonly BillDayView[]
  readonly total: MoneyView
}

/** What one day of the tenant cost; the days add up to the total. */
export type BillDayView = {
  readonly date: string
  readonly seats: MoneyView
  readonly inboundMinutes: MoneyView
  readonly outboundMinutes: MoneyView
}

export type BillLineView = {
  readonly id: string
  readonly kind: BillLineKind
  readonly charge: Pick<ChargeLine, 'kind' | 'subject' | 'unit'>
  /** Exact decimal text: seat days, or seconds after the increment. */
  readonly quantity: string
  /** null where one figure would not be true. */
  readonly unitPrice: MoneyView | null
  /** First and further seconds, `30/6`, and the fee of each call; null for seats. */
  readonly increment: string | null
  readonly connectionFee: MoneyView | null
  readonly amount: MoneyView
  readonly callsCount: number
  readonly seatsCount: number
  readonly calls: readonly BilledCallView[]
  readonly seatDays: readonly BilledSeatDayView[]
}

export type BilledCallView = {
  readonly callId: CallId
  readonly at: Instant
  readonly durationMs: number
  readonly billableSeconds: number
  readonly amount: MoneyView
}

/** A day of the tenant, and the seats it had. */
export type BilledSeatDayView = { readonly day: string; readonly seats: number; readonly amount: MoneyView }
