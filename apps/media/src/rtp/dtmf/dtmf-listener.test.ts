import { expect, test } from 'vitest'
import { parseDtmf } from './dtmf-listener.ts'

const event = (code: number): string =>
  JSON.stringify({ callid: 'cal_1', source_tag: 'caller', type: 'DTMF', event: code, duration: 120, volume: 10 })

test.each([
  [0, '0'],
  [9, '9'],
  [10, '*'],
  [11, '#'],
] as const)('event %i is %s (RFC 4733 3.2)', (code, digit) => {
  expect(parseDtmf(event(code))).toEqual({ callId: 'cal_1', tag: 'caller', digit })
})

test.each([
  ['the keys A-D', event(12)],
  ['hook flash', event(16)],
  ['no JSON', 'hello'],
  ['another type', event(1).replace('DTMF', 'OTHER')],
  ['a fraction', event(1.5)],
  ['nothing', ''],
])('%s: no digit', (_, text) => {
  expect(parseDtmf(text)).toBeNull()
})
