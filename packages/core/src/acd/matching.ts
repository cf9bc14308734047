import type { PooledAgent, PooledCall } from './step-types.ts'

/**
 * Who waits first: higher priority, then the longer wait, then a caller who came back to the queue, then the call id.
 * A total order, so that the choice never depends on the order of a table.
 */
export function compareQueuedCalls(a: PooledCall, b: PooledCall): number {
  if (a.priority !== b.priority) return b.priority - a.priority
  if (a.enqueuedAt !== b.enqueuedAt) return a.enqueuedAt - b.enqueuedAt
  const returnedA = a.presentations > 0
  if (returnedA !== b.presentations > 0) return returnedA ? -1 : 1
  return compareIds(a.callId, b.callId)
}

/** Who is rung first: the agent longest free of a call, then the agent id. A total order. */
export function longestIdleFirst(a: PooledAgent, b: PooledAgent): number {
  if (a.idleSince !== b.idleSince) return a.idleSince - b.idleSince
  return compareIds(a.agentId, b.agentId)
}

/** True when the agent may be rung for a call of the queue at this moment. A test call waits like any other, and nobody is rung for it. */
export function canServe(agent: PooledAgent, call: Pick<PooledCall, 'queueId' | 'test'>): boolean {
  return (
    call.test !== true &&
    agent.status.kind === 'ready' &&
    agent.phoneRegistered &&
    agent.queueIds.includes(call.queueId)
  )
}

export type AgentChoice = { readonly agent: PooledAgent; readonly candidates: number }

/** The longest idle agent for the call, and how many there were to choose from; null when nobody is free. */
export function chooseAgent(agents: readonly PooledAgent[], call: PooledCall): AgentChoice | null {
  let best: PooledAgent | null = null
  let candidates = 0
  for (const agent of agents) {
    if (!canServe(agent, call)) continue
    candidates++
    if (best === null || longestIdleFirst(agent, best) < 0) best = agent
  }
  return best === null ? null : { agent: best, candidates }
}

/** How many agents are free for the call. */
export function countCandidates(agents: readonly PooledAgent[], call: PooledCall): number {
  let candidates = 0
  for (const agent of agents) if (canServe(agent, call)) candidates++
  return candidates
}

/** The waiting call that is first over all queues of the agent; null when none waits. */
export function chooseCall(calls: readonly PooledCall[], agent: PooledAgent): PooledCall | null {
  let best: PooledCall | null = null
  for (const call of calls) {
    if (call.phase.kind !== 'waiting' || !canServe(agent, call)) continue
    if (best === null || compareQueuedCalls(call, best) < 0) best = call
  }
  return best
}

/** The place in the queue, from 1, that a waiting call has among the calls waiting in the same queue. */
export function queuePosition(calls: readonly PooledCall[], call: PooledCall): number {
  let ahead = 0
  for (const other of calls) {
    if (other.phase.kind !== 'waiting' || other.queueId !== call.queueId || other.callId === call.callId) continue
    if (other.test === true) continue
    if (compareQueuedCalls(other, call) < 0) ahead++
  }
  return ahead + 1
}

/** By code unit, not by locale: the same on every machine. */
function compareIds(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
