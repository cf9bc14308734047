import { InvariantError, type LocalDate, type TenantId } from '@seatline/core'
import { roundToMicros, sumMoney, type Currency, type Micros, type Money } from '../money.ts'

/**
 * How somebody between operator and client is paid.
 * - `collects`: the reseller takes the money of its clients, keeps its percentage and owes the operator the rest.
 * - `commission`: the client pays the operator, which owes the promoter a percentage.
 * `paidInvoices`: of what was paid, on the day of the payment; `charges`: of what was invoiced, on the day of the invoice. Always before tax.
 */
export type SettlementTerms = {
  readonly role: 'collects' | 'commission'
  readonly basis: 'paidInvoices' | 'charges'
  /** Millionths of a percent. */
  readonly percent: Micros
}

/** An amount that counts: an invoice, or a payment of one, before tax. Negative for a credit note or a payment that went back. */
export type SettledItem = {
  readonly itemId: string
  readonly tenantId: TenantId
  readonly date: LocalDate
  readonly amount: Money
}

export type SettlementLine = SettledItem & { readonly percent: Micros; readonly share: Money }

/** What is owed to whom for a period. The share of each item is rounded once; everything else is addition. */
export type ResellerSettlement = {
  readonly currency: Currency
  readonly lines: readonly SettlementLine[]
  readonly turnover: Money
  /** What the reseller keeps, or the promoter gets. */
  readonly share: Money
  /** Of a reseller who collects: turnover less share. Of a promoter: nothing. */
  readonly owedToOperator: Money
}

const PERCENT = 100_000_000n

/** The settlement of one currency. Items outside [from, until) are left out; the same item twice counts once; one of another currency is a fault. */
export function settleReseller(input: {
  readonly terms: SettlementTerms
  readonly currency: Currency
  readonly from: LocalDate
  readonly until: LocalDate
  readonly items: readonly SettledItem[]
}): ResellerSettlement {
  const { terms, currency, from, until } = input
  const known = new Map<string, SettledItem>()
  for (const item of input.items) {
    if (item.amount.currency !== currency)
      throw new InvariantError(`a settlement meets another currency [own:${currency} item:${item.amount.currency}]`)
    if (item.date >= from && item.date < until) known.set(item.itemId, item)
  }
  const lines = [...known.values()].toSorted(byDate).map((item) => {
    const micros = roundToMicros({ numerator: item.amount.micros * terms.percent, denominator: PERCENT })
    return { ...item, percent: terms.percent, share: { currency, micros } }
  })
  const turnover = sumMoney(
    currency,
    lines.map(({ amount }) => amount),
  )
  const share = sumMoney(
    currency,
    lines.map((line) => line.share),
  )
  const owed = terms.role === 'collects' ? turnover.micros - share.micros : 0n
  return { currency, lines, turnover, share, owedToOperator: { currency, micros: owed } }
}

const byDate = (a: SettledItem, b: SettledItem): number =>
  a.date === b.date ? (a.itemId < b.itemId ? -1 : 1) : a.date < b.date ? -1 : 1
