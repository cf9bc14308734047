import { describe, expect, it } from 'vitest'
import type { Currency } from '../money.ts'
import { allocatePayment } from './allocation.ts'
import type { OpenInvoice } from './allocation.ts'

const CNY = 'CNY' as Currency
const open: readonly OpenInvoice[] = [
  { invoiceId: 'ivc_second', currency: CNY, dueOn: '2026-10-15', open: 300n },
  { invoiceId: 'ivc_first', currency: CNY, dueOn: '2026-09-15', open: 200n },
  { invoiceId: 'ivc_euro', currency: 'EUR' as Currency, dueOn: '2026-08-15', open: 900n },
]
const pay = (micros: bigint, wanted?: { readonly invoiceId: string; readonly micros: bigint }[]) =>
  allocatePayment({ currency: CNY, micros }, open, wanted ?? null)

describe('what a payment pays', () => {
  it('pays what was due first, the next partly, and nothing in another currency', () => {
    expect(pay(350n)).toEqual({
      ok: true,
      value: {
        allocations: [
          { invoiceId: 'ivc_first', micros: 200n },
          { invoiceId: 'ivc_second', micros: 150n },
        ],
        credit: 0n,
      },
    })
  })

  it('keeps what is too much as credit', () => {
    const paid = pay(1000n)
    expect(paid.ok && paid.value.credit).toBe(500n)
  })

  it.each([1n, 199n, 200n, 201n, 500n, 501n, 99_999n])('of %s nothing is lost and nothing is made', (micros) => {
    const paid = pay(micros)
    if (!paid.ok) throw new Error('refused')
    expect(paid.value.allocations.reduce((sum, each) => sum + each.micros, paid.value.credit)).toBe(micros)
  })

  it('goes by what was named, and says what of it cannot be', () => {
    expect(pay(300n, [{ invoiceId: 'ivc_second', micros: 250n }])).toEqual({
      ok: true,
      value: { allocations: [{ invoiceId: 'ivc_second', micros: 250n }], credit: 50n },
    })
    const codesOf = (wanted: { invoiceId: string; micros: bigint }[]) => {
      const refused = pay(300n, wanted)
      return refused.ok ? [] : refused.error.map(({ code }) => code)
    }
    expect(codesOf([{ invoiceId: 'ivc_none', micros: 1n }])).toEqual(['allocation.unknownInvoice'])
    expect(codesOf([{ invoiceId: 'ivc_euro', micros: 1n }])).toEqual(['allocation.otherCurrency'])
    expect(codesOf([{ invoiceId: 'ivc_first', micros: 0n }])).toEqual(['allocation.notPositive'])
    expect(codesOf([{ invoiceId: 'ivc_first', micros: 201n }])).toEqual(['allocation.moreThanOpen'])
    expect(codesOf([{ invoiceId: 'ivc_first', micros: 1n }, { invoiceId: 'ivc_first', micros: 1n }])).toEqual(['allocation.twice'])
    expect(codesOf([{ invoiceId: 'ivc_first', micros: 200n }, { invoiceId: 'ivc_second', micros: 101n }])).toEqual(['allocation.moreThanPaid'])
  }) // prettier-ignore
})
