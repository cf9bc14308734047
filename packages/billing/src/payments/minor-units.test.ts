import { describe, expect, it } from 'vitest'
import type { Currency } from '../money.ts'
import { fromMinorUnits, toMinorUnits } from './minor-units.ts'

describe('amounts as the payment provider takes them', () => {
  it.each([
    ['CNY', 12_340_000n, 1234n],
    ['EUR', 10_000n, 1n],
    ['JPY', 1_500_000_000n, 1500n],
    ['KRW', 1_000_000n, 1n],
    ['KWD', 1_230_000n, 1230n],
    ['ISK', 7_000_000n, 700n],
    ['USD', -5_000_000n, -500n],
  ])('%s: %s micros are %s of the smallest coin, and back', (code, micros, minor) => {
    const currency = code as Currency
    expect(toMinorUnits({ currency, micros })).toEqual({ ok: true, value: minor })
    expect(fromMinorUnits(currency, minor)).toEqual({ currency, micros })
  })

  it.each([
    ['CNY', 12_345_000n],
    ['JPY', 1_500_500_000n],
    ['KWD', 1_234_000n],
    ['ISK', 7_500_000n],
  ])('%s: %s micros are no whole coins, and are refused and not rounded', (code, micros) => {
    expect(toMinorUnits({ currency: code as Currency, micros })).toEqual({ ok: false, error: 'money.notWholeCoins' })
  })
})
