import { describe, expect, it } from 'vitest'
import type { BusinessHours } from '../contracts/snapshot.ts'
import { idOf } from '../testing/acd-builders.ts'
import { instant } from '../time.ts'
import { explainOpen, isOpen } from './is-open.ts'

const at = (iso: string) => instant(Date.parse(iso))
const office = (changes: Partial<BusinessHours> = {}): BusinessHours => ({
  hoursId: idOf('hours', 'office'),
  name: 'Office',
  timeZone: 'Europe/Berlin',
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' })),
  holidays: [{ date: '2026-12-25', name: 'Christmas' }],
  specialDays: [],
  ...changes,
})
const allDays = (from: string, to: string) => [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to }))

describe('office hours', () => {
  it.each([
    ['opens on the minute', '2026-03-02T08:00:00Z', true],
    ['is closed a millisecond before', '2026-03-02T07:59:59.999Z', false],
    ['closes on the minute', '2026-03-02T16:00:00Z', false],
    ['is open a millisecond before it closes', '2026-03-02T15:59:59.999Z', true],
    ['is closed on Saturday', '2026-03-07T10:00:00Z', false],
    ['is closed on a holiday', '2026-12-25T10:00:00Z', false],
    ['opens an hour earlier by UTC once summer time has begun', '2026-03-30T07:00:00Z', true],
    ['did not open then the Friday before', '2026-03-27T07:00:00Z', false],
    ['closes an hour later by UTC once summer time has ended', '2026-10-26T15:59:00Z', true],
  ])('%s', (_, iso, open) => {
    expect(isOpen(office(), at(iso))).toBe(open)
  })

  it.each([
    ['Asia/Shanghai', '2026-03-02T01:00:00Z', true],
    ['Asia/Shanghai', '2026-03-02T09:00:00Z', false],
    ['America/New_York', '2026-03-02T14:00:00Z', true],
    ['Asia/Kathmandu', '2026-03-02T03:15:00Z', true],
    ['Asia/Kathmandu', '2026-03-02T03:14:59Z', false],
    // It is Saturday there already, and Friday evening in UTC.
    ['Pacific/Kiritimati', '2026-03-06T20:00:00Z', false],
  ])('is by the wall clock of %s at %s', (timeZone, iso, open) => {
    expect(isOpen(office({ timeZone }), at(iso))).toBe(open)
  })
})

describe('hours around the clock and past midnight', () => {
  const night = office({ weekly: [{ day: 5, from: '22:00', to: '06:00' }] })
  it.each([
    ['Friday before', night, '2026-03-06T20:59:00Z', false],
    ['Friday night', night, '2026-03-06T21:00:00Z', true],
    ['Saturday morning belongs to Friday', night, '2026-03-07T04:59:00Z', true],
    ['Saturday morning after', night, '2026-03-07T05:00:00Z', false],
    ['Saturday night', night, '2026-03-07T21:30:00Z', false],
    ['00:00 to 24:00 at midnight', office({ weekly: allDays('00:00', '24:00') }), '2026-03-06T23:00:00Z', true],
    [
      '24 hours in the hour that is skipped',
      office({ weekly: allDays('00:00', '24:00') }),
      '2026-03-29T01:00:00Z',
      true,
    ],
    [
      'the hour that comes twice, the first time',
      office({ weekly: allDays('02:00', '03:00') }),
      '2026-10-25T00:30:00Z',
      true,
    ],
    ['the hour that comes twice, again', office({ weekly: allDays('02:00', '03:00') }), '2026-10-25T01:30:00Z', true],
    ['an unknown time zone', office({ timeZone: 'Mars/Olympus' }), '2026-03-02T00:00:00Z', true],
  ])('%s', (_, hours, iso, open) => {
    expect(isOpen(hours, at(iso))).toBe(open)
  })
})

describe('special days', () => {
  const spring = office({
    timeZone: 'Asia/Shanghai',
    holidays: [
      { date: '2026-02-17', name: 'Spring Festival' },
      { date: '2026-02-18', name: 'Spring Festival' },
    ],
    specialDays: [
      // A Saturday worked in exchange, and two hours for emergencies on the second holiday.
      { date: '2026-02-14', name: 'Worked in exchange', intervals: [{ from: '09:00', to: '17:00' }] },
      { date: '2026-02-18', name: 'Emergency desk', intervals: [{ from: '10:00', to: '12:00' }] },
      { date: '2026-02-20', name: 'Stock-taking', intervals: [] },
    ],
  })
  it.each([
    ['a Saturday worked in exchange', '2026-02-14T01:00:00Z', true],
    ['its evening', '2026-02-14T09:00:00Z', false],
    ['another Saturday', '2026-02-21T01:00:00Z', false],
    ['a holiday', '2026-02-17T02:00:00Z', false],
    ['hours of their own on a holiday', '2026-02-18T02:00:00Z', true],
    ['after them', '2026-02-18T04:00:00Z', false],
    ['a weekday without any interval', '2026-02-20T02:00:00Z', false],
  ])('%s', (_, iso, open) => {
    expect(isOpen(spring, at(iso))).toBe(open)
  })

  const nights = office({
    timeZone: 'UTC',
    weekly: allDays('22:00', '06:00'),
    holidays: [{ date: '2026-12-25', name: 'Christmas' }],
    specialDays: [
      { date: '2026-12-31', name: "New Year's Eve", intervals: [{ from: '20:00', to: '03:00' }] },
      { date: '2027-01-01', name: 'New Year', intervals: [] },
      { date: '2027-01-05', name: 'Short', intervals: [{ from: '10:00', to: '24:00' }] },
    ],
  })
  it.each([
    ['the night before a holiday ends at midnight', '2026-12-25T00:00:00Z', false],
    ['the night before a day of its own ends at midnight', '2027-01-05T05:00:00Z', false],
    ['the night of a holiday does not begin', '2026-12-26T05:00:00Z', false],
    ['the night before it does', '2026-12-24T23:59:00Z', true],
    ['a special night reaches into a closed day', '2027-01-01T02:59:00Z', true],
    ['and ends when it says', '2027-01-01T03:00:00Z', false],
    ['24:00 is the end of the day, not of the next', '2027-01-06T00:00:00Z', false],
    ['up to it is open', '2027-01-05T23:59:59Z', true],
  ])('%s', (_, iso, open) => {
    expect(isOpen(nights, at(iso))).toBe(open)
  })

  it.each([
    ['2026-02-14T01:00:00Z', { kind: 'specialDay', date: '2026-02-14', name: 'Worked in exchange' }],
    ['2026-02-17T01:00:00Z', { kind: 'holiday', date: '2026-02-17', name: 'Spring Festival' }],
    ['2026-02-16T01:00:00Z', { kind: 'weekly', date: '2026-02-16', day: 1 }],
  ])('say what decided at %s', (iso, ground) => {
    expect(explainOpen(spring, at(iso)).ground).toEqual(ground)
  })

  it('say which evening a night belongs to', () => {
    expect(explainOpen(nights, at('2026-12-23T01:00:00Z'))).toEqual({
      isOpen: true,
      ground: { kind: 'weekly', date: '2026-12-22', day: 2 },
    })
  })
})
