import { assertNever } from '../assert.ts'
import type { AgentId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { compareIds, longestIdleFirst, placeIn } from './order.ts'
import type { QueueRouting } from './queue-routing.ts'
import type { ReadyAgents } from './ready-agents.ts'
import type { Profile } from './serving-profile.ts'
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

/** A free agent by the place among the free ones of the same kind. */
export type Candidate = { readonly ready: ReadyAgents; readonly index: number }

/** The first of the free agents by the queue's method, in order. `excluded` are left out. */
export function firstByMethod(profiles: readonly Profile[], how: Choosing): readonly Candidate[] {
  const order = orderFor(how)
  if (order === longestIdleFirst) return longestIdle(profiles, how)
  const { count, excluded } = how
  const first: (Candidate & { readonly agent: PooledAgent })[] = []
  const compare = (a: { readonly agent: PooledAgent }, b: { readonly agent: PooledAgent }): number =>
    order(a.agent, b.agent)
  for (const { ready } of profiles)
    for (const [index, agent] of ready.list().entries()) {
      const last = first[count - 1]
      if (last !== undefined && order(last.agent, agent) < 0) continue
      if (excluded.includes(agent.agentId)) continue
      const candidate = { ready, index, agent }
      first.splice(placeIn(first, candidate, compare), 0, candidate)
      if (first.length > count) first.pop()
    }
  return first
}

/** Each profile keeps its agents in this very order: only the first ones of each are looked at, and these by their figures. */
function longestIdle(profiles: readonly Profile[], { count, excluded }: Choosing): readonly Candidate[] {
  const first: Candidate[] = []
  const since: number[] = []
  for (const { ready } of profiles) {
    const { size } = ready
    for (let index = 0; index < size; index++) {
      const idleSince = ready.idleSinceAt(index)
      const isFull = first.length === count
      if (isFull && idleSince > (since[count - 1] ?? 0)) break
      const agentId = ready.idAt(index)
      if (agentId === undefined || (excluded.length > 0 && excluded.includes(agentId))) continue
      let place = first.length
      while (place > 0 && isBefore(agentId, idleSince, first[place - 1], since[place - 1] ?? 0)) place--
      if (place === count) break
      const candidate = { ready, index }
      if (!isFull) {
        first.push(candidate)
        since.push(idleSince)
      }
      for (let behind = first.length - 1; behind > place; behind--) {
        first[behind] = first[behind - 1] ?? candidate
        since[behind] = since[behind - 1] ?? idleSince
      }
      first[place] = candidate
      since[place] = idleSince
    }
  }
  return first
}

/** Idle since the same moment: by id. */
function isBefore(agentId: AgentId, idleSince: number, other: Candidate | undefined, otherSince: number): boolean {
  if (idleSince !== otherSince) return idleSince < otherSince
  return other !== undefined && agentId < (other.ready.idAt(other.index) ?? '')
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
