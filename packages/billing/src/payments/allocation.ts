import type { LocalDate } from '@seatline/core'
import { fail, ok, type Result } from '@seatline/core'
import type { Currency, Micros, Money } from '../money.ts'

/** An invoice that is not paid yet. */
export type OpenInvoice = {
  readonly invoiceId: string
  readonly currency: Currency
  readonly dueOn: LocalDate
  readonly open: Micros
}

/** So much of a payment is for this invoice. */
export type PaymentAllocation = { readonly invoiceId: string; readonly micros: Micros }

export type Allocated = {
  readonly allocations: readonly PaymentAllocation[]
  /** What is left over: the client's credit. */
  readonly credit: Micros
}

export type AllocationError = {
  readonly invoiceId: string | null
  readonly code:
    | 'allocation.unknownInvoice'
    | 'allocation.otherCurrency'
    | 'allocation.notPositive'
    | 'allocation.moreThanOpen'
    | 'allocation.moreThanPaid'
    | 'allocation.twice'
}

/**
 * Which invoices a payment pays: those that were named, as they were named; otherwise the one that was due first, then the next, each as far as the money goes.
 * The rest is credit. Σ allocations + credit = the payment, exactly.
 */
export function allocatePayment(
  payment: Money,
  open: readonly OpenInvoice[],
  wanted: readonly PaymentAllocation[] | null = null,
): Result<Allocated, readonly AllocationError[]> {
  if (wanted !== null) return allocateAsWanted(payment, open, wanted)
  let left = payment.micros
  const allocations: PaymentAllocation[] = []
  for (const { invoiceId, open: owed } of open
    .filter(({ currency }) => currency === payment.currency)
    .toSorted(byDueDate)) {
    const micros = owed < left ? owed : left
    if (micros <= 0n) continue
    allocations.push({ invoiceId, micros })
    left -= micros
  }
  return ok({ allocations, credit: left })
}

function allocateAsWanted(
  payment: Money,
  open: readonly OpenInvoice[],
  wanted: readonly PaymentAllocation[],
): Result<Allocated, readonly AllocationError[]> {
  const errors = wanted.flatMap(({ invoiceId, micros }, at): readonly AllocationError[] => {
    const invoice = open.find((each) => each.invoiceId === invoiceId)
    if (invoice === undefined) return [{ invoiceId, code: 'allocation.unknownInvoice' }]
    if (wanted.findIndex((each) => each.invoiceId === invoiceId) < at) return [{ invoiceId, code: 'allocation.twice' }]
    if (invoice.currency !== payment.currency) return [{ invoiceId, code: 'allocation.otherCurrency' }]
    if (micros <= 0n) return [{ invoiceId, code: 'allocation.notPositive' }]
    return micros > invoice.open ? [{ invoiceId, code: 'allocation.moreThanOpen' }] : []
  })
  const credit = wanted.reduce((left, { micros }) => left - micros, payment.micros)
  const tooMuch: readonly AllocationError[] =
    errors.length === 0 && credit < 0n ? [{ invoiceId: null, code: 'allocation.moreThanPaid' }] : []
  const all = [...errors, ...tooMuch]
  return all.length > 0 ? fail(all) : ok({ allocations: wanted, credit })
}

/** A total order, so that the same payment always pays the same invoices. */
function byDueDate(a: OpenInvoice, b: OpenInvoice): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
  return a.invoiceId < b.invoiceId ? -1 : Number(a.invoiceId > b.invoiceId)
}
