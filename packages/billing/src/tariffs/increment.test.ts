import { describe, expect, it } from 'vitest'
import { seededRandom } from '../testing/builders.ts'
import { billableSeconds, formatIncrement, parseIncrement } from './increment.ts'

const increment = (text: string) => parseIncrement(text) ?? { firstSeconds: Number.NaN, thenSeconds: Number.NaN }

describe('increments as the trade writes them', () => {
  it.each(['1/1', '6/6', '60/60', '30/6', '12/6', '3600/1'])('%s', (text) => {
    expect(formatIncrement(increment(text))).toBe(text)
  })

  it.each(['', '6', '6/', '/6', '0/6', '6/0', '-6/6', '6/6/6', '6 / 6', '6.5/6', '3601/1', '1/3601', '06/6x'])(
    '%j is none',
    (text) => {
      expect(parseIncrement(text)).toBeNull()
    },
  )
})

describe('the seconds a duration is charged as', () => {
  it.each([
    ['a call nobody answered', 0, '60/60', 0],
    ['one millisecond', 1, '1/1', 1],
    ['exactly the first increment', 30_000, '30/6', 30],
    ['a millisecond beyond it', 30_001, '30/6', 36],
    ['32 s', 32_000, '30/6', 36],
    ['57 s', 57_000, '30/6', 60],
    ['75 s', 75_000, '30/6', 78],
    ['6.1 s', 6_100, '6/6', 12],
    ['6.0 s', 6_000, '6/6', 6],
    ['1 s', 1_000, '60/60', 60],
    ['60.001 s', 60_001, '60/60', 120],
    ['3 s with a minimum of 12', 3_000, '12/6', 12],
    ['12.5 s with a minimum of 12', 12_500, '12/6', 18],
    ['a day', 86_400_000, '1/1', 86_400],
  ])('%s: %i ms at %s is %i s', (_, durationMs, text, seconds) => {
    expect(billableSeconds(durationMs, increment(text))).toBe(seconds)
  })

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('%s ms is no duration', (durationMs) => {
    expect(() => billableSeconds(durationMs, increment('1/1'))).toThrow(RangeError)
  })

  it('never charges less than was talked, never a whole increment more, and never less for longer (seed 11)', () => {
    const random = seededRandom(11)
    for (let count = 0; count < 2_000; count++) {
      const firstSeconds = 1 + Math.floor(random() * 60)
      const thenSeconds = 1 + Math.floor(random() * 60)
      const durationMs = 1 + Math.floor(random() * 600_000)
      const seconds = billableSeconds(durationMs, { firstSeconds, thenSeconds })
      expect(seconds * 1_000).toBeGreaterThanOrEqual(durationMs)
      expect(seconds).toBeLessThan(Math.max(firstSeconds + 0.001, durationMs / 1_000 + thenSeconds))
      expect(billableSeconds(durationMs + 500, { firstSeconds, thenSeconds })).toBeGreaterThanOrEqual(seconds)
    }
  })
})
