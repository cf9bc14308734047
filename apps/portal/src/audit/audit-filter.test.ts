import { expect, test } from 'vitest'
import { choiceOf, filterOf, isFiltered, paramsOf } from './audit-filter.ts'

test('an address without a choice asks for everything', () => {
  const choice = choiceOf(new URLSearchParams())
  expect(filterOf(choice, 'Asia/Shanghai')).toEqual({})
  expect(isFiltered(choice)).toBe(false)
})

test('what the address says comes back to it, and days are the company’s own', () => {
  const search = new URLSearchParams('from=2026-03-01&to=2026-03-02&action=queue&actor=usr_x&subject=Repair&acting=yes')
  const choice = choiceOf(search)
  expect(paramsOf(choice).toString().split('&').toSorted()).toEqual(search.toString().split('&').toSorted())
  expect(filterOf(choice, 'Asia/Shanghai')).toEqual({
    from: '2026-02-28T16:00:00.000Z',
    to: '2026-03-02T16:00:00.000Z',
    action: 'queue',
    actorId: 'usr_x',
    subject: 'Repair',
    actingAs: true,
  })
})

test('a day that is none is left out', () => {
  expect(filterOf(choiceOf(new URLSearchParams('from=yesterday')), 'UTC')).toEqual({})
})
