import { assertNever, idSchema, InvariantError } from '@seatline/core'
import type { Instant } from '@seatline/core'
import type { PaymentAllocation, PaymentMovement } from '@seatline/billing'
import type { Transaction } from '../database/client.ts'
import type { Payment } from '../generated/prisma/client.ts'
import { bookPayment, bookRefund, reversePayment } from '../ledger/book-payment.ts'
import { allocationsSchema, currencyOf } from './payment-row.ts'

type Movement = { readonly payment: Payment; readonly movement: PaymentMovement; readonly now: Instant }

/**
 * Enters a movement of a payment in the ledger, once: the ledger recognises it by the payment and the movement's key. What came pays invoices or becomes credit; what
 * goes back, by a refund or a dispute, goes from the client's credit, which may fall below nothing: then the client owes it.
 */
export async function bookMovement(tx: Transaction, input: Movement): Promise<void> {
  const { payment, movement, now: at } = input
  const tenantId = idSchema('tenant').parse(payment.tenantId)
  switch (movement.kind) {
    case 'received': {
      const allocations = await bookIn(tx, input, {
        bookingId: payment.id,
        allocations: allocationsOf(payment, movement.micros),
      })
      await tx.payment.update({ where: { id: payment.id }, data: { allocations } })
      return
    }
    case 'reversed':
      await reversePayment(tx, { tenantId, paymentId: payment.id, at, memo: payment.reference })
      return
    case 'refunded':
    case 'disputed':
      await bookRefund(tx, {
        tenantId,
        refundId: `${payment.id}/${movement.key}`,
        paymentId: payment.id,
        amount: { currency: currencyOf(payment.currency), micros: -movement.micros },
        method: payment.method,
        at,
      })
      return
    case 'refundFailed':
    case 'disputeWon':
      await bookIn(tx, input, { bookingId: `${payment.id}/${movement.key}`, allocations: [] })
      return
    default:
      assertNever(movement.kind, 'movement')
  }
}

/** Money that came; gives what it paid. */
async function bookIn(
  tx: Transaction,
  { payment, movement, now: at }: Movement,
  as: { readonly bookingId: string; readonly allocations: readonly PaymentAllocation[] | null },
): Promise<{ readonly invoiceId: string; readonly micros: string }[]> {
  const booked = await bookPayment(tx, {
    tenantId: idSchema('tenant').parse(payment.tenantId),
    paymentId: as.bookingId,
    amount: { currency: currencyOf(payment.currency), micros: movement.micros },
    method: payment.method,
    at,
    allocations: as.allocations,
    memo: payment.reference,
  })
  if (!booked.ok)
    throw new InvariantError(`the ledger refused a payment [payment:${payment.id} code:${booked.error.code}]`)
  return booked.value.allocations.map(({ invoiceId, micros }) => ({ invoiceId, micros: String(micros) }))
}

/** What the payment was made for; null leaves it to what was due first. The ledger pays no invoice beyond what is open. */
function allocationsOf(payment: Payment, received: bigint) {
  if (payment.topUp) return []
  if (payment.invoiceId !== null) return [{ invoiceId: payment.invoiceId, micros: received }]
  return payment.allocations === null ? null : allocationsSchema.parse(payment.allocations)
}
