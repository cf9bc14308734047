import { instant } from '@seatline/core'
import type { AgentId, TenantFigures, TenantId } from '@seatline/core'
import { expect, test } from 'vitest'
import { TenantTally } from './tenant-tally.ts'

const TENANT = 'ten_one' as TenantId
/** 23:59:50 in Shanghai. */
const EVENING = Date.parse('2026-11-21T15:59:50Z')
const at = (seconds: number) => instant(EVENING + seconds * 1_000)
const seat = (name: string): TenantFigures['seats'][number] => ({
  agentId: `agt_${name}` as AgentId,
  grade: 'standard',
})
const tally = () => new TenantTally(TENANT, () => 'Asia/Shanghai', at(0))

test('tells the calls of the last whole second, and when that is over, that there are none', () => {
  const figures = tally()
  for (let call = 0; call < 7; call++) figures.arrived(at(1))
  expect(figures.take(at(1))).toMatchObject({ callsPerSecond: 0, callsPerSecondPeakToday: 7 })
  expect(figures.take(at(2))).toMatchObject({ callsPerSecond: 7, lastCallAt: at(1) })
  expect(figures.take(at(3))).toMatchObject({ callsPerSecond: 0 })
  expect(figures.take(at(4))).toBeNull()
})

test('keeps the peaks of calls and seats', () => {
  const figures = tally()
  figures.hasCalls(3, at(1))
  figures.hasCalls(1, at(1))
  figures.hasSeats([seat('mei'), seat('li')], at(1))
  figures.hasSeats([seat('mei')], at(2))
  expect(figures.take(at(2))).toMatchObject({
    calls: 1,
    callsPeakToday: 3,
    seats: [seat('mei')],
    seatsPeakToday: { standard: 2 },
  })
})

test("begins the day anew at the tenant's own midnight, with what goes on", () => {
  const figures = tally()
  figures.hasCalls(5, at(1))
  figures.hasCalls(2, at(2))
  figures.refused('tenantFull', at(2))
  expect(figures.take(at(2))).toMatchObject({ day: '2026-11-21', refusedToday: { tenantFull: 1 }, callsPeakToday: 5 })
  expect(figures.take(at(12))).toMatchObject({ day: '2026-11-22', refusedToday: {}, calls: 2, callsPeakToday: 2 })
})

test('goes on with the figures of the same day after a restart, not with the calls', () => {
  const before = tally()
  before.hasCalls(5, at(1))
  before.refused('tenantTooFast', at(1))
  const told = before.take(at(1))
  if (told === null) throw new Error('nothing was told')
  const after = tally()
  after.restore(told, at(3))
  expect(after.take(at(3))).toMatchObject({ calls: 0, callsPeakToday: 5, refusedToday: { tenantTooFast: 1 } })
  const nextDay = tally()
  nextDay.restore(told, at(20))
  expect(nextDay.take(at(20))).toMatchObject({ callsPeakToday: 0, refusedToday: {} })
})

test('tells again what did not arrive', () => {
  const figures = tally()
  figures.refused('tenantTooFast', at(1))
  expect(figures.take(at(1))).not.toBeNull()
  expect(figures.take(at(1))).toBeNull()
  figures.untold()
  expect(figures.take(at(1))).toMatchObject({ refusedToday: { tenantTooFast: 1 } })
})
