import { makeInvoice } from '@seatline/billing'
import { idSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { taxTableSchema } from '../invoices/billing-profile.ts'
import { currencyOf, lineToRow } from '../invoices/line-rows.ts'
import { chargesOf } from './month-charges.ts'
import type { InvoiceFactsKept } from './month-charges.ts'
import { unpackFacts } from './packed-facts.ts'

export type Rebuilt =
  /** Made again from its facts and versions, it is the same to the last character. */
  | { readonly kind: 'equal'; readonly lines: number }
  /** It is not: what is stored and what comes out now, by their charge. */
  | { readonly kind: 'different'; readonly differences: readonly string[] }
  /** It was made by hand: there is nothing to make it from. */
  | { readonly kind: 'byHand' }

/** Makes a historical invoice again from the facts that were kept with it and compares. null: no such invoice. */
export async function rebuildInvoice(
  tx: Transaction,
  { tenantId, invoiceId }: { readonly tenantId: TenantId; readonly invoiceId: string },
): Promise<Rebuilt | null> {
  const invoice = await tx.invoice.findFirst({
    where: { tenantId, id: invoiceId },
    include: { lines: { orderBy: { position: 'asc' } }, taxes: true, facts: true },
  })
  if (invoice === null) return null
  if (invoice.facts === null) return { kind: 'byHand' }
  const { month, late } = unpackFacts(invoice.facts) as InvoiceFactsKept
  const currency = currencyOf(invoice.currency)
  const lines = [...(month === null ? [] : chargesOf(month)), ...late].filter(
    ({ amount }) => amount.currency === currency,
  )
  const taxTable = taxTableSchema.parse(invoice.taxTable)
  const figures = makeInvoice({ tenantId: idSchema('tenant').parse(tenantId), currency, lines, taxTable })
  const stored = new Map(invoice.lines.map((row) => [row.lineId, textOf(row)]))
  const made = new Map(lines.map((line, position) => [line.lineId, textOf(lineToRow(line, { invoiceId, position }))]))
  const differences = [...new Set([...stored.keys(), ...made.keys()])].filter((id) => stored.get(id) !== made.get(id))
  const sums = { net: figures.net, tax: figures.tax, rounding: figures.rounding, payable: figures.payable }
  const kept = {
    net: invoice.netMicros,
    tax: invoice.taxMicros,
    rounding: invoice.roundingMicros,
    payable: invoice.payableMicros,
  }
  if (textOf(sums) !== textOf(kept)) differences.push('sums')
  return differences.length === 0
    ? { kind: 'equal', lines: lines.length }
    : { kind: 'different', differences: differences.toSorted() }
}

/** Canonical: keys in order, whatever order they came in. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === 'bigint') return each.toString()
    if (typeof each === 'object' && each !== null && !Array.isArray(each) && !(each instanceof Date))
      return Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    return each
  })
