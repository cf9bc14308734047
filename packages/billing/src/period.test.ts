import { instant, InvariantError } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { calendarMonth, daysInMonth, daysOf, endOfMonth, instantsOf, monthToDate } from './period.ts'

const at = (iso: string) => instant(Date.parse(iso))

describe('calendar months', () => {
  it.each([
    ['2026-02', 28, '2026-03-01'],
    ['2024-02', 29, '2024-03-01'],
    ['2026-04', 30, '2026-05-01'],
    ['2026-12', 31, '2027-01-01'],
  ])('%s has %i days', (month, days, next) => {
    expect([daysInMonth(month), endOfMonth(month)]).toEqual([days, next])
    expect(daysOf(calendarMonth('UTC', month))).toHaveLength(days)
  })

  it('begin and end at midnight where the tenant is, summer time or not', () => {
    const { startsAt, endsAt } = instantsOf(calendarMonth('Europe/Berlin', '2026-03'))
    expect([startsAt, endsAt]).toEqual([at('2026-02-28T23:00:00Z'), at('2026-03-31T22:00:00Z')])
  })
})

describe('the month to date', () => {
  it.each([
    ['Asia/Shanghai', '2026-09-10T08:00:00Z', '2026-09-01', '2026-09-11'],
    // It is October there already.
    ['Asia/Shanghai', '2026-09-30T16:00:00Z', '2026-10-01', '2026-10-02'],
    ['America/New_York', '2026-10-01T03:59:59Z', '2026-09-01', '2026-10-01'],
  ])('in %s at %s', (timeZone, iso, from, until) => {
    expect(monthToDate(timeZone, at(iso))).toEqual({ timeZone, from, until })
  })

  it('needs a time zone that exists', () => {
    expect(() => monthToDate('Mars/Olympus', at('2026-09-10T08:00:00Z'))).toThrow(RangeError)
  })
})

it('a period that ends before it begins is a fault', () => {
  expect(() => daysOf({ timeZone: 'UTC', from: '2026-09-02', until: '2026-09-01' })).toThrow(InvariantError)
  expect(daysOf({ timeZone: 'UTC', from: '2026-09-01', until: '2026-09-01' })).toEqual([])
})
