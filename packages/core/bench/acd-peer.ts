import { compareQueuedCalls } from '../src/acd/order.ts'
import type { PooledAgent, PooledCall } from '../src/acd/step-types.ts'
import type { AgentId, QueueId } from '../src/ids.ts'
import { AcdLoad, type PoolSize } from './acd-load.ts'

/**
 * The method of others, at the same load: at each tick all waiting callers are put in order, and each looks through the members of its queue for one who is free (so
 * Asterisk's app_queue, once a second for each caller; VICIdial's passes over its waiting calls do the like). It keeps no reasons, no fairness, no rules.
 */
function tick(
  calls: readonly PooledCall[],
  membersOf: ReadonlyMap<QueueId, readonly PooledAgent[]>,
  free: Set<AgentId>,
): number {
  let decisions = 0
  for (const call of calls.toSorted(compareQueuedCalls)) {
    let best: PooledAgent | null = null
    for (const agent of membersOf.get(call.queueId) ?? []) {
      if (!free.has(agent.agentId)) continue
      if (best === null || agent.idleSince < best.idleSince) best = agent
    }
    if (best === null) continue
    free.delete(best.agentId)
    decisions++
  }
  return decisions
}

/** A tick is a second; in it one agent in a hundred becomes free, as with calls of a hundred seconds. */
const FREED_SHARE = 0.01
const TICKS = 20

export function measurePeer(size: PoolSize): {
  readonly decisionsPerSecond: number
  readonly decisionsPerTick: number
  readonly tickMs: number
} {
  const { pool, queues } = new AcdLoad(size).fill()
  const agents = [...pool.agents()]
  const calls = [...pool.calls()].filter(({ phase }) => phase.kind === 'waiting')
  const membersOf = new Map(
    queues.map(({ queueId }) => [queueId, agents.filter(({ queueIds }) => queueIds.includes(queueId))]),
  )
  const freed = Math.round(size.agents * FREED_SHARE)
  let decisions = 0
  const before = process.threadCpuUsage()
  for (let count = 0; count < TICKS; count++) {
    const free = new Set<AgentId>()
    for (let index = 0; index < freed; index++) {
      const agent = agents[(index * 97 + count) % agents.length]
      if (agent !== undefined) free.add(agent.agentId)
    }
    decisions += tick(calls, membersOf, free)
  }
  const { user, system } = process.threadCpuUsage()
  const tookMs = (user - before.user + (system - before.system)) / 1_000
  return {
    decisionsPerSecond: (decisions * 1_000) / tookMs,
    decisionsPerTick: decisions / TICKS,
    tickMs: tookMs / TICKS,
  }
}
