import { describe, expect, test } from 'vitest'
import { INVOICE_INPUTS, INVOICE_STATUSES, stepInvoice } from './invoice-state.ts'
import type { InvoiceFacts, InvoiceInput, InvoiceStatus } from './invoice-state.ts'

const facts = (status: InvoiceStatus, more: Partial<InvoiceFacts> = {}): InvoiceFacts => ({
  kind: 'invoice',
  status,
  payable: 100n,
  settled: 0n,
  isPastDue: false,
  wasSent: true,
  ...more,
})
const after = (status: InvoiceStatus, input: InvoiceInput, more: Partial<InvoiceFacts> = {}): string => {
  const step = stepInvoice(facts(status, more), input)
  return step.ok ? step.value : `refused: ${step.error}`
}
const NO = 'refused: invoice.notInThisStatus'

describe('an invoice in every status with every input', () => {
  // Half of it is settled after `settle`, nothing of it after `unsettle`; it is late where it falls due.
  const given: Readonly<Record<InvoiceInput, Partial<InvoiceFacts>>> = {
    finalise: {},
    send: {},
    settle: { settled: 50n },
    unsettle: { settled: 0n },
    fallDue: { isPastDue: true },
    void: {},
  }
  const table: Readonly<Record<InvoiceStatus, readonly string[]>> = {
    //          finalise  send          settle        unsettle  fallDue    void
    draft: ['final', NO, NO, NO, NO, 'void'],
    final: [NO, 'sent', 'partlyPaid', NO, 'overdue', 'void'],
    sent: [NO, 'sent', 'partlyPaid', NO, 'overdue', 'void'],
    partlyPaid: [NO, 'partlyPaid', 'partlyPaid', 'sent', 'overdue', 'void'],
    paid: [NO, 'paid', NO, 'sent', NO, NO],
    overdue: [NO, 'overdue', 'partlyPaid', 'sent', NO, 'void'],
    void: [NO, NO, NO, NO, NO, NO],
  }
  test.each(
    INVOICE_STATUSES.flatMap((status) => INVOICE_INPUTS.map((input, at) => [status, input, table[status][at]])),
  )('%s, %s: %s', (status, input, expected) => {
    const known = input as InvoiceInput
    expect(after(status as InvoiceStatus, known, given[known])).toBe(expected)
  })
})

describe('guards', () => {
  test('the whole sum is paid, a part is partly paid, and late it stays overdue until all is paid', () => {
    expect(after('sent', 'settle', { settled: 100n })).toBe('paid')
    expect(after('sent', 'settle', { settled: 99n })).toBe('partlyPaid')
    expect(after('overdue', 'settle', { settled: 99n, isPastDue: true })).toBe('overdue')
    expect(after('overdue', 'settle', { settled: 100n, isPastDue: true })).toBe('paid')
  })

  test('no more than the sum is settled, and never less than nothing', () => {
    expect(after('sent', 'settle', { settled: 101n })).toBe('refused: invoice.settledMoreThanPayable')
    expect(after('paid', 'unsettle', { settled: -1n })).toBe('refused: invoice.settledMoreThanPayable')
  })

  test('what was paid cannot be made void: it is credited', () => {
    expect(after('partlyPaid', 'void', { settled: 1n })).toBe('refused: invoice.hasPayments')
  })

  test('an invoice of nothing is paid by being final; a payment taken back before it was sent leaves it final', () => {
    expect(after('draft', 'finalise', { payable: 0n })).toBe('paid')
    expect(after('paid', 'unsettle', { settled: 0n, wasSent: false })).toBe('final')
  })

  test('a credit note is used up in the other direction, and is never overdue', () => {
    const note = { kind: 'creditNote', payable: -100n, isPastDue: true } as const
    expect(after('final', 'settle', { ...note, settled: -100n })).toBe('paid')
    expect(after('final', 'settle', { ...note, settled: -40n })).toBe('partlyPaid')
    expect(after('final', 'fallDue', note)).toBe(NO)
  })

  test('an invoice that is not late does not fall due', () => {
    expect(after('sent', 'fallDue', { isPastDue: false })).toBe(NO)
  })
})
