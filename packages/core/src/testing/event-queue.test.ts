import { expect, test } from 'vitest'
import { EventQueue } from './event-queue.ts'
import { SeededRandom } from './seeded-random.ts'

test('gives what was put in by time, and what is of the same time as it was put in', () => {
  const random = new SeededRandom(7)
  const queue = new EventQueue<number>()
  const put = Array.from({ length: 500 }, (_, order) => ({ at: random.between(0, 60), order }))
  for (const { at, order } of put) queue.add(at, order)
  const taken = []
  for (let next = queue.take(); next !== null; next = queue.take()) taken.push({ at: next.at, order: next.event })
  expect(taken).toEqual(put.toSorted((a, b) => a.at - b.at || a.order - b.order))
})
