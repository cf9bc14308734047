import { expect, test } from 'vitest'
import { refusedOf, searchOf, viewOf } from './console-view.ts'

test('a link to a view is the view', () => {
  const view = viewOf(new URLSearchParams('q=heat&status=LIVE+TRIAL&sort=CALLS_NOW&order=desc&page=3'))
  expect(view).toMatchObject({
    search: 'heat',
    statuses: ['TRIAL', 'LIVE'],
    sort: 'CALLS_NOW',
    descending: true,
    page: 3,
  })
  expect(viewOf(searchOf(view, 'ten_one'))).toEqual(view)
  expect(searchOf(view, 'ten_one').get('client')).toBe('ten_one')
})

test('what the address says wrongly is the usual view', () => {
  expect(viewOf(new URLSearchParams('status=NONE&sort=X&page=-4'))).toEqual({
    search: '',
    statuses: [],
    healths: [],
    sort: 'HEALTH',
    descending: false,
    page: 1,
  })
})

test('a caller on the black list is no concern of the operator', () => {
  const refusedToday = [
    { reason: 'tenantFull', count: 3 },
    { reason: 'callerBlocked', count: 9 },
  ]
  expect(refusedOf({ refusedToday })).toBe(3)
})
