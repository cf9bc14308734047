import { expect, it } from 'vitest'
import { instant } from './time.ts'

it('an Instant is a whole number of milliseconds', () => {
  expect(instant(1_772_442_000_000)).toBe(1_772_442_000_000)
  for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => instant(wrong)).toThrow(RangeError)
})
