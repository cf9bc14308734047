import { describe, expect, it } from 'vitest'
import type { AgentId } from '../ids.ts'
import { instant } from '../time.ts'
import { partiesOnCall, type OnCallDuty } from './on-call-list.ts'

const duty = (changes: Partial<OnCallDuty> & { readonly who: string }): OnCallDuty => {
  const { who, ...rest } = changes
  return {
    agentId: `agt_${who}` as AgentId,
    number: null,
    days: [1, 2, 3, 4, 5, 6, 7],
    from: '00:00',
    to: '24:00',
    firstDate: null,
    lastDate: null,
    ...rest,
  }
}
const at = (text: string) => instant(Date.parse(text))
const onCall = (timeZone: string, duties: readonly OnCallDuty[], now: string): readonly string[] =>
  partiesOnCall({ timeZone, duties: [...duties] }, at(now)).map((party) =>
    party.kind === 'agent' ? party.agentId.slice(4) : party.number,
  )

describe('who is on call', () => {
  it('is told by the wall clock of the list, in the order of the list', () => {
    const duties = [duty({ who: 'li', from: '08:00', to: '20:00' }), duty({ who: 'wang', days: [1, 2, 3, 4, 5] })]
    // A Monday: 07:59 and 08:00 in Shanghai.
    expect(onCall('Asia/Shanghai', duties, '2026-11-29T23:59:00Z')).toEqual(['wang'])
    expect(onCall('Asia/Shanghai', duties, '2026-11-30T00:00:00Z')).toEqual(['li', 'wang'])
    expect(onCall('Asia/Shanghai', duties, '2026-11-30T12:00:00Z')).toEqual(['wang'])
    // Saturday.
    expect(onCall('Asia/Shanghai', duties, '2026-11-28T02:00:00Z')).toEqual(['li'])
  })

  it('of a night belongs to the day on which it begins', () => {
    const friday = [duty({ who: 'li', days: [5], from: '20:00', to: '06:00' })]
    expect(onCall('UTC', friday, '2026-11-27T19:59:00Z')).toEqual([])
    expect(onCall('UTC', friday, '2026-11-27T20:00:00Z')).toEqual(['li'])
    expect(onCall('UTC', friday, '2026-11-28T05:59:00Z')).toEqual(['li'])
    expect(onCall('UTC', friday, '2026-11-28T06:00:00Z')).toEqual([])
    expect(onCall('UTC', friday, '2026-11-27T05:00:00Z')).toEqual([])
  })

  it('of the hour that summer time takes away goes on where the clock does', () => {
    const early = [duty({ who: 'li', from: '02:00', to: '03:30' })]
    // In Berlin the clock goes from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC.
    expect(onCall('Europe/Berlin', early, '2026-03-29T00:59:00Z')).toEqual([])
    expect(onCall('Europe/Berlin', early, '2026-03-29T01:00:00Z')).toEqual(['li'])
    expect(onCall('Europe/Berlin', early, '2026-03-29T01:30:00Z')).toEqual([])
  })

  it('holds from its first day to its last, nights that begin then included', () => {
    const week = [duty({ who: 'li', from: '20:00', to: '06:00', firstDate: '2026-11-23', lastDate: '2026-11-24' })]
    expect(onCall('UTC', week, '2026-11-23T05:00:00Z')).toEqual([])
    expect(onCall('UTC', week, '2026-11-23T21:00:00Z')).toEqual(['li'])
    expect(onCall('UTC', week, '2026-11-25T05:00:00Z')).toEqual(['li'])
    expect(onCall('UTC', week, '2026-11-25T21:00:00Z')).toEqual([])
  })

  it('is an agent before the number of the same line, and nobody twice', () => {
    const duties = [
      duty({ who: 'li', number: '13800000001' }),
      duty({ who: 'li' }),
      duty({ who: 'none', agentId: null, number: '13800000001' }),
      duty({ who: 'wang' }),
    ]
    expect(onCall('UTC', duties, '2026-11-23T05:00:00Z')).toEqual(['li', '13800000001', 'wang'])
  })

  it('is nobody in a time zone that there is not', () => {
    expect(onCall('Mars/Olympus', [duty({ who: 'li' })], '2026-11-23T05:00:00Z')).toEqual([])
  })
})
