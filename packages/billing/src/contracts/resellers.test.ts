import { describe, expect, it } from 'vitest'
import { isCurrency, type Currency } from '../money.ts'
import { idOf, seededRandom } from '../testing/builders.ts'
import { settleReseller, type SettledItem, type SettlementTerms } from './resellers.ts'

function currency(text: string): Currency {
  if (!isCurrency(text)) throw new RangeError(text)
  return text
}
const CNY = currency('CNY')
const item = (itemId: string, micros: bigint, date = '2026-09-10'): SettledItem => ({
  itemId,
  tenantId: idOf('tenant', 'clinic'),
  date,
  amount: { currency: CNY, micros },
})
const settled = (terms: Partial<SettlementTerms>, items: readonly SettledItem[], days = ['2026-09-01', '2026-10-01']) =>
  settleReseller({
    terms: { role: 'collects', basis: 'paidInvoices', percent: 20_000_000n, ...terms },
    currency: CNY,
    from: days[0] ?? '',
    until: days[1] ?? '',
    items,
  })

describe('settle', () => {
  it('leaves a reseller its percentage and the operator the rest', () => {
    const { turnover, share, owedToOperator } = settled({}, [item('a', 1_000_000_000n), item('b', 500_000_000n)])
    expect([turnover.micros, share.micros, owedToOperator.micros]).toEqual([
      1_500_000_000n,
      300_000_000n,
      1_200_000_000n,
    ])
  })

  it('gives a promoter a commission, less what went back', () => {
    const items = [item('a', 1_000_000_000n), item('a/refund', -250_000_000n)]
    const { share, owedToOperator } = settled({ role: 'commission', percent: 5_000_000n }, items)
    expect([share.micros, owedToOperator.micros]).toEqual([37_500_000n, 0n])
  })

  it('counts an item once and only in its period', () => {
    const items = [item('a', 100n), item('a', 100n), item('b', 7n, '2026-08-31'), item('c', 9n, '2026-10-01')]
    expect(settled({}, items).turnover.micros).toBe(100n)
  })

  it('refuses another currency', () => {
    const dollars = { ...item('a', 1n), amount: { currency: currency('USD'), micros: 1n } }
    expect(() => settled({}, [dollars])).toThrow('another currency')
  })

  it('adds up to the micro, wherever the month is split', () => {
    const random = seededRandom(5)
    const items = Array.from({ length: 200 }, (_, index) =>
      item(
        `i${String(index)}`,
        BigInt(Math.floor(random() * 1e9)),
        `2026-09-${String(1 + (index % 30)).padStart(2, '0')}`,
      ),
    )
    const terms = { percent: 12_345_678n }
    const whole = settled(terms, items)
    expect(whole.share.micros + whole.owedToOperator.micros).toBe(whole.turnover.micros)
    for (const cut of ['2026-09-02', '2026-09-15', '2026-09-30']) {
      const parts = [settled(terms, items, ['2026-09-01', cut]), settled(terms, items, [cut, '2026-10-01'])]
      expect(parts.reduce((sum, { share }) => sum + share.micros, 0n)).toBe(whole.share.micros)
    }
  })
})
