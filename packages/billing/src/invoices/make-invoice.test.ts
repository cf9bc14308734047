import { describe, expect, test } from 'vitest'
import type { ChargeLine } from '../charges/charge-line.ts'
import type { Currency } from '../money.ts'
import { aLine, LINE_TENANT } from '../testing/charge-lines.ts'
import { makeInvoice, revenueByKind } from './make-invoice.ts'
import { checkTaxTable } from './tax.ts'
import type { TaxTable } from './tax.ts'

const CNY = 'CNY' as Currency
const taxed = (mode: TaxTable['mode'], ...percents: [string, string][]): TaxTable => ({
  mode,
  rounding: 'coinHalfUp',
  rates: percents.map(([category, percent]) => ({ category, treatment: 'taxed', percent })),
})
const made = (lines: readonly ChargeLine[], taxTable: TaxTable, currency: string = CNY) =>
  makeInvoice({ tenantId: LINE_TENANT, currency: currency as Currency, lines, taxTable })

describe('taxes', () => {
  test('exclusive tax comes on top, rounded once for all lines of its rate', () => {
    // 6 % of 0.10 is 0.006; of three such lines one by one 0.03 would be asked for, together it is 0.018: 0.02.
    const lines = ['a', 'b', 'c'].map((lineId) => aLine('inboundMinutes', 100_000n, { lineId }))
    const invoice = made(lines, taxed('exclusive', ['standard', '6']))
    expect(invoice).toMatchObject({ net: 300_000n, tax: 20_000n, rounding: 0n, payable: 320_000n })
  })

  test('inclusive tax is taken out of the amounts: 113.00 with 13 % is 100.00 and 13.00', () => {
    const invoice = made([aLine('rentedSeats', 113_000_000n)], taxed('inclusive', ['standard', '13']))
    expect(invoice).toMatchObject({ net: 100_000_000n, tax: 13_000_000n, rounding: 0n, payable: 113_000_000n })
    expect(revenueByKind(invoice)).toEqual([{ kind: 'rentedSeats', net: 100_000_000n }])
  })

  test('each rate has a part of its own; what is exempt and what the buyer owes has no tax', () => {
    const table: TaxTable = {
      mode: 'exclusive',
      rounding: 'coinDown',
      rates: [
        { category: 'standard', treatment: 'taxed', percent: '6' },
        { category: 'goods', treatment: 'taxed', percent: '13' },
        { category: 'fees', treatment: 'exempt', percent: '0' },
        { category: 'abroad', treatment: 'reverseCharge', percent: '0' },
      ],
    }
    const lines = [
      aLine('rentedSeats', 10_990_000n),
      aLine('equipment', 9_990_000n, { taxCategory: 'goods' }),
      aLine('oneOff', 5_000_000n, { taxCategory: 'fees' }),
      aLine('number', 7_000_000n, { taxCategory: 'abroad' }),
    ]
    const invoice = made(lines, table)
    expect(invoice.taxes.map(({ category, net, tax }) => [category, net, tax])).toEqual([
      ['abroad', 7_000_000n, 0n],
      ['fees', 5_000_000n, 0n],
      ['goods', 9_990_000n, 1_290_000n],
      ['standard', 10_990_000n, 650_000n],
    ])
    expect(invoice.payable).toBe(34_920_000n)
  })

  test('revenue by kind is the net to the micro, even where tax that amounts hold cannot be shared evenly', () => {
    const lines = [
      aLine('rentedSeats', 33_333_333n),
      aLine('inboundMinutes', 33_333_334n),
      aLine('number', 33_333_333n),
    ]
    const invoice = made(lines, taxed('inclusive', ['standard', '7.7']))
    const revenue = revenueByKind(invoice)
    expect(revenue.reduce((sum, { net }) => sum + net, 0n)).toBe(invoice.net)
    expect(invoice.net + invoice.tax).toBe(100_000_000n)
  })
})

describe('the payable amount', () => {
  test.each([
    ['CNY', 12_345_678n, 12_350_000n, 4_322n],
    ['JPY', 12_345_678n, 12_000_000n, -345_678n],
    ['KWD', 12_345_678n, 12_346_000n, 322n],
  ])('in %s is whole coins, and the difference is said', (currency, micros, payable, rounding) => {
    const invoice = made(
      [aLine('inboundMinutes', micros, { currency })],
      taxed('exclusive', ['standard', '0']),
      currency,
    )
    expect(invoice).toMatchObject({ net: micros, payable, rounding })
  })

  test('of a credit is negative, and what it takes back is what was asked for', () => {
    const table = taxed('exclusive', ['standard', '6'])
    const asked = made([aLine('inboundMinutes', 12_345_678n)], table)
    const credited = made([aLine('inboundMinutes', -12_345_678n)], table)
    expect([credited.payable, credited.tax]).toEqual([-asked.payable, -asked.tax])
  })
})

describe('what is no invoice', () => {
  test('is a line of another currency, of another client, twice, or of a category without a rate', () => {
    const table = taxed('exclusive', ['standard', '6'])
    expect(() => made([aLine('number', 1n, { currency: 'USD' })], table)).toThrow('another currency')
    expect(() => made([aLine('number', 1n, { tenantId: 'ten_other' as typeof LINE_TENANT })], table)).toThrow(
      'another tenant',
    )
    expect(() => made([aLine('number', 1n), aLine('number', 1n)], table)).toThrow('twice')
    expect(() => made([aLine('number', 1n, { taxCategory: 'goods' })], table)).toThrow('no rate of tax')
  })

  test('a tax table is refused with the place of each fault', () => {
    const checked = checkTaxTable({
      mode: 'exclusive',
      rounding: 'coinHalfUp',
      rates: [
        { category: 'standard', treatment: 'taxed', percent: '101' },
        { category: 'standard', treatment: 'exempt', percent: '6' },
        { category: 'Not a word', treatment: 'taxed', percent: '-1' },
      ],
    })
    expect(checked).toEqual({
      ok: false,
      error: [
        { path: 'rates.0.percent', code: 'tax.percent' },
        { path: 'rates.1.percent', code: 'tax.percent' },
        { path: 'rates.1.category', code: 'tax.doubleCategory' },
        { path: 'rates.2.percent', code: 'tax.percent' },
        { path: 'rates.2.category', code: 'tax.category' },
      ],
    })
  })
})
