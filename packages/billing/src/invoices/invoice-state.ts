import { fail, ok, type Result } from '@seatline/core'
import type { Micros } from '../money.ts'

export const INVOICE_KINDS = ['invoice', 'creditNote', 'debitNote'] as const
export type InvoiceKind = (typeof INVOICE_KINDS)[number]

export const INVOICE_STATUSES = ['draft', 'final', 'sent', 'partlyPaid', 'paid', 'overdue', 'void'] as const
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number]

export const INVOICE_INPUTS = ['finalise', 'send', 'settle', 'unsettle', 'fallDue', 'void'] as const
export type InvoiceInput = (typeof INVOICE_INPUTS)[number]

/** What guards look at. */
export type InvoiceFacts = {
  readonly kind: InvoiceKind
  readonly status: InvoiceStatus
  readonly payable: Micros
  /** What payments, credit and credit notes have settled of it after the input; for a credit note what of it was used, negative. */
  readonly settled: Micros
  /** The day of payment is over. */
  readonly isPastDue: boolean
  /** It was sent to the client. */
  readonly wasSent: boolean
}

export type InvoiceRefusal = 'invoice.notInThisStatus' | 'invoice.settledMoreThanPayable' | 'invoice.hasPayments'

type Rule = (facts: InvoiceFacts) => Result<InvoiceStatus, InvoiceRefusal>

const refuse: Rule = () => fail('invoice.notInThisStatus')
const to =
  (status: InvoiceStatus): Rule =>
  () =>
    ok(status)

/** The status that follows from what is settled. */
const bySettlement: Rule = (facts) => {
  const magnitude = facts.payable < 0n ? -facts.payable : facts.payable
  const settled = facts.payable < 0n ? -facts.settled : facts.settled
  if (settled > magnitude || settled < 0n) return fail('invoice.settledMoreThanPayable')
  if (settled === magnitude) return ok('paid')
  if (facts.isPastDue && facts.kind !== 'creditNote') return ok('overdue')
  if (settled > 0n) return ok('partlyPaid')
  return ok(facts.wasSent ? 'sent' : 'final')
}

const voided: Rule = (facts) => (facts.settled === 0n ? ok('void') : fail('invoice.hasPayments'))
/** Money that is owed to the client is not demanded. */
const due: Rule = (facts) =>
  facts.isPastDue && facts.kind !== 'creditNote' && facts.settled !== facts.payable ? ok('overdue') : refuse(facts)
/** An invoice of nothing is paid by being final. */
const finalised: Rule = (facts) => ok(facts.payable === 0n ? 'paid' : 'final')

/** The whole life of an invoice, a row for each status. Nothing else in the code decides what may follow. */
// prettier-ignore
export const INVOICE_TRANSITIONS: Readonly<Record<InvoiceStatus, Readonly<Record<InvoiceInput, Rule>>>> = {
  draft:      { finalise: finalised, send: refuse,           settle: refuse,       unsettle: refuse,       fallDue: refuse, void: voided },
  final:      { finalise: refuse,    send: to('sent'),       settle: bySettlement, unsettle: refuse,       fallDue: due,    void: voided },
  sent:       { finalise: refuse,    send: to('sent'),       settle: bySettlement, unsettle: refuse,       fallDue: due,    void: voided },
  partlyPaid: { finalise: refuse,    send: to('partlyPaid'), settle: bySettlement, unsettle: bySettlement, fallDue: due,    void: voided },
  paid:       { finalise: refuse,    send: to('paid'),       settle: refuse,       unsettle: bySettlement, fallDue: refuse, void: refuse },
  overdue:    { finalise: refuse,    send: to('overdue'),    settle: bySettlement, unsettle: bySettlement, fallDue: refuse, void: voided },
  void:       { finalise: refuse,    send: refuse,           settle: refuse,       unsettle: refuse,       fallDue: refuse, void: refuse },
}

/** The status after an input, or why it is refused; nothing happens then. */
export const stepInvoice = (facts: InvoiceFacts, input: InvoiceInput): Result<InvoiceStatus, InvoiceRefusal> =>
  INVOICE_TRANSITIONS[facts.status][input](facts)

/** What may still be asked for. */
export const isOpen = (status: InvoiceStatus): boolean =>
  status === 'final' || status === 'sent' || status === 'partlyPaid' || status === 'overdue'
