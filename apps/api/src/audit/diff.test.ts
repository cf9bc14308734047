import { expect, test } from 'vitest'
import { diff } from './diff.ts'

test.each([
  [
    'a changed field',
    { name: 'Repairs', size: 3 },
    { name: 'Repair line', size: 3 },
    [['name', 'Repairs', 'Repair line']],
  ],
  [
    'what is made has only an after',
    null,
    { name: 'New', on: true },
    [
      ['name', null, 'New'],
      ['on', null, 'true'],
    ],
  ],
  ['what is taken away has only a before', { note: 'x' }, null, [['note', 'x', null]]],
  ['a field set to nothing', { note: 'x', a: 1 }, { note: null, a: 1 }, [['note', 'x', null]]],
  ['a list of words as a whole', { ids: ['a', 'b'] }, { ids: ['a', 'c'] }, [['ids', 'a, b', 'a, c']]],
  ['deep inside', { days: [{ from: '08:00' }] }, { days: [{ from: '09:00' }] }, [['days.0.from', '08:00', '09:00']]],
  ['nothing when nothing differs', { a: { b: [1, 2] } }, { a: { b: [1, 2] } }, []],
  ['a state that is one word', 'live', 'suspended', [['', 'live', 'suspended']]],
])('%s', (_name, before, after, expected) => {
  expect(diff(before, after).map((change) => [change.field, change.before, change.after])).toEqual(expected)
})
