import { stepInvoice } from '@seatline/billing'
import type { InvoiceInput, InvoiceRefusal, InvoiceStatus, Micros } from '@seatline/billing'
import type { Instant, LocalDate, Result, TenantId } from '@seatline/core'
import { ok } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Invoice } from '../generated/prisma/client.ts'

export type Settlement = {
  readonly tenantId: TenantId
  readonly invoice: Invoice
  readonly entryId: string
  /** Negative takes back. */
  readonly amount: Micros
  readonly at: Instant
  readonly today: LocalDate
}

/** Settles so much of a document by an entry of the ledger, and takes it to the status that follows. The refusal leaves everything as it was. */
export async function settle(tx: Transaction, input: Settlement): Promise<Result<Invoice, InvoiceRefusal>> {
  const { tenantId, invoice, entryId, amount, at, today } = input
  const settled = invoice.settledMicros + amount
  const isMore = invoice.payableMicros < 0n ? amount < 0n : amount > 0n
  const step = stepOf({ ...invoice, settledMicros: settled }, isMore ? 'settle' : 'unsettle', today)
  if (!step.ok) return step
  await tx.invoiceSettlement.create({ data: { tenantId, entryId, invoiceId: invoice.id, amountMicros: amount } })
  const changed = await tx.invoice.update({
    where: { id: invoice.id },
    data: {
      settledMicros: settled,
      status: step.value,
      paidAt: step.value === 'paid' ? new Date(at) : null,
    },
  })
  return ok(changed)
}

/** What a document becomes by an input, on the client's present day. */
export const stepOf = (
  row: Pick<Invoice, 'kind' | 'status' | 'payableMicros' | 'settledMicros' | 'dueOn' | 'sentAt'>,
  input: InvoiceInput,
  today: LocalDate,
): Result<InvoiceStatus, InvoiceRefusal> =>
  stepInvoice(
    {
      kind: row.kind,
      status: row.status,
      payable: row.payableMicros,
      settled: row.settledMicros,
      isPastDue: row.dueOn !== null && row.dueOn.toISOString().slice(0, 10) < today,
      wasSent: row.sentAt !== null,
    },
    input,
  )
