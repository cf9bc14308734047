import { expect, test } from 'vitest'
import { digitOfInfo } from './digit-of-info.ts'

test.each([
  ['dtmf-relay', 'application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n', '5'],
  ['blanks around', 'Application/DTMF-Relay; x=y', 'Signal = # \r\nDuration= 250\r\n', '#'],
  ['the bare form', 'application/dtmf', '*', '*'],
  ['a flash', 'application/dtmf-relay', 'Signal=16\r\n', null],
  ['another type', 'application/sdp', 'Signal=5\r\n', null],
  ['nothing', '', '', null],
])('%s', (_, contentType, body, digit) => {
  expect(digitOfInfo(contentType, body)).toBe(digit)
})
