import { expect, test } from 'vitest'
import { filterOf, isFiltered, NO_FILTER } from './call-filter.ts'

test('nothing chosen asks for everything', () => {
  expect([filterOf(NO_FILTER, 'UTC'), isFiltered(NO_FILTER)]).toEqual([{}, false])
})

test('days are whole days of the tenant, the last one included', () => {
  const filter = filterOf({ ...NO_FILTER, fromDay: '2026-03-01', toDay: '2026-03-01' }, 'Asia/Shanghai')
  expect(filter).toEqual({ from: '2026-02-28T16:00:00.000Z', to: '2026-03-01T16:00:00.000Z' })
})

test('a number may be typed as it is written on paper', () => {
  expect(filterOf({ ...NO_FILTER, number: ' (400) 800-2002 ' }, 'UTC')).toEqual({ number: '4008002002' })
})

test('queue and outcome are passed on', () => {
  const choice = { ...NO_FILTER, queueId: 'que_clinic-results', outcome: 'ABANDONED' as const }
  expect([filterOf(choice, 'UTC'), isFiltered(choice)]).toEqual([
    { queueId: 'que_clinic-results', outcome: 'ABANDONED' },
    true,
  ])
})
