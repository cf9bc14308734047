import type { RoutingReason } from '../contracts/routing-reason.ts'
import type { AgentId } from '../ids.ts'
import { occupancyOf, shareBusy } from './agent-order.ts'
import type { Fairness } from './fair-share.ts'
import { compareIds, priorityParts } from './order.ts'
import type { PoolStep } from './pool-step.ts'
import { lowestProficiency } from './ability.ts'
import type { Requirement } from './requirement.ts'
import type { RuleTrace } from './routing-rules.ts'
import type { Profile } from './queue-place.ts'
import type { Shortlist } from './shortlist.ts'
import type { PooledAgent, PooledCall } from './step-types.ts'

export type PassedOver = RoutingReason['passedOver'][number]

/** Who was there to choose from, and why this one: made where the decision is made, told when the phone rings. */
export type Decision = {
  readonly method: RoutingReason['method']
  readonly candidates: number
  /** The first of them in their order, as they were then. */
  readonly considered: RoutingReason['considered']
  readonly passedOver: readonly PassedOver[]
  readonly trace: readonly RuleTrace[]
  readonly trigger: RoutingReason['trigger']
  readonly fairness: Fairness | null
  readonly requirement: Requirement
}

const PASSED_OVER_MAX = 20

/** Free agents of a profile that may not serve, for the reasons of a decision. */
export const passOver = (profile: Profile, why: PassedOver['why']): PassedOver[] =>
  profile.ready
    .list()
    .slice(0, PASSED_OVER_MAX)
    .map(({ agentId }) => ({ agentId, why }))

/** It names nothing of another tenant: agents who could be rung for this call, the call's own figures, and how many queues there were. */
export function reasonOf(step: PoolStep, call: PooledCall, agent: PooledAgent, decision: Decision): RoutingReason {
  const { now } = step
  const { fairness, passedOver } = decision
  return {
    method: decision.method,
    candidates: decision.candidates,
    idleMs: Math.max(0, now - agent.idleSince),
    waitedMs: Math.max(0, now - call.enqueuedAt),
    trigger: decision.trigger,
    step: call.step,
    rules: [...decision.trace],
    considered: decision.considered,
    passedOver:
      passedOver.length < 2
        ? [...passedOver]
        : passedOver.toSorted((a, b) => compareIds(a.agentId, b.agentId)).slice(0, PASSED_OVER_MAX),
    priority: priorityParts(call, step.queueOf(call).routing, now),
    fairness:
      fairness === null
        ? null
        : { imbalance: fairness.imbalance, queuesConsidered: fairness.queuesConsidered, share: fairness.share },
  }
}

type Considered = RoutingReason['considered'][number]

/** The only one who was there to be chosen. */
export const considerOne = (step: PoolStep, agent: PooledAgent, requirement: Requirement): [Considered] => [
  {
    agentId: agent.agentId,
    rank: 1,
    idleMs: Math.max(0, step.now - agent.idleSince),
    occupancy: occupancyOf(agent, step.now),
    proficiency: proficiencyOf(step, agent.agentId, requirement),
  },
]

/** Free agents in the order of the method. */
export function considerAll(step: PoolStep, first: Shortlist, requirement: Requirement): Considered[] {
  const { now } = step
  const considered: Considered[] = []
  for (let index = 0; index < first.count; index++) {
    const agentId = first.idAt(index)
    if (agentId === undefined) continue
    considered.push({
      agentId,
      rank: considered.length + 1,
      idleMs: Math.max(0, now - first.idleSinceAt(index)),
      occupancy: shareBusy(first.busyMsAt(index), now - first.signedInSinceAt(index)),
      proficiency: proficiencyOf(step, agentId, requirement),
    })
  }
  return considered
}

function proficiencyOf(step: PoolStep, agentId: AgentId, requirement: Requirement): number | null {
  if (requirement.skills.length === 0) return null
  const profile = step.tables.index.profileOf(agentId)
  return profile === undefined ? null : lowestProficiency(profile, requirement)
}
