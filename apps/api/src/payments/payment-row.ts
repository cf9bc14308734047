import type { TenantId } from '@seatline/core'
import { InvariantError } from '@seatline/core'
import {
  DISPUTE_STATUSES,
  isCurrency,
  netOf,
  PAYMENT_METHODS,
  refundable,
  REFUND_STATUSES,
  statusOf,
} from '@seatline/billing'
import type { Currency, DisputeState, PaymentState, RefundState } from '@seatline/billing'
import { z } from 'zod'
import type { Payment } from '../generated/prisma/client.ts'
import { instantFromRow } from '../tenants/rows.ts'
import type { PaymentView } from './payment-views.ts'

const amount = z.string().regex(/^\d+$/).transform(BigInt)
const refundsSchema = z.record(z.string(), z.object({ status: z.enum(REFUND_STATUSES), amount }))
const disputesSchema = z.record(z.string(), z.object({ status: z.enum(DISPUTE_STATUSES), amount }))
const chargeSchema = z.enum(['pending', 'failed', 'canceled', 'received', 'reversed'])
export const allocationsSchema = z.array(z.object({ invoiceId: z.string(), micros: amount }))

export function currencyOf(text: string): Currency {
  if (!isCurrency(text)) throw new InvariantError(`not a currency [currency:${text}]`)
  return text
}

export const stateFromRow = (row: Payment): PaymentState => ({
  method: z.enum(PAYMENT_METHODS).parse(row.method),
  amount: { currency: currencyOf(row.currency), micros: row.askedMicros },
  charge: chargeSchema.parse(row.charge),
  received: row.receivedMicros,
  refunds: refundsSchema.parse(row.refunds),
  disputes: disputesSchema.parse(row.disputes),
})

const asText = (records: Readonly<Record<string, RefundState | DisputeState>>) =>
  Object.fromEntries(
    Object.entries(records).map(([id, { status, amount: micros }]) => [id, { status, amount: String(micros) }]),
  )

/** The columns that a state is kept in. */
export const columnsOf = (state: PaymentState) => ({
  charge: state.charge,
  status: statusOf(state),
  receivedMicros: state.received,
  refunds: asText(state.refunds),
  disputes: asText(state.disputes),
})

export function paymentView(row: Payment, numbers: ReadonlyMap<string, string>): PaymentView {
  const state = stateFromRow(row)
  const { currency } = state.amount
  const allocations = row.allocations === null ? [] : allocationsSchema.parse(row.allocations)
  return {
    id: row.id,
    tenantId: row.tenantId as TenantId,
    method: state.method,
    status: statusOf(state),
    asked: state.amount,
    received: { currency, micros: state.received ?? 0n },
    net: { currency, micros: netOf(state) },
    refundable: { currency, micros: refundable(state) },
    allocations: allocations.map(({ invoiceId, micros }) => ({
      invoiceId,
      number: numbers.get(invoiceId) ?? invoiceId,
      amount: { currency, micros },
    })),
    refunds: Object.entries(state.refunds).map(([id, refund]) => ({
      id,
      status: refund.status,
      amount: { currency, micros: refund.amount },
    })),
    isTopUp: row.topUp,
    hostedUrl: state.charge === 'received' || state.charge === 'canceled' ? null : row.hostedUrl,
    reference: row.reference,
    payer: row.payer,
    note: row.note,
    receivedOn: row.receivedOn === null ? null : row.receivedOn.toISOString().slice(0, 10),
    createdAt: instantFromRow(row.createdAt),
  }
}
