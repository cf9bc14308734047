import { describe, expect, it } from 'vitest'
import {
  addTimes,
  ahtMs,
  occupancy,
  signedInMs,
  timeByStatus,
  utilisation,
  type StatusInterval,
} from './agent-figures.ts'
import { percentOf } from './share.ts'

const MINUTE = 60_000
/*
 * min  0    10   20   30   40   50   60
 *      |out |not |rdy |r|talk|h|wrap|rdy   one agent's hour, in minutes: 10 10 10 1 12 3 4 10
 */
const HOUR: readonly StatusInterval[] = [
  ['signedOut', 10],
  ['notReady', 10],
  ['ready', 10],
  ['ringing', 1],
  ['talking', 12],
  ['hold', 3],
  ['wrapUp', 4],
  ['ready', 10],
].reduce<StatusInterval[]>((intervals, [status, minutes]) => {
  const from = intervals.at(-1)?.until ?? 0
  return [...intervals, { status, from, until: from + Number(minutes) * MINUTE } as StatusInterval]
}, [])
const times = timeByStatus(HOUR, { from: 0, until: 60 * MINUTE })

describe('an agent’s hour', () => {
  it('adds up to the hour', () => {
    expect(times).toMatchObject({ signedOut: 10 * MINUTE, ready: 20 * MINUTE, talking: 12 * MINUTE })
    expect(signedInMs(times) + times.signedOut).toBe(60 * MINUTE)
  })

  it('handles talk, hold and wrap-up; ringing is waiting', () => {
    expect(ahtMs(times, 2)).toBe(9.5 * MINUTE)
    expect(ahtMs(times, 0)).toBeNull()
  })

  it('is occupied for 19 of the 40 minutes in which calls could come', () => {
    expect(occupancy(times)).toEqual({ part: 19 * MINUTE, whole: 40 * MINUTE })
    expect(percentOf(occupancy(times))).toBe(47.5)
  })

  it('is used for 19 of the 50 minutes signed in', () => {
    expect(percentOf(utilisation(times))).toBe(38)
  })

  it('keeps its sum wherever the window is cut', () => {
    for (let cut = 0; cut <= 60; cut += 7) {
      const parts = [
        timeByStatus(HOUR, { from: 0, until: cut * MINUTE }),
        timeByStatus(HOUR, { from: cut * MINUTE, until: 60 * MINUTE }),
      ]
      expect(addTimes(parts)).toEqual(times)
    }
  })

  it('counts nothing outside the window', () => {
    const outside = timeByStatus(HOUR, { from: 60 * MINUTE, until: 120 * MINUTE })
    expect(signedInMs(outside) + outside.signedOut).toBe(0)
  })
})
