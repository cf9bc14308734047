import { expect, test } from 'vitest'
import { groupDays, intervalsOf, intervalText } from './days.ts'

test('days with the same hours are told together', () => {
  const weekly = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }))
  expect(groupDays([...weekly, { day: 6, from: '10:00', to: '14:00' }])).toEqual([
    { first: 1, last: 5, intervals: [{ from: '09:00', to: '17:00' }] },
    { first: 6, last: 6, intervals: [{ from: '10:00', to: '14:00' }] },
    { first: 7, last: 7, intervals: [] },
  ])
})

test.each([
  ['', []],
  [
    '9:00-12:00 13:00–17:00',
    [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:00' },
    ],
  ],
  ['09:00至17:00，', [{ from: '09:00', to: '17:00' }]],
  ['nine', [{ from: 'nine', to: '' }]],
])('"%s" is read as hours', (text, intervals) => {
  expect(intervalsOf(text)).toEqual(intervals)
})

test('hours are written as they are read', () => {
  const text = '09:00-12:00 13:00-17:00'
  expect(intervalText(intervalsOf(text))).toBe(text)
})
