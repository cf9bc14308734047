import { expect, it } from 'vitest'
import { idOf } from '../testing/acd-builders.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { AcdStory } from '../testing/story.ts'
import { instant } from '../time.ts'
import { longestIdleFirst } from './order.ts'
import type { PooledAgent } from './pool-types.ts'
import { ReadyAgents } from './ready-agents.ts'

function someAgents(count: number): PooledAgent[] {
  const mei = new AcdStory().queue('repair').agentIsReady('mei', ['repair']).agent('mei')
  if (mei === undefined) throw new Error('nobody signed in')
  return Array.from({ length: count }, (_, index) => ({ ...mei, agentId: idOf('agent', `a${String(index)}x`) }))
}

it('keeps the longest idle first, ties by id, with the figures of each, whoever comes and goes', () => {
  const random = new SeededRandom(5)
  const agents = someAgents(300)
  const ready = new ReadyAgents()
  let expected: PooledAgent[] = []
  for (let count = 0; count < 5_000; count++) {
    const index = random.between(0, agents.length - 1)
    const agent = agents[index]
    if (agent === undefined) continue
    const isIn = expected.includes(agent)
    const first = expected[0]
    if (first !== undefined && random.chance(0.4)) {
      expect(ready.remove(first)).toBe(true)
      expected = expected.slice(1)
    } else if (isIn) {
      expect(ready.remove(agent)).toBe(true)
      expected = expected.filter((each) => each !== agent)
    } else {
      expect(ready.remove(agent)).toBe(false)
      const freed = { ...agent, idleSince: instant(random.between(0, 40) + count), busyMs: count }
      agents[index] = freed
      ready.add(freed)
      expected = [...expected, freed].toSorted(longestIdleFirst)
    }
    expect(ready.list()).toEqual(expected)
    const place = random.between(0, Math.max(0, expected.length - 1))
    expect(ready.idAt(place)).toBe(expected[place]?.agentId)
    expect(ready.busyMsAt(place)).toBe(expected[place]?.busyMs ?? 0)
  }
})
