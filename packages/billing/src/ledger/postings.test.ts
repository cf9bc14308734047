import { describe, expect, test } from 'vitest'
import { makeInvoice } from '../invoices/make-invoice.ts'
import type { Currency } from '../money.ts'
import { aLine, LINE_TENANT } from '../testing/charge-lines.ts'
import { postingsOf, sumOfPostings } from './postings.ts'
import type { LedgerFact } from './postings.ts'

const figures = makeInvoice({
  tenantId: LINE_TENANT,
  currency: 'CNY' as Currency,
  taxTable: {
    mode: 'exclusive',
    rounding: 'coinHalfUp',
    rates: [{ category: 'standard', treatment: 'taxed', percent: '6' }],
  },
  lines: [
    aLine('rentedSeats', 500_000_000n),
    aLine('inboundMinutes', 12_345_678n),
    aLine('serviceCredit', -20_000_000n),
    aLine('prepayment', 100_000_000n),
  ],
})

// Net 592.345678, tax 6 % 35.540741 → 35.54, together 627.885678 → 627.89.
const DOCUMENT: readonly [string, bigint][] = [
  ['receivable', 627_890_000n],
  ['revenue/rentedSeats', -500_000_000n],
  ['revenue/inboundMinutes', -12_345_678n],
  ['revenue/serviceCredit', 20_000_000n],
  ['prepayment', -100_000_000n],
  ['taxPayable/standard@6', -35_540_000n],
  ['rounding', -4_322n],
]
const contrary = (postings: readonly [string, bigint][]): [string, bigint][] =>
  postings.map(([account, micros]) => [account, -micros])

describe('what is booked on which account', () => {
  test.each<[LedgerFact, readonly [string, bigint][]]>([
    [{ kind: 'documentFinal', figures }, DOCUMENT],
    [{ kind: 'documentVoided', figures }, contrary(DOCUMENT)],
    [
      { kind: 'paymentReceived', method: 'card', amount: 100n, allocated: 70n },
      [
        ['clearing/card', 100n],
        ['receivable', -70n],
        ['customerCredit', -30n],
      ],
    ],
    [
      { kind: 'paymentReceived', method: 'bankTransfer', amount: 100n, allocated: 100n },
      [
        ['clearing/bankTransfer', 100n],
        ['receivable', -100n],
      ],
    ],
    [
      { kind: 'paymentReversed', method: 'card', amount: 100n, allocated: 70n },
      [
        ['clearing/card', -100n],
        ['receivable', 70n],
        ['customerCredit', 30n],
      ],
    ],
    [
      { kind: 'creditApplied', amount: 5n },
      [
        ['customerCredit', 5n],
        ['receivable', -5n],
      ],
    ],
    [
      { kind: 'refundPaid', method: 'card', amount: 5n },
      [
        ['customerCredit', 5n],
        ['clearing/card', -5n],
      ],
    ],
    [
      { kind: 'depositReceived', method: 'card', amount: 5n },
      [
        ['clearing/card', 5n],
        ['deposit', -5n],
      ],
    ],
    [
      { kind: 'depositApplied', amount: 5n },
      [
        ['deposit', 5n],
        ['receivable', -5n],
      ],
    ],
    [
      { kind: 'depositReturned', method: 'card', amount: 5n },
      [
        ['deposit', 5n],
        ['clearing/card', -5n],
      ],
    ],
    [
      { kind: 'writtenOff', amount: 5n },
      [
        ['badDebt', 5n],
        ['receivable', -5n],
      ],
    ],
    [
      { kind: 'commissionEarned', amount: 5n },
      [
        ['commission', 5n],
        ['commissionPayable', -5n],
      ],
    ],
  ])('$kind', (fact, expected) => {
    const postings = postingsOf(fact)
    expect(postings.map(({ account, micros }) => [account, micros])).toEqual(expected)
    expect(sumOfPostings(postings)).toBe(0n)
  })

  test('a payment is not allocated beyond what was paid', () => {
    expect(() => postingsOf({ kind: 'paymentReceived', method: 'card', amount: 1n, allocated: 2n })).toThrow(
      'more is allocated',
    )
  })
})
