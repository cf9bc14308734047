import { describe, expect, it } from 'vitest'
import type { Currency } from '../money.ts'
import { matchStatementLine, readStatement } from './bank-statement.ts'
import type { InvoiceToMatch, StatementLine } from './bank-statement.ts'

const CNY = 'CNY' as Currency
const HEAD = 'date,amount,currency,reference,text,payer'
const read = (...rows: string[]) => readStatement([HEAD, ...rows].join('\r\n'), CNY)

describe('a bank statement', () => {
  it('is read with its lines, amounts exact, thousands separated or not', () => {
    expect(read('2026-11-02,"12,345.67",,B-1,"INV-2026-0001, thank you",Heating Ltd')).toEqual({
      ok: true,
      value: [
        {
          line: 2,
          date: '2026-11-02',
          amount: { currency: 'CNY', micros: 12_345_670_000n },
          reference: 'B-1',
          text: 'INV-2026-0001, thank you',
          payer: 'Heating Ltd',
        },
      ],
    })
  })

  it('tells everything that is wrong, with its place, and takes nothing', () => {
    const result = read(
      '2026-02-30,1,,B-1,a,b',
      '2026-11-02,twelve,,B-2,a,b',
      '2026-11-02,1.2345678,,B-3,a,b',
      '2026-11-02,1,yuan,B-4,a,b',
      '2026-11-02,1,,,a,b',
      '2026-11-02,1,,B-3,a,b',
      '2026-11-02,1',
    )
    expect(!result.ok && result.error).toEqual([
      { line: 2, column: 'date', code: 'notDate' },
      { line: 3, column: 'amount', code: 'notDecimal' },
      { line: 4, column: 'amount', code: 'tooManyPlaces' },
      { line: 5, column: 'currency', code: 'notCurrency' },
      { line: 6, column: 'reference', code: 'required' },
      { line: 7, column: 'reference', code: 'twice' },
      { line: 8, column: null, code: 'wrongFieldCount' },
    ])
    const headless = readStatement('date,sum\n', CNY)
    expect(!headless.ok && headless.error.map(({ code }) => code)).toEqual([
      'missingColumn',
      'missingColumn',
      'missingColumn',
      'unknownColumn',
    ])
  })
})

const invoice = (invoiceId: string, number: string, tenantId = 'ten_a', currency = CNY): InvoiceToMatch => ({
  invoiceId,
  number,
  tenantId,
  currency,
})
const INVOICES = [
  invoice('ivc_1', 'INV-2026-1'),
  invoice('ivc_11', 'INV-2026-11'),
  invoice('ivc_b', 'INV-2026-12', 'ten_b'),
  invoice('ivc_e', 'INV-2026-13', 'ten_a', 'EUR' as Currency),
]
const line = (text: string, micros = 100n): StatementLine => ({
  line: 2,
  date: '2026-11-02',
  amount: { currency: CNY, micros },
  reference: 'B-1',
  text,
  payer: '',
})

describe('a booking finds its invoice', () => {
  it.each([
    ['Invoice INV-2026-11', ['ivc_11']],
    ['inv 2026 11', ['ivc_11']],
    ['Rechnung INV2026-1/INV-2026-11', ['ivc_1', 'ivc_11']],
    ['INV-2026-1', ['ivc_1']],
  ])('%s', (text, invoiceIds) => {
    expect(matchStatementLine(line(text), INVOICES)).toEqual({ kind: 'matched', tenantId: 'ten_a', invoiceIds })
  })

  it.each([
    ['thank you', 'noInvoiceNumber'],
    ['INV-2026-111', 'noInvoiceNumber'],
    ['INV-2026-1 and INV-2026-12', 'severalClients'],
    ['INV-2026-13', 'otherCurrency'],
  ])('%s is left to a person: %s', (text, reason) => {
    expect(matchStatementLine(line(text), INVOICES)).toEqual({ kind: 'unmatched', reason })
  })

  it('leaves money alone that went out', () => {
    expect(matchStatementLine(line('INV-2026-11', -5n), INVOICES)).toEqual({ kind: 'outgoing' })
  })
})
