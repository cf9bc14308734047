import { assertNever } from '../assert.ts'
import type { AgentId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { compareIds, longestIdleFirst } from './order.ts'
import type { QueueRouting } from './queue-routing.ts'
import type { ReadyAgents } from './ready-agents.ts'
import type { Profile } from './queue-place.ts'
import type { Shortlist } from './shortlist.ts'
import type { PooledAgent } from './step-types.ts'

/** As many candidates are kept in the reasons of a decision. */
export const CONSIDERED_MAX = 10

type Order = (a: PooledAgent, b: PooledAgent) => number

/** Share of the time since sign-in that went into calls, 0 to 1. */
export function occupancyOf(agent: PooledAgent, now: Instant): number {
  const running = isBusy(agent) ? now - agent.statusSince : 0
  return shareBusy(agent.busyMs + running, now - agent.signedInAt)
}

export const shareBusy = (busyMs: number, presentMs: number): number =>
  presentMs <= 0 ? 0 : Math.min(1, busyMs / presentMs)

/** On a call, from the first ring to the end of the wrap-up. */
export const isBusy = ({ status: { kind } }: Pick<PooledAgent, 'status'>): boolean =>
  kind === 'ringing' || kind === 'talking' || kind === 'hold' || kind === 'wrapUp'

type Choosing = {
  readonly routing: QueueRouting
  readonly lastAgentId: AgentId | null
  readonly excluded: readonly AgentId[]
  readonly now: Instant
  /** How many are wanted. */
  readonly count: number
}

/** Puts the first of the free agents by the queue's method into the list, in order. `excluded` are left out. */
export function shortlist(list: Shortlist, profiles: readonly Profile[], how: Choosing): void {
  list.clear(how.count)
  const order = orderFor(how)
  if (order === longestIdleFirst) longestIdle(list, profiles, how.excluded)
  else for (const { ready } of profiles) inOrder(list, ready, { order, excluded: how.excluded })
}

function inOrder(
  list: Shortlist,
  ready: ReadyAgents,
  { order, excluded }: { readonly order: Order; readonly excluded: readonly AgentId[] },
): void {
  for (const [place, agent] of ready.list().entries()) {
    if (excluded.includes(agent.agentId)) continue
    let [low, high] = [0, list.count]
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = list.agentAt(middle)
      if (other !== undefined && order(other, agent) < 0) low = middle + 1
      else high = middle
    }
    list.insert(low, ready, place)
  }
}

/** Each profile keeps its agents in this very order: only the first ones of each are looked at, and these by their figures. */
function longestIdle(list: Shortlist, profiles: readonly Profile[], excluded: readonly AgentId[]): void {
  for (const { ready } of profiles) {
    const { size } = ready
    for (let place = 0; place < size; place++) {
      if (list.isBeyond(ready.idleSinceAt(place))) break
      const agentId = ready.idAt(place)
      if (agentId === undefined || (excluded.length > 0 && excluded.includes(agentId))) continue
      if (!list.insertByIdle(ready, place, agentId)) break
    }
  }
}

function orderFor(how: {
  readonly routing: QueueRouting
  readonly lastAgentId: AgentId | null
  readonly now: Instant
}): Order {
  const { routing, lastAgentId, now } = how
  switch (routing.method) {
    case 'longestIdle':
    case 'ringAll':
      return longestIdleFirst
    case 'leastOccupied':
      return (a, b) => occupancyOf(a, now) - occupancyOf(b, now) || longestIdleFirst(a, b)
    case 'roundRobin':
      return (a, b) => turnAfter(lastAgentId, a) - turnAfter(lastAgentId, b) || compareIds(a.agentId, b.agentId)
    case 'hunt': {
      const ranks = new Map(routing.huntOrder.map((agentId, index) => [agentId, index]))
      const rank = ({ agentId }: PooledAgent): number => ranks.get(agentId) ?? routing.huntOrder.length
      return (a, b) => rank(a) - rank(b) || compareIds(a.agentId, b.agentId)
    }
    default:
      return assertNever(routing.method, 'routing method')
  }
}

/** Round robin goes by id, from the one after the last to the end, then from the beginning. */
const turnAfter = (lastAgentId: AgentId | null, { agentId }: PooledAgent): number =>
  lastAgentId !== null && agentId > lastAgentId ? 0 : 1
