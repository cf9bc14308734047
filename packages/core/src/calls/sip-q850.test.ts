import { describe, expect, test } from 'vitest'
import { hangupReasonSchema } from './hangup-cause.ts'
import { causeOf, causeOfRefusal, q850OfSip, sipOfQ850 } from './sip-q850.ts'

describe('SIP status to Q.850 cause (RFC 3398 8.2.6.1)', () => {
  test.each([
    [400, 41],
    [401, 21],
    [402, 21],
    [403, 21],
    [404, 1],
    [405, 63],
    [406, 79],
    [407, 21],
    [408, 102],
    [410, 22],
    [413, 127],
    [414, 127],
    [415, 79],
    [416, 127],
    [420, 127],
    [421, 127],
    [423, 127],
    [480, 18],
    [481, 41],
    [482, 25],
    [483, 25],
    [484, 28],
    [485, 1],
    [486, 17],
    [500, 41],
    [501, 79],
    [502, 38],
    [503, 41],
    [504, 102],
    [505, 127],
    [513, 127],
    [600, 17],
    [603, 21],
    [604, 1],
  ])('%i is cause %i', (status, cause) => {
    expect(q850OfSip(status)).toBe(cause)
  })

  test.each([
    [499, 41],
    [599, 41],
    [699, 17],
    [302, 127],
  ])('the unknown %i counts as its class: %i', (status, cause) => {
    expect(q850OfSip(status)).toBe(cause)
  })
})

describe('Q.850 cause to SIP status (RFC 3398 7.2.4.1)', () => {
  test.each([
    [1, 404],
    [2, 404],
    [3, 404],
    [17, 486],
    [18, 408],
    [19, 480],
    [20, 480],
    [21, 403],
    [22, 410],
    [23, 410],
    [26, 404],
    [27, 502],
    [28, 484],
    [29, 501],
    [31, 480],
    [34, 503],
    [38, 503],
    [41, 503],
    [42, 503],
    [47, 503],
    [55, 403],
    [57, 403],
    [58, 503],
    [65, 488],
    [70, 488],
    [79, 501],
    [87, 403],
    [88, 503],
    [102, 504],
    [111, 500],
    [127, 500],
    [99, 500],
  ])('cause %i is %i', (cause, status) => {
    expect(sipOfQ850(cause)).toBe(status)
  })
})

test.each(hangupReasonSchema.options)('%s has a cause', (reason) => {
  const cause = causeOf(reason)
  expect(cause.reason).toBe(reason)
  expect(cause.q850).toBeGreaterThan(0)
})

test.each([
  [486, false, 'busy'],
  [600, true, 'busy'],
  [603, true, 'declined'],
  [403, false, 'declined'],
  [480, true, 'declined'],
  [480, false, 'unreachable'],
  [408, false, 'unreachable'],
  [404, false, 'unreachable'],
  [503, true, 'unreachable'],
  [487, true, 'noAnswer'],
  [488, true, 'mediaRefused'],
])('an agent phone that answers %i (rang: %s) is %s', (status, hadRung, reason) => {
  expect(causeOfRefusal(status, hadRung).reason).toBe(reason)
})
