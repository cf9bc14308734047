import type { PooledAgent, PooledCall } from './pool-types.ts'
import type { CallerFacts, QueueRouting } from './queue-routing.ts'

/** By code unit, not by locale: the same on every machine. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Where priorities do not age, a step of priority is worth more than any wait. */
const NEVER_AGES_MS = 10_000_000_000

export type PriorityParts = {
  readonly base: number
  readonly queue: number
  readonly vip: number
  /** What the wait since `enqueuedAt` is worth by now, in steps of priority. */
  readonly aged: number
}

export function priorityParts(
  call: { readonly priority: number; readonly caller: CallerFacts; readonly enqueuedAt: number },
  routing: QueueRouting,
  now: number,
): PriorityParts {
  const { vipClass } = call.caller
  const ageing = routing.ageingMsPerPriority
  return {
    base: call.priority,
    queue: routing.priority,
    vip: vipClass === null ? 0 : (routing.vipPriority[vipClass - 1] ?? 0),
    aged: ageing === null ? 0 : Math.max(0, now - call.enqueuedAt) / ageing,
  }
}

/** The call's place: see `PooledCall.order`. */
export function orderOf(
  call: { readonly priority: number; readonly caller: CallerFacts; readonly enqueuedAt: number },
  routing: QueueRouting,
): number {
  const { base, queue, vip } = priorityParts(call, routing, call.enqueuedAt)
  return call.enqueuedAt - (base + queue + vip) * (routing.ageingMsPerPriority ?? NEVER_AGES_MS)
}

/**
 * Who waits first: by `order`, then the longer wait, then a caller who came back to the queue, then the call id. A total order, so that the choice never depends on
 * the order of a table.
 */
export function compareQueuedCalls(a: PooledCall, b: PooledCall): number {
  if (a.order !== b.order) return a.order - b.order
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

/** Where in the sorted list the item is or would be. */
export function placeIn<T>(list: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = list[middle]
    if (other !== undefined && compare(other, item) < 0) low = middle + 1
    else high = middle
  }
  return low
}
