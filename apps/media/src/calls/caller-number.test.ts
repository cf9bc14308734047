import { expect, test } from 'vitest'
import { callerNumber } from './caller-number.ts'

const from = (user: string, asserted?: string): Parameters<typeof callerNumber>[0] => ({
  from: { user, displayName: '' },
  header: (name) => (name === 'P-Asserted-Identity' ? asserted : undefined),
})

test.each([
  ['From alone', '13800138000', undefined, '13800138000'],
  ['what the carrier asserts counts', 'anonymous', '"X" <sip:+8613800138000@carrier.test>', '+8613800138000'],
  ['an asserted tel URI', '1', '<tel:+8613800138000>', '+8613800138000'],
  ['withheld', 'anonymous', undefined, ''],
  ['withheld in capitals', 'Anonymous', undefined, ''],
  ['escaped characters', '%2B86138', undefined, '+86138'],
  ['a broken escape', '%zz', undefined, '%zz'],
  ['no user at all', '', undefined, ''],
])('%s', (_, user, asserted, expected) => {
  expect(callerNumber(from(user, asserted))).toBe(expected)
})
