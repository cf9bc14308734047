import { InvariantError } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import {
  addMoney,
  formatMicros,
  formatMoney,
  isCurrency,
  parseMicros,
  roundToMicros,
  serializeMoney,
  sumMoney,
} from './money.ts'
import { buildPlan, seededRandom } from './testing/builders.ts'

const { currency } = buildPlan()

describe('the one rounding', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [5n, 3n, 2n],
    [0n, 7n, 0n],
    [1n, 2n, 1n],
    [49n, 100n, 0n],
    [6_000n * 36n, 60n, 3_600n],
  ])('%s / %s is %s', (numerator, denominator, expected) => {
    expect(roundToMicros({ numerator, denominator })).toBe(expected)
  })

  it('has no answer to a denominator that is not positive', () => {
    expect(() => roundToMicros({ numerator: 1n, denominator: 0n })).toThrow(RangeError)
    expect(() => roundToMicros({ numerator: 1n, denominator: -2n })).toThrow(RangeError)
  })

  it('is never further off than half, and is the same for debts (seed 7)', () => {
    const random = seededRandom(7)
    for (let count = 0; count < 2_000; count++) {
      const numerator = BigInt(Math.floor(random() * 1e12))
      const denominator = BigInt(1 + Math.floor(random() * 1e6))
      const rounded = roundToMicros({ numerator, denominator })
      const distance = 2n * (rounded * denominator - numerator)
      expect(distance <= denominator && -distance < denominator).toBe(true)
      expect(roundToMicros({ numerator: -numerator, denominator })).toBe(-rounded)
    }
  })
})

describe('amounts in writing', () => {
  it.each([
    [0n, '0.00'],
    [3_600n, '0.0036'],
    [6_000n, '0.006'],
    [1n, '0.000001'],
    [12_500_000n, '12.50'],
    [-12_345_678n, '-12.345678'],
    [1_000_000_000_000_000n, '1000000000.00'],
  ])('%s micros are %s', (micros, text) => {
    expect(formatMicros(micros)).toBe(text)
    expect(parseMicros(text)).toEqual({ ok: true, value: micros })
  })

  it('can do without places', () => {
    expect([formatMicros(5_000_000n, 0), formatMicros(5_500_000n, 0)]).toEqual(['5', '5.5'])
  })

  it.each([
    ['', 'money.notDecimal'],
    ['1,5', 'money.notDecimal'],
    ['1e3', 'money.notDecimal'],
    ['.5', 'money.notDecimal'],
    ['5.', 'money.notDecimal'],
    ['+5', 'money.notDecimal'],
    [' 5', 'money.notDecimal'],
    ['0x10', 'money.notDecimal'],
    ['NaN', 'money.notDecimal'],
    ['0.0000001', 'money.tooManyPlaces'],
  ])('%j is refused', (text, error) => {
    expect(parseMicros(text)).toEqual({ ok: false, error })
  })

  it('takes zeros beyond the sixth place, because they say nothing', () => {
    expect(parseMicros('0.0060000000')).toEqual({ ok: true, value: 6_000n })
  })

  it('travels as text', () => {
    expect(serializeMoney({ currency, micros: 3_600n })).toEqual({ currency: 'CNY', micros: '3600' })
    expect(formatMoney({ currency, micros: 3_600n })).toBe('0.0036 CNY')
  })
})

describe('sums', () => {
  it('are exact where floating point is not', () => {
    const amounts = Array.from({ length: 10 }, () => ({ currency, micros: 100_000n }))
    expect(formatMicros(sumMoney(currency, amounts).micros)).toBe('1.00')
  })

  it('are never made of two currencies', () => {
    const euro = 'EUR'
    if (!isCurrency(euro)) throw new InvariantError('EUR is a currency')
    expect(() => addMoney({ currency, micros: 1n }, { currency: euro, micros: 1n })).toThrow(InvariantError)
  })

  it('are of currencies with three capital letters', () => {
    expect(['CNY', 'EUR', 'eur', 'EURO', ''].map(isCurrency)).toEqual([true, true, false, false, false])
  })
})
