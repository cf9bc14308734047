import { expect, test } from 'vitest'
import { splitName } from './split-name.ts'

test.each([
  ['Mei Lin', 'Mei', 'Lin'],
  ['Anna Maria Zhou', 'Anna Maria', 'Zhou'],
  ['李伟', '伟', '李'],
  ['欧阳小红', '小红', '欧阳'],
  ['Cher', 'Cher', 'Cher'],
])('%s', (name, firstName, lastName) => {
  expect(splitName(name)).toEqual({ firstName, lastName })
})
