import { describe, expect, it } from 'vitest'
import type { SeatGrade } from '@seatline/core'
import { idOf } from '../testing/builders.ts'
import type { AgentInterval } from './agent-time.ts'
import { hourlyPeaks, userDays } from './hourly-peaks.ts'

const CLINIC = idOf('tenant', 'clinic')
const DAY = { timeZone: 'Asia/Shanghai', from: '2026-09-10', until: '2026-09-11' }

/** Signed in from one time of the clinic's wall clock to another, `09:00:00.000`. */
const signedIn = (name: string, from: string, until: string, changes: Partial<AgentInterval> = {}): AgentInterval => ({
  homeTenantId: CLINIC,
  agentId: idOf('agent', name),
  grade: 'standard',
  status: 'ready',
  servedTenantId: null,
  from: at(from),
  until: at(until),
  ...changes,
})
const at = (time: string): number => Date.parse(`2026-09-10T${time}+08:00`)
const peaks = (...intervals: readonly AgentInterval[]): readonly (readonly [number, SeatGrade, number])[] =>
  hourlyPeaks(intervals, CLINIC, DAY).map(({ hour, grade, peak }) => [hour, grade, peak] as const)

describe('hourlyPeaks', () => {
  it('counts who is signed in at once, in each hour of the tenant’s clock', () => {
    expect(peaks(signedIn('ann', '09:00', '11:00'), signedIn('bob', '10:00', '12:00'))).toEqual([
      [9, 'standard', 1],
      [10, 'standard', 2],
      [11, 'standard', 1],
    ])
  })

  it('ignores a peak of less than 30 minutes of the hour, by a millisecond', () => {
    expect(peaks(signedIn('ann', '09:00', '10:00'), signedIn('bob', '09:00', '09:29:59.999'))).toEqual([
      [9, 'standard', 1],
    ])
    expect(peaks(signedIn('ann', '09:00', '10:00'), signedIn('bob', '09:00', '09:30:00.000'))).toEqual([
      [9, 'standard', 2],
    ])
  })

  it('takes all stretches of the hour together: who logs in anew loses nothing and gains nothing', () => {
    const bob = [signedIn('bob', '09:00', '09:20'), signedIn('bob', '09:40', '09:50')]
    expect(peaks(signedIn('ann', '09:00', '10:00'), ...bob)).toEqual([[9, 'standard', 2]])
  })

  it('makes no peak of a change of shift', () => {
    expect(peaks(signedIn('ann', '09:00', '13:10'), signedIn('bob', '13:00', '14:00'))).toContainEqual([
      13,
      'standard',
      1,
    ])
    expect(peaks(signedIn('ann', '09:00', '13:30'), signedIn('bob', '13:30', '14:00'))).toContainEqual([
      13,
      'standard',
      1,
    ])
  })

  it('keeps grades and states apart and other people’s agents out', () => {
    expect(
      peaks(
        signedIn('ann', '09:00', '10:00', { status: 'notReady' }),
        signedIn('lea', '09:00', '10:00', { grade: 'leader' }),
        signedIn('eve', '09:00', '10:00', { homeTenantId: idOf('tenant', 'hotel') }),
      ),
    ).toEqual([
      [9, 'standard', 1],
      [9, 'leader', 1],
    ])
  })

  it('has 25 hours when clocks are set back, and none is taken for another', () => {
    const london = { timeZone: 'Europe/London', from: '2026-10-25', until: '2026-10-26' }
    const all = signedIn('ann', '00:00', '00:00', {
      from: Date.parse('2026-10-24T00:00:00Z'),
      until: Date.parse('2026-10-27T00:00:00Z'),
    })
    const hours = hourlyPeaks([all], CLINIC, london)
    expect(hours).toHaveLength(25)
    expect(new Set(hours.map(({ startsAt }) => startsAt)).size).toBe(25)
  })
})

describe('userDays', () => {
  it('has each person once a day, however often signed in, on both days of a night shift', () => {
    const days = userDays(
      [
        signedIn('ann', '09:00', '09:01'),
        signedIn('ann', '15:00', '16:00'),
        signedIn('bob', '23:00', '23:00', { until: at('23:00') + 2 * 3_600_000 }),
      ],
      CLINIC,
      { ...DAY, until: '2026-09-12' },
    )
    expect(days.map(({ date, agentId }) => [date, agentId])).toEqual([
      ['2026-09-10', 'agt_ann'],
      ['2026-09-10', 'agt_bob'],
      ['2026-09-11', 'agt_bob'],
    ])
  })
})
