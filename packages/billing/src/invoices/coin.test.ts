import { describe, expect, test } from 'vitest'
import type { Currency } from '../money.ts'
import { coinOf, roundToCoin } from './coin.ts'
import type { CoinRounding } from './coin.ts'

const c = (text: string): Currency => text as Currency
const one = (numerator: bigint, denominator = 1n) => ({ numerator, denominator })

test('the smallest coin is of the currency: a fen, a yen, a fils', () => {
  expect([coinOf(c('CNY')), coinOf(c('JPY')), coinOf(c('KWD'))]).toEqual([10_000n, 1_000_000n, 1_000n])
})

describe('an amount becomes whole coins by the named rule', () => {
  test.each<[CoinRounding, string, bigint, bigint]>([
    ['coinHalfUp', 'CNY', 5_000n, 10_000n],
    ['coinHalfUp', 'CNY', 4_999n, 0n],
    ['coinHalfUp', 'CNY', -5_000n, -10_000n],
    ['coinHalfEven', 'CNY', 5_000n, 0n],
    ['coinHalfEven', 'CNY', 15_000n, 20_000n],
    ['coinHalfEven', 'CNY', 5_001n, 10_000n],
    ['coinDown', 'CNY', 9_999n, 0n],
    ['coinDown', 'CNY', -19_999n, -10_000n],
    ['coinHalfUp', 'JPY', 1_499_999n, 1_000_000n],
    ['coinHalfUp', 'JPY', 1_500_000n, 2_000_000n],
    ['coinHalfUp', 'KWD', 1_499n, 1_000n],
    ['coinHalfUp', 'KWD', 1_500n, 2_000n],
    ['micros', 'CNY', 4_999n, 4_999n],
  ])('%s of %s %d is %d', (rule, currency, micros, expected) => {
    expect(roundToCoin(c(currency), one(micros), rule)).toBe(expected)
  })

  test('a fraction of a micro counts in the half', () => {
    expect(roundToCoin(c('CNY'), one(14_999n, 3n), 'coinHalfUp')).toBe(0n)
    expect(roundToCoin(c('CNY'), one(15_000n, 3n), 'coinHalfUp')).toBe(10_000n)
  })
})
