import { assert } from '@seatline/core'
import type { Micros, Money } from '../money.ts'

/** How the money comes: through the payment provider, or to the operator's bank, entered by hand or from a statement. */
export const PAYMENT_METHODS = ['provider', 'bankTransfer'] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

/** What a reader is told of a payment. Worked out from what is known of it, never set. */
export const PAYMENT_STATUSES = [
  'pending',
  'failed',
  'canceled',
  'succeeded',
  'partlyRefunded',
  'refunded',
  'disputed',
  'reversed',
] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

export const REFUND_STATUSES = ['pending', 'succeeded', 'failed'] as const
export type RefundStatus = (typeof REFUND_STATUSES)[number]

/** `lost` and `open` mean that the money is with the payer's bank, `won` that it came back. */
export const DISPUTE_STATUSES = ['open', 'won', 'lost'] as const
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number]

export type RefundState = { readonly status: RefundStatus; readonly amount: Micros }
export type DisputeState = { readonly status: DisputeStatus; readonly amount: Micros }

/** How far the asking for the money came; what stands later in the list wins, whatever was heard first. */
const CHARGE_ORDER = ['pending', 'failed', 'canceled', 'received', 'reversed'] as const
export type ChargeStatus = (typeof CHARGE_ORDER)[number]

/** All that is known of a payment. Plain data; micros travel as decimal strings (`serializePayment`). */
export type PaymentState = {
  readonly method: PaymentMethod
  /** What was asked for. */
  readonly amount: Money
  readonly charge: ChargeStatus
  /** What came, once; null until it came. */
  readonly received: Micros | null
  readonly refunds: Readonly<Record<string, RefundState>>
  readonly disputes: Readonly<Record<string, DisputeState>>
}

export const askedFor = (method: PaymentMethod, amount: Money): PaymentState => {
  assert(amount.micros > 0n, `a payment is of more than nothing [micros:${String(amount.micros)}]`)
  return { method, amount, charge: 'pending', received: null, refunds: {}, disputes: {} }
}

/** True when `next` tells more than `known`: facts come in any order and any number of times. */
export const isLaterCharge = (known: ChargeStatus, next: ChargeStatus): boolean =>
  CHARGE_ORDER.indexOf(next) > CHARGE_ORDER.indexOf(known)

const sumOf = <T extends { readonly amount: Micros }>(
  records: Readonly<Record<string, T>>,
  counts: (record: T) => boolean,
): Micros => Object.values(records).reduce((sum, record) => (counts(record) ? sum + record.amount : sum), 0n)

/** Refunds that were carried out. */
export const refundedOf = (state: PaymentState): Micros => sumOf(state.refunds, ({ status }) => status === 'succeeded')

/** Refunds asked for or carried out: what may be refunded is what came, less these. */
export const refundsAskedOf = (state: PaymentState): Micros => sumOf(state.refunds, ({ status }) => status !== 'failed')

/** What the payer's bank has taken back and not returned. */
export const disputedOf = (state: PaymentState): Micros => sumOf(state.disputes, ({ status }) => status !== 'won')

/** What this payment is worth now: what came, less what went back. Nothing before it came, whatever else is known. */
export const netOf = (state: PaymentState): Micros =>
  state.charge === 'received' && state.received !== null ? state.received - refundedOf(state) - disputedOf(state) : 0n

export function statusOf(state: PaymentState): PaymentStatus {
  if (state.charge !== 'received') return state.charge
  if (disputedOf(state) > 0n) return 'disputed'
  const refunded = refundedOf(state)
  if (refunded === 0n) return 'succeeded'
  return refunded >= (state.received ?? 0n) ? 'refunded' : 'partlyRefunded'
}
