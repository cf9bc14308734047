import { assertNever } from '../assert.ts'
import type { AgentId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { compareIds, longestIdleFirst, placeIn } from './order.ts'
import type { QueueRouting } from './queue-routing.ts'
import type { Profile } from './serving-profile.ts'
import type { PooledAgent } from './step-types.ts'

/** As many candidates are kept in the reasons of a decision. */
export const CONSIDERED_MAX = 10

type Order = (a: PooledAgent, b: PooledAgent) => number

/** Share of the time since sign-in that went into calls, 0 to 1. */
export function occupancyOf(agent: PooledAgent, now: Instant): number {
  const present = now - agent.signedInAt
  if (present <= 0) return 0
  const running = isBusy(agent) ? now - agent.statusSince : 0
  return Math.min(1, (agent.busyMs + running) / present)
}

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

/** The first of the free agents by the queue's method, in order. `excluded` are left out. */
export function firstByMethod(profiles: readonly Profile[], how: Choosing): readonly PooledAgent[] {
  const order = orderFor(how)
  if (order === longestIdleFirst) return longestIdle(profiles, how)
  const { count, excluded } = how
  const first: PooledAgent[] = []
  for (const { ready } of profiles)
    for (const agent of ready) {
      const last = first[count - 1]
      if (last !== undefined && order(last, agent) < 0) continue
      if (excluded.includes(agent.agentId)) continue
      first.splice(placeIn(first, agent, order), 0, agent)
      if (first.length > count) first.pop()
    }
  return first
}

/** Each profile keeps its agents in this very order: only the first ones of each are looked at. */
function longestIdle(profiles: readonly Profile[], { count, excluded }: Choosing): readonly PooledAgent[] {
  const first: PooledAgent[] = []
  const since: number[] = []
  for (const { ready, readySince } of profiles) {
    let place = 0
    for (let index = 0; index < readySince.length; index++) {
      const idleSince = readySince[index] ?? 0
      while (place < first.length && (since[place] ?? 0) < idleSince) place++
      if (place >= count) break
      const agent = ready[index]
      if (agent === undefined || excluded.includes(agent.agentId)) continue
      // Idle since the same moment: by id.
      let other = first[place]
      while (other !== undefined && longestIdleFirst(other, agent) < 0) other = first[++place]
      if (place >= count) break
      first.splice(place, 0, agent)
      since.splice(place, 0, idleSince)
      if (first.length <= count) continue
      first.pop()
      since.pop()
    }
  }
  return first
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
