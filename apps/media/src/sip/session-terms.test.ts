import { describe, expect, test } from 'vitest'
import { sessionHeaders, termsForCaller, termsFromAnswer, termsFromModify } from './session-terms.ts'

const invite = (expires: string | null, supportsTimer: boolean): Parameters<typeof termsForCaller>[0] => {
  const match = /^(\d+)(?:;refresher=(uac|uas))?$/.exec(expires ?? '')
  const refresher = match?.[2]
  return {
    sessionExpires:
      match === null
        ? null
        : {
            intervalSeconds: Number(match[1]),
            refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null,
          },
    supports: (tag) => tag === 'timer' && supportsTimer,
  }
}

describe('terms for a caller (RFC 4028 9, table 2)', () => {
  test.each([
    ['neither asks nor can', null, false, null],
    ['can, does not ask', null, true, { intervalMs: 1_800_000, refresher: 'them' }],
    ['asks and names nobody', '600', true, { intervalMs: 600_000, refresher: 'them' }],
    ['wants to refresh', '600;refresher=uac', true, { intervalMs: 600_000, refresher: 'them' }],
    ['wants us to refresh', '600;refresher=uas', true, { intervalMs: 600_000, refresher: 'us' }],
    ['a proxy asks for a caller who cannot', '600', false, { intervalMs: 600_000, refresher: 'us' }],
    ['too short', '30', true, 'tooSmall'],
    ['too short for a caller who would not understand 422', '30', false, { intervalMs: 90_000, refresher: 'us' }],
  ] as const)('%s', (_, expires, supports, expected) => {
    expect(termsForCaller(invite(expires, supports))).toEqual(expected)
  })
})

test('our 2xx says who refreshes, and requires it of a caller', () => {
  expect(sessionHeaders({ intervalMs: 600_000, refresher: 'them' })).toEqual({
    'Session-Expires': '600;refresher=uac',
    Require: 'timer',
  })
  expect(sessionHeaders({ intervalMs: 600_000, refresher: 'us' })).toEqual({ 'Session-Expires': '600;refresher=uas' })
  expect(sessionHeaders(null)).toEqual({})
})

test('who refreshes after a phone’s answer, and after its own re-INVITE', () => {
  expect(termsFromAnswer(null)).toBeNull()
  expect(termsFromAnswer({ intervalSeconds: 120, refresher: 'uac' })?.refresher).toBe('us')
  expect(termsFromAnswer({ intervalSeconds: 120, refresher: 'uas' })?.refresher).toBe('them')
  expect(termsFromModify({ intervalSeconds: 120, refresher: 'uac' })?.refresher).toBe('them')
  expect(termsFromModify({ intervalSeconds: 120, refresher: 'uas' })?.refresher).toBe('us')
})
