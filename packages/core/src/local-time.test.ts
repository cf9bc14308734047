import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, isLocalDate, isoDayOf, isTimeZone, localTimeAt, startOfDay } from './local-time.ts'
import { instant } from './time.ts'

describe('wall clocks', () => {
  it.each([
    ['Asia/Shanghai', '2026-03-01T16:00:00Z', { date: '2026-03-02', day: 1, minuteOfDay: 0 }],
    ['America/St_Johns', '2026-01-01T03:29:00Z', { date: '2025-12-31', day: 3, minuteOfDay: 23 * 60 + 59 }],
    ['UTC', '2024-02-29T12:34:56Z', { date: '2024-02-29', day: 4, minuteOfDay: 754 }],
  ])('%s at %s', (timeZone, iso, expected) => {
    expect(localTimeAt(timeZone, instant(Date.parse(iso)))).toEqual(expected)
  })

  it('knows no zone that has no name', () => {
    expect(localTimeAt('Mars/Olympus', instant(0))).toBeNull()
    expect(startOfDay('Mars/Olympus', '2026-03-02')).toBeNull()
    expect([isTimeZone('Europe/Berlin'), isTimeZone('')]).toEqual([true, false])
  })
})

describe('the start of a day', () => {
  it.each([
    ['Asia/Shanghai', '2026-03-02', '2026-03-01T16:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['America/New_York', '2026-11-02', '2026-11-02T05:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-03-02', '2026-03-01T10:00:00.000Z'],
    // Summer time began at midnight there: the day starts at one o'clock.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
  ])('%s %s', (timeZone, date, iso) => {
    expect(new Date(startOfDay(timeZone, date) ?? 0).toISOString()).toBe(iso)
  })
})

describe('calendar days', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-28', 3, '2026-03-31'],
  ])('%s and %i days', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected)
    expect(daysBetween(date, expected)).toBe(days)
  })

  it('counts the week from Monday', () => {
    expect(['2026-03-02', '2026-03-08'].map(isoDayOf)).toEqual([1, 7])
  })

  it('knows which days exist', () => {
    expect(['2024-02-29', '2026-02-29', '2026-13-01', '2026-3-1', 'today'].map(isLocalDate)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
