import { describe, expect, test } from 'vitest'
import { instant } from '../time.ts'
import { faultOfNumber, normalizeNumber } from './number-kind.ts'
import { nextNumberState, NUMBER_ACTS, NUMBER_STATES, NUMBER_TRANSITIONS, quarantineEnd } from './number-state.ts'

const DAY = 86_400_000
const standing = (state: (typeof NUMBER_STATES)[number]) => ({
  state,
  since: instant(10 * DAY),
  quarantineMs: (90 * DAY) as never,
})

describe('what is done with a number', () => {
  const after = instant(200 * DAY)
  test.each(NUMBER_ACTS.flatMap((act) => NUMBER_STATES.map((state) => [act, state] as const)))(
    '%s when %s',
    (act, state) => {
      const next = NUMBER_TRANSITIONS[act][state]
      expect(nextNumberState(standing(state), act, { now: after })).toEqual(
        next === null ? { ok: false, error: { code: 'number.notPossible', act, state } } : { ok: true, value: next },
      )
    },
  )

  test('a returned number rests until its quarantine is over', () => {
    const until = instant(100 * DAY)
    expect(quarantineEnd(standing('returned'))).toBe(until)
    expect(quarantineEnd(standing('free'))).toBeNull()
    for (const act of ['release', 'issue'] as const) {
      expect(nextNumberState(standing('returned'), act, { now: instant(until - 1) })).toEqual({
        ok: false,
        error: { code: 'number.inQuarantine', until },
      })
      expect(nextNumberState(standing('returned'), act, { now: until }).ok).toBe(true)
    }
  })

  test('one taken back by mistake goes back to the tenant that had it at once, and is free for nobody else', () => {
    const now = instant(11 * DAY)
    expect(nextNumberState(standing('returned'), 'issue', { now, toLastHolder: true })).toEqual({
      ok: true,
      value: 'issued',
    })
    expect(nextNumberState(standing('returned'), 'release', { now, toLastHolder: true }).ok).toBe(false)
  })
})

describe('numbers of each kind', () => {
  test.each([
    ['4008001001', 'tollFree', null, null],
    ['8008001001', 'tollFree', null, null],
    ['+448001234567', 'tollFree', null, null],
    ['4001234', 'tollFree', null, 'number.notTollFree'],
    ['95588', 'shortCode', null, null],
    ['9610086', 'shortCode', null, null],
    ['12345', 'shortCode', null, 'number.notShortCode'],
    ['95588', 'shortCode', '95', 'number.parentUnexpected'],
    ['955881', 'subNumber', '95588', null],
    ['955881', 'subNumber', null, 'number.parentMissing'],
    ['95588', 'subNumber', '95588', 'number.notUnderParent'],
    ['965881', 'subNumber', '95588', 'number.notUnderParent'],
    ['01088886666', 'local', null, null],
    ['02488886666', 'local', null, null],
    ['88886666', 'local', null, null],
    ['13800138000', 'local', null, null],
    ['+442079460000', 'local', null, null],
    ['110', 'local', null, 'number.notLocal'],
    ['4a0', 'local', null, 'number.notDigits'],
    ['', 'tollFree', null, 'number.notDigits'],
  ] as const)('%s as %s under %s: %s', (number, kind, parent, fault) => {
    expect(faultOfNumber({ number, kind, parent })).toBe(fault)
  })

  test.each([
    ['400-800-1001', '4008001001'],
    ['(010) 8888 6666', '01088886666'],
    ['0044 20 7946 0000', '+442079460000'],
    ['+44 20 7946 0000', '+442079460000'],
  ])('%s is kept as %s', (text, kept) => {
    expect(normalizeNumber(text)).toBe(kept)
  })
})
