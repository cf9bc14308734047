import { fail, InvariantError, ok, type Result } from '@seatline/core'
import { parseMicros } from '../money.ts'
import type { Currency, Micros } from '../money.ts'
import { COIN_ROUNDINGS, roundToCoin } from './coin.ts'
import type { CoinRounding } from './coin.ts'

/** `taxed` by the percentage; `exempt` by law; `reverseCharge`: the buyer owes the tax, the invoice must say so. */
export const TAX_TREATMENTS = ['taxed', 'exempt', 'reverseCharge'] as const
export type TaxTreatment = (typeof TAX_TREATMENTS)[number]

export type TaxRate = {
  /** What charge lines name: `standard`. */
  readonly category: string
  readonly treatment: TaxTreatment
  /** Exact decimal text, `6` or `7.7`; `0` where nothing is taxed. */
  readonly percent: string
}

/** How a client's invoices are taxed: data, kept whole with each invoice. */
export type TaxTable = {
  /** `exclusive`: tax comes on top of the amounts; `inclusive`: the amounts hold it. */
  readonly mode: 'exclusive' | 'inclusive'
  /** Tax is rounded once for each rate of an invoice, by this rule. */
  readonly rounding: CoinRounding
  readonly rates: readonly TaxRate[]
}

export const NO_TAX: TaxTable = {
  mode: 'exclusive',
  rounding: 'coinHalfUp',
  rates: [{ category: 'standard', treatment: 'exempt', percent: '0' }],
}

export type TaxTableError = {
  readonly path: string
  readonly code: 'tax.percent' | 'tax.doubleCategory' | 'tax.noRates' | 'tax.category'
}

const PERCENT_MAX = 100_000_000n

/** Refuses a table that could not tax: a rate that is no percentage from 0 to 100, a category twice or none, tax on what is not taxed. */
export function checkTaxTable(table: TaxTable): Result<TaxTable, readonly TaxTableError[]> {
  const errors: TaxTableError[] = []
  if (table.rates.length === 0) errors.push({ path: 'rates', code: 'tax.noRates' })
  table.rates.forEach((rate, index) => {
    const path = `rates.${String(index)}`
    const percent = parseMicros(rate.percent)
    const isPercent = percent.ok && percent.value >= 0n && percent.value <= PERCENT_MAX
    const isRight = isPercent && (rate.treatment === 'taxed' || percent.value === 0n)
    if (!isRight) errors.push({ path: `${path}.percent`, code: 'tax.percent' })
    if (!/^[a-z][a-zA-Z0-9]{0,39}$/.test(rate.category)) errors.push({ path: `${path}.category`, code: 'tax.category' })
    if (table.rates.findIndex(({ category }) => category === rate.category) !== index)
      errors.push({ path: `${path}.category`, code: 'tax.doubleCategory' })
  })
  return errors.length === 0 ? ok(table) : fail(errors)
}

export const isCoinRounding = (text: string): text is CoinRounding => COIN_ROUNDINGS.some((rule) => rule === text)

/** What one rate makes of an invoice. `gross` is `net` and `tax` together, exactly. */
export type TaxPart = TaxRate & { readonly net: Micros; readonly tax: Micros; readonly gross: Micros }

/** The tax of amounts of one category together, rounded once. */
export function taxPart(input: {
  readonly currency: Currency
  readonly table: TaxTable
  readonly category: string
  readonly amount: Micros
}): TaxPart {
  const { currency, table, category, amount } = input
  const rate = table.rates.find((each) => each.category === category)
  if (rate === undefined) throw new InvariantError(`no rate of tax for this category [category:${category}]`)
  const percent = parseMicros(rate.percent)
  if (!percent.ok) throw new InvariantError(`not a percentage [percent:${rate.percent}]`)
  if (rate.treatment !== 'taxed' || percent.value === 0n) return { ...rate, net: amount, tax: 0n, gross: amount }
  switch (table.mode) {
    case 'exclusive': {
      const fraction = { numerator: amount * percent.value, denominator: PERCENT_MAX }
      const tax = roundToCoin(currency, fraction, table.rounding)
      return { ...rate, net: amount, tax, gross: amount + tax }
    }
    case 'inclusive': {
      const fraction = { numerator: amount * percent.value, denominator: PERCENT_MAX + percent.value }
      const tax = roundToCoin(currency, fraction, table.rounding)
      return { ...rate, net: amount - tax, tax, gross: amount }
    }
  }
}
