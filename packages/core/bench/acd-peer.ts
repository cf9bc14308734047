import { compareQueuedCalls } from '../src/acd/order.ts'
import type { PooledAgent, PooledCall } from '../src/acd/step-types.ts'
import { AcdLoad, type PoolSize } from './acd-load.ts'

/**
 * The method of others, at the same load: at each tick all waiting callers are put in order, and for each of them the free agents are looked through for one who serves
 * the queue (VICIdial's pass over its waiting calls, Asterisk's app_queue ringing over its members). It keeps no reasons, no fairness, no rules.
 */
function tick(calls: readonly PooledCall[], free: PooledAgent[]): number {
  let decisions = 0
  for (const call of calls.toSorted(compareQueuedCalls)) {
    let best = -1
    for (const [place, agent] of free.entries()) {
      if (!agent.queueIds.includes(call.queueId)) continue
      if (best < 0 || agent.idleSince < (free[best]?.idleSince ?? 0)) best = place
    }
    if (best < 0) continue
    free.splice(best, 1)
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
  const { pool } = new AcdLoad(size).fill()
  const agents = [...pool.agents()]
  const calls = [...pool.calls()].filter(({ phase }) => phase.kind === 'waiting')
  const freed = Math.round(size.agents * FREED_SHARE)
  let decisions = 0
  const before = process.threadCpuUsage()
  for (let count = 0; count < TICKS; count++) {
    const free = Array.from({ length: freed }, (_, index) => agents[(index * 97 + count) % agents.length])
    decisions += tick(
      calls,
      free.filter((agent) => agent !== undefined),
    )
  }
  const { user, system } = process.threadCpuUsage()
  const tookMs = (user - before.user + (system - before.system)) / 1_000
  return {
    decisionsPerSecond: (decisions * 1_000) / tookMs,
    decisionsPerTick: decisions / TICKS,
    tickMs: tookMs / TICKS,
  }
}
