import type { Instant, TenantId } from '@seatline/core'
import { stepPayment } from '@seatline/billing'
import type { PaymentInput, PaymentRefusal } from '@seatline/billing'
import type { Transaction } from '../database/client.ts'
import { bookMovement } from './book-movement.ts'
import { columnsOf, stateFromRow } from './payment-row.ts'

export type Applied =
  { readonly kind: 'applied' | 'ignored' } | { readonly kind: 'refused'; readonly reason: PaymentRefusal }

/**
 * What was heard of a payment, kept and booked in the transaction of the caller: the state, each movement once by its key, and the ledger. Whoever hears of the same
 * payment at the same time waits for the row. The transaction must see the payment's tenant.
 */
export async function applyInput(
  tx: Transaction,
  input: {
    readonly tenantId: TenantId
    readonly paymentId: string
    readonly heard: PaymentInput
    readonly now: Instant
  },
): Promise<Applied> {
  const { tenantId, paymentId, heard, now } = input
  await tx.$queryRaw`SELECT id FROM payment WHERE tenant_id = ${tenantId} AND id = ${paymentId} FOR UPDATE`
  const row = await tx.payment.findUniqueOrThrow({ where: { tenantId_id: { tenantId, id: paymentId } } })
  const step = stepPayment(stateFromRow(row), heard)
  if (step.kind === 'refused') return { kind: 'refused', reason: step.reason }
  if (step.kind === 'ignored') return { kind: 'ignored' }
  const at = new Date(now)
  await tx.payment.update({ where: { id: paymentId }, data: { ...columnsOf(step.state), updatedAt: at } })
  for (const movement of step.movements) {
    await tx.paymentMovement.createMany({
      data: { tenantId, paymentId, key: movement.key, kind: movement.kind, micros: movement.micros, at },
    })
    await bookMovement(tx, { payment: row, movement, now })
  }
  return { kind: 'applied' }
}
