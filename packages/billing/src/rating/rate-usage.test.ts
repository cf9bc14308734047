import { describe, expect, it } from 'vitest'
import { formatMicros } from '../money.ts'
import { buildPlan, buildUsage } from '../testing/builders.ts'
import { rateUsage } from './rate-usage.ts'

describe('the price of a call', () => {
  it.each([
    [32_000, '30/6', '0.006', 36, '0.0036'],
    [57_000, '30/6', '0.006', 60, '0.006'],
    [75_000, '30/6', '0.006', 78, '0.0078'],
    [6_100, '6/6', '0.006', 12, '0.0012'],
    [0, '60/60', '1', 0, '0.00'],
    [61_000, '60/60', '0.12', 120, '0.24'],
    // A third of a micro goes, two thirds are a whole one.
    [1_000, '1/1', '0.00002', 1, '0.00'],
    [2_000, '1/1', '0.00002', 2, '0.000001'],
    [7_000, '1/1', '0.0065', 7, '0.000758'],
    // Half a micro is a whole one.
    [30_000, '30/1', '0.000001', 30, '0.000001'],
  ])('%i ms at %s and %s a minute is %i s: %s', (durationMs, increment, pricePerMinute, seconds, amount) => {
    const plan = buildPlan({ inbound: { pricePerMinute, increment } })
    const rated = rateUsage(buildUsage('call-a', { durationMs }), plan)
    expect(rated.billableSeconds).toBe(seconds)
    expect(formatMicros(rated.amount.micros)).toBe(amount)
  })

  it('is explained: plan version, rate, increment, quantity before and after', () => {
    const usage = buildUsage('call-a', { direction: 'outbound', durationMs: 61_000 })
    const plan = buildPlan({ version: 4 })
    expect(rateUsage(usage, plan)).toEqual({
      usage,
      planId: 'pln_standard',
      planVersion: 4,
      rate: { pricePerMinute: 120_000n, increment: { firstSeconds: 60, thenSeconds: 60 }, connectionFee: 50_000n },
      billableSeconds: 120,
      usageAmount: { currency: 'CNY', micros: 240_000n },
      connectionFee: { currency: 'CNY', micros: 50_000n },
      amount: { currency: 'CNY', micros: 290_000n },
    })
  })

  it('has no connection fee when there was no connection', () => {
    const usage = buildUsage('call-a', { direction: 'outbound', durationMs: 0 })
    expect(rateUsage(usage, buildPlan()).amount.micros).toBe(0n)
  })

  it('is the same every time', () => {
    const usage = buildUsage('call-a')
    expect(rateUsage(usage, buildPlan())).toEqual(rateUsage(usage, buildPlan()))
  })
})
