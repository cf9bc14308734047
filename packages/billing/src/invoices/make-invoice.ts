import { InvariantError } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import type { ChargeKind, ChargeLine } from '../charges/charge-line.ts'
import type { Currency, Micros } from '../money.ts'
import { roundToCoin } from './coin.ts'
import { taxPart } from './tax.ts'
import type { TaxPart, TaxTable } from './tax.ts'

/** What an invoice, a credit note or a debit note says in figures. `lines` and `rounding` and `taxes` give `payable`, exactly. */
export type InvoiceFigures = {
  readonly tenantId: TenantId
  readonly currency: Currency
  readonly lines: readonly ChargeLine[]
  /** One for each category that occurs, by name. */
  readonly taxes: readonly TaxPart[]
  /** Σ net of the taxes: with exclusive tax also Σ of the lines. */
  readonly net: Micros
  readonly tax: Micros
  /** What brings net and tax to whole coins; less than a coin. */
  readonly rounding: Micros
  readonly payable: Micros
}

/** Adds lines up to a document. Lines of another tenant or currency, or one line twice, are faults of the program. */
export function makeInvoice(input: {
  readonly tenantId: TenantId
  readonly currency: Currency
  readonly lines: readonly ChargeLine[]
  readonly taxTable: TaxTable
}): InvoiceFigures {
  const { tenantId, currency, lines, taxTable } = input
  const seen = new Set<string>()
  for (const line of lines) {
    if (line.tenantId !== tenantId) throw new InvariantError(`a line of another tenant [line:${line.lineId}]`)
    if (line.amount.currency !== currency) throw new InvariantError(`a line of another currency [line:${line.lineId}]`)
    if (seen.has(line.lineId)) throw new InvariantError(`a line twice [line:${line.lineId}]`)
    seen.add(line.lineId)
  }
  const amounts = new Map<string, Micros>()
  for (const { taxCategory, amount } of lines)
    amounts.set(taxCategory, (amounts.get(taxCategory) ?? 0n) + amount.micros)
  const taxes = [...amounts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([category, amount]) => taxPart({ currency, table: taxTable, category, amount }))
  const net = taxes.reduce((sum, part) => sum + part.net, 0n)
  const tax = taxes.reduce((sum, part) => sum + part.tax, 0n)
  const payable = roundToCoin(currency, { numerator: net + tax, denominator: 1n }, 'coinHalfUp')
  return { tenantId, currency, lines, taxes, net, tax, rounding: payable - net - tax, payable }
}

/**
 * What each kind of charge earned, without tax, in the order in which kinds first occur. They add up to `net`, exactly: tax that amounts hold is taken from the
 * kinds of its category by their share, what cannot be shared evenly from the later ones.
 */
export function revenueByKind(figures: InvoiceFigures): readonly { readonly kind: ChargeKind; readonly net: Micros }[] {
  const revenue = new Map<ChargeKind, Micros>()
  for (const part of figures.taxes) {
    const own = new Map<ChargeKind, Micros>()
    for (const { taxCategory, kind, amount } of figures.lines)
      if (taxCategory === part.category) own.set(kind, (own.get(kind) ?? 0n) + amount.micros)
    const held = [...own.values()].reduce((sum, amount) => sum + amount, 0n) - part.net
    for (const [kind, share] of sharesOf(held, [...own]))
      revenue.set(kind, (revenue.get(kind) ?? 0n) + (own.get(kind) ?? 0n) - share)
  }
  return [...revenue].map(([kind, net]) => ({ kind, net }))
}

/** Each gets the share up to its end less the share up to its beginning, so that the shares are the whole. */
function sharesOf<K>(whole: Micros, parts: readonly (readonly [K, Micros])[]): readonly (readonly [K, Micros])[] {
  const total = parts.reduce((sum, [, amount]) => sum + amount, 0n)
  if (whole === 0n) return parts.map(([key]) => [key, 0n] as const)
  let before = 0n
  let given = 0n
  return parts.map(([key, amount], index) => {
    before += amount
    const until = index === parts.length - 1 || total === 0n ? whole : (whole * before) / total
    const share = until - given
    given = until
    return [key, share] as const
  })
}
