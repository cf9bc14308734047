import { describe, expect, test } from 'vitest'
import { figuresOf } from './figures-repository.ts'
import { stateAfter } from './message-views.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const STARTS = [0, DAY, 2 * DAY]
const WHEN = { starts: STARTS, fromDay: '1970-01-01', now: 2 * DAY }
const message = (leftAt: number, firstAttemptAt: number | null, settledAt: number | null = null) => ({
  leftAt,
  promisedAt: leftAt + 4 * HOUR,
  firstAttemptAt,
  settledAt,
  state: settledAt === null ? ('open' as const) : ('done' as const),
})

describe('backlog and timeliness', () => {
  test('the promise is kept by the first attempt in time, or by settling without one', () => {
    const kept = message(HOUR, 2 * HOUR)
    const settled = message(HOUR, null, 3 * HOUR)
    const late = message(HOUR, 6 * HOUR)
    const never = message(DAY, null)
    const notDue = message(2 * DAY - HOUR, null)
    expect(figuresOf([kept, settled, late, never, notDue], WHEN)).toMatchObject({
      left: 5,
      decided: 4,
      withinPromise: 2,
      medianFirstAttemptMs: 3 * HOUR,
    })
  })

  test('each day has what was left in it, and the backlog at its end', () => {
    const days = figuresOf([message(HOUR, null, DAY + HOUR), message(DAY + HOUR, null)], WHEN).days
    expect(days.map(({ day, left, openAtEnd }) => [day, left, openAtEnd])).toEqual([
      ['1970-01-01', 1, 1],
      ['1970-01-02', 1, 1],
    ])
  })

  test('nothing left is nothing decided', () => {
    expect(figuresOf([], WHEN)).toMatchObject({ left: 0, decided: 0, medianFirstAttemptMs: null })
  })
})

describe('attempts to call back', () => {
  test('reached settles it, the third in vain and a wrong number fail it, else it stays open', () => {
    expect(stateAfter('reached', 1)).toBe('done')
    expect(stateAfter('noAnswer', 1)).toBe('open')
    expect(stateAfter('busy', 2)).toBe('open')
    expect(stateAfter('noAnswer', 3)).toBe('failed')
    expect(stateAfter('wrongNumber', 1)).toBe('failed')
  })
})
