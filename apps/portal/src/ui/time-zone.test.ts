import { expect, test } from 'vitest'
import { dayOf, momentOf, nextDay, startOfDay, wallTimeOf } from './time-zone.ts'

test.each([
  ['2026-03-01', 'Asia/Shanghai', '2026-02-28T16:00:00.000Z'],
  ['2026-03-01', 'UTC', '2026-03-01T00:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, iso) => {
  expect(startOfDay(day, zone)).toBe(iso)
})

test('the day after the last of a month is the first of the next', () => {
  expect([nextDay('2026-02-28'), nextDay('2026-12-31')]).toEqual(['2026-03-01', '2027-01-01'])
})

test('the same moment is another day elsewhere', () => {
  const moment = Date.parse('2026-03-01T18:00:00.000Z')
  expect([dayOf(moment, 'Asia/Shanghai'), dayOf(moment, 'America/New_York')]).toEqual(['2026-03-02', '2026-03-01'])
})

test('a moment and what the clock of a place shows then are the same thing', () => {
  expect(wallTimeOf('2026-07-01T23:30:00.000Z', 'Asia/Shanghai')).toBe('2026-07-02T07:30')
  expect(momentOf('2026-07-02T07:30', 'Asia/Shanghai')).toBe('2026-07-01T23:30:00.000Z')
  // On the day on which the clocks go forward.
  expect(momentOf('2026-03-29T03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z')
})
