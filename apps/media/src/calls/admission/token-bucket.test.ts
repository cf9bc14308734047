import { expect, test } from 'vitest'
import { bucketRule, refill, take, type Bucket } from './token-bucket.ts'

const RULE = bucketRule(20)

/** How many of the calls at these moments are let in. */
function admitted(moments: readonly number[]): number {
  let bucket: Bucket | undefined
  return moments.filter((now) => {
    const full = refill(bucket, RULE, now)
    bucket = full.tokens < 1 ? full : take(full)
    return full.tokens >= 1
  }).length
}

test('a burst of twice the rate is let in at once, and no more', () => {
  expect(admitted(Array.from({ length: 200 }, () => 0))).toBe(40)
})

test('in the long run calls come at the rate', () => {
  const minute = Array.from({ length: 60 * 50 }, (_, index) => index * 20)
  expect(admitted(minute)).toBeGreaterThanOrEqual(60 * 20)
  expect(admitted(minute)).toBeLessThanOrEqual(60 * 20 + 40)
})

test('a tenant within its rate is never refused', () => {
  const minute = Array.from({ length: 60 * 20 }, (_, index) => index * 50)
  expect(admitted(minute)).toBe(minute.length)
})

test('a clock that goes back gives nothing away', () => {
  const empty: Bucket = { tokens: 0, at: 10_000 }
  expect(refill(empty, RULE, 5_000)).toEqual(empty)
  expect(refill(empty, RULE, 10_500).tokens).toBe(10)
})

test('the bucket follows a limit that is lowered', () => {
  expect(refill({ tokens: 40, at: 0 }, bucketRule(1), 0).tokens).toBe(2)
})
