import { expect, test } from 'vitest'
import { LaneFullError, WorkLanes } from './work-lanes.ts'

/** Work that goes on until it is told to end, and what is under way. */
function workbench(lanes: WorkLanes) {
  const running: string[] = []
  const begin = (tenantId: string, name: string) => {
    const gate = Promise.withResolvers<undefined>()
    const done = lanes.run(tenantId, async () => {
      running.push(name)
      await gate.promise
      running.splice(running.indexOf(name), 1)
    })
    return { end: () => gate.resolve(undefined), done }
  }
  return { running, begin }
}

test('so many at a time, of each tenant one', async () => {
  const { running, begin } = workbench(new WorkLanes({ atOnce: 2, waitingMaxPerTenant: 5 }))
  const [a1, a2, b1, c1] = [begin('a', 'a1'), begin('a', 'a2'), begin('b', 'b1'), begin('c', 'c1')]
  await Promise.resolve()
  expect(running).toEqual(['a1', 'b1'])
  b1.end()
  await b1.done
  expect(running).toEqual(['a1', 'c1'])
  a1.end()
  await a1.done
  expect(running).toEqual(['c1', 'a2'])
  for (const work of [a2, c1]) work.end()
  await Promise.all([a2.done, c1.done])
  expect(running).toEqual([])
})

test('too much of one tenant is refused, not of the others', async () => {
  const { begin } = workbench(new WorkLanes({ atOnce: 1, waitingMaxPerTenant: 1 }))
  const [first, second, refused, other] = [begin('a', '1'), begin('a', '2'), begin('a', '3'), begin('b', '4')]
  await expect(refused.done).rejects.toThrow(LaneFullError)
  for (const work of [first, second, other]) work.end()
  await Promise.all([first.done, second.done, other.done])
})

test('work that fails makes room as well', async () => {
  const lanes = new WorkLanes({ atOnce: 1, waitingMaxPerTenant: 1 })
  await expect(lanes.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await lanes.run('a', () => Promise.resolve('yes'))).toBe('yes')
})
