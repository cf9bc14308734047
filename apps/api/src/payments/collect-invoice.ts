import { toMinorUnits } from '@seatline/billing'
import type { Instant, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Payment } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { NotFoundError, UserError } from '../user-errors.ts'
import { currencyOf } from './payment-row.ts'
import { writeTask } from './tasks.ts'

type Collect = {
  readonly tenantId: TenantId
  readonly invoiceId: string
  readonly by: string
  readonly now: Instant
}

/**
 * Gives what is open of an invoice to the payment provider: a payment and the first task, in one transaction. Asked again while the same amount waits it is the same
 * payment; a payment of another amount is called off first, so that nothing is collected twice.
 */
export async function collectInvoice(tx: Transaction, { tenantId, invoiceId, by, now }: Collect): Promise<Payment> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`collect/${invoiceId}`}))`
  const invoice = await tx.invoice.findFirst({ where: { tenantId, id: invoiceId } })
  if (invoice === null) throw new NotFoundError('invoice')
  const open = invoice.payableMicros - invoice.settledMicros
  if (!['final', 'sent', 'partlyPaid', 'overdue'].includes(invoice.status) || open <= 0n)
    throw new UserError({
      code: 'invoice.nothingToPay',
      message: 'There is nothing to pay of this invoice.',
      field: 'invoiceId',
    })
  const earlier = await tx.payment.findMany({
    where: { tenantId, invoiceId, method: 'provider', charge: { in: ['pending', 'failed'] } },
  })
  const same = earlier.find(({ askedMicros }) => askedMicros === open)
  for (const other of earlier) if (other !== same) await callOff(tx, other, now)
  if (same !== undefined) return tryAgain(tx, same, now)
  const currency = currencyOf(invoice.currency)
  const minor = toMinorUnits({ currency, micros: open })
  if (!minor.ok)
    throw new UserError({
      code: minor.error,
      message: 'The amount is not whole in the smallest coin of its currency.',
      field: 'invoiceId',
    })
  const at = new Date(now)
  const payment = await tx.payment.create({
    data: {
      id: newId('payment'),
      tenantId,
      method: 'provider',
      currency,
      askedMicros: open,
      charge: 'pending',
      status: 'pending',
      invoiceId,
      allocations: [{ invoiceId, micros: String(open) }],
      reference: invoice.number ?? '',
      createdBy: by,
      createdAt: at,
      updatedAt: at,
    },
  })
  const dueDays = invoice.dueOn === null ? 0 : Math.max(0, Math.ceil((invoice.dueOn.getTime() - now) / 86_400_000))
  const input = { minor: String(minor.value), currency, description: invoice.number ?? invoiceId, dueDays }
  const customer = await tx.paymentCustomer.findUnique({ where: { tenantId } })
  const isKnown = (customer?.customerRef ?? null) !== null
  await writeTask(
    tx,
    isKnown
      ? { tenantId, kind: 'invoice.create', key: `invoice.create/${payment.id}`, paymentId: payment.id, input }
      : { tenantId, kind: 'customer.create', key: `customer.create/${payment.id}`, paymentId: payment.id, input },
    now,
  )
  return payment
}

/** A payment that failed is tried once more by the method that is saved; each trial has a key of its own. */
async function tryAgain(tx: Transaction, payment: Payment, now: Instant): Promise<Payment> {
  const customer = await tx.paymentCustomer.findUnique({ where: { tenantId: payment.tenantId } })
  if (payment.charge !== 'failed' || payment.providerRef === null || (customer?.methodRef ?? null) === null)
    return payment
  const trials = await tx.paymentTask.findMany({ where: { paymentId: payment.id, kind: 'invoice.pay' } })
  if (trials.some(({ state }) => state === 'waiting')) return payment
  await writeTask(
    tx,
    {
      tenantId: payment.tenantId as TenantId,
      kind: 'invoice.pay',
      key: `invoice.pay/${payment.id}/${String(trials.length + 1)}`,
      paymentId: payment.id,
      input: { providerRef: payment.providerRef },
    },
    now,
  )
  return payment
}

/** Asks the provider not to collect any more. */
async function callOff(tx: Transaction, payment: Payment, now: Instant): Promise<void> {
  if (payment.providerRef === null) return
  await writeTask(
    tx,
    {
      tenantId: payment.tenantId as TenantId,
      kind: 'invoice.void',
      key: `invoice.void/${payment.id}`,
      paymentId: payment.id,
      input: { providerRef: payment.providerRef },
    },
    now,
  )
}

/** What the provider still collects although it was paid otherwise is called off. */
export async function callOffPaid(tx: Transaction, tenantId: TenantId, now: Instant): Promise<void> {
  const waiting = await tx.payment.findMany({
    where: { tenantId, method: 'provider', charge: { in: ['pending', 'failed'] }, invoiceId: { not: null } },
  })
  for (const payment of waiting) {
    const invoice = await tx.invoice.findUnique({ where: { id: payment.invoiceId ?? '' } })
    const open = invoice === null ? 0n : invoice.payableMicros - invoice.settledMicros
    if (invoice?.status === 'paid' || invoice?.status === 'void' || open !== payment.askedMicros)
      await callOff(tx, payment, now)
  }
}
