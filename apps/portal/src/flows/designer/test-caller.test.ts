import { flowTestSchema } from '@seatline/core'
import { expect, test } from 'vitest'
import { callerWith, fieldsOf, NOBODY } from './test-caller.ts'

test('a caller who becomes known keeps what is filled in; who becomes unknown keeps list and region alone', () => {
  const known = callerWith(NOBODY, { isKnown: true, region: '沈阳' })
  expect(known).toMatchObject({ isKnown: true, region: '沈阳', isBlackListed: false })
  const named = callerWith(known ?? NOBODY, { name: '王建国', vipClass: 1, isBlackListed: true })
  expect(named).toMatchObject({ name: '王建国', vipClass: 1, region: '沈阳' })
  expect(callerWith(named ?? NOBODY, { isKnown: false })).toEqual({ ...NOBODY, region: '沈阳', isBlackListed: true })
})

test('of whom nothing is known is nobody at all, and every caller is one that a stored test may hold', () => {
  expect(callerWith({ ...NOBODY, isBlackListed: true }, { isBlackListed: false })).toBeNull()
  const caller = callerWith(NOBODY, { isKnown: true, memberNumber: 'M-7', fields: { contract: 'gold' } })
  const kept = flowTestSchema.parse({ name: 'x', at: '2026-03-02T10:00', caller, expect: {} })
  expect(kept.caller).toEqual(caller)
})

test('a field is renamed, written and removed at its place', () => {
  const fields = [
    ['a', '1'],
    ['b', '2'],
  ] as const
  expect(Object.entries(fieldsOf(fields, 0, ['c', '1']))).toEqual([
    ['c', '1'],
    ['b', '2'],
  ])
  expect(fieldsOf(fields, 1, null)).toEqual({ a: '1' })
})
