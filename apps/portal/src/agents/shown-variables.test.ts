import { expect, test } from 'vitest'
import { worthShowing } from './shown-variables.ts'

test('who it is comes first, the rest keeps its order, and what the flow did not find takes no room', () => {
  const shown = worthShowing([
    { name: 'bookingNumber', value: '771204' },
    { name: 'memberNumber', value: '' },
    { name: 'name', value: 'Wang Fang' },
    { name: 'orderState', value: 'shipped' },
    { name: 'vipClass', value: '1' },
  ])
  expect(shown.map(({ name }) => name)).toEqual(['name', 'vipClass', 'bookingNumber', 'orderState'])
})
