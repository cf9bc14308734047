import type { RoutingReason } from '../contracts/routing-reason.ts'
import { occupancyOf } from './agent-order.ts'
import type { FairChoice } from './fair-share.ts'
import { compareIds, priorityParts } from './order.ts'
import type { PoolStep } from './pool-step.ts'
import { lowestProficiency } from './ability.ts'
import type { Requirement } from './requirement.ts'
import type { RuleTrace } from './routing-rules.ts'
import type { Profile } from './serving-profile.ts'
import type { PooledAgent, PooledCall } from './step-types.ts'

export type PassedOver = RoutingReason['passedOver'][number]

/** Who was there to choose from, and why this one: made where the decision is made, told when the phone rings. */
export type Decision = {
  readonly method: RoutingReason['method']
  readonly candidates: number
  readonly considered: readonly PooledAgent[]
  readonly passedOver: readonly PassedOver[]
  readonly trace: readonly RuleTrace[]
  readonly trigger: RoutingReason['trigger']
  readonly fairness: FairChoice | null
  readonly requirement: Requirement
}

const PASSED_OVER_MAX = 20

/** Free agents of a profile that may not serve, for the reasons of a decision. */
export const passOver = (profile: Profile, why: PassedOver['why']): PassedOver[] =>
  profile.ready.slice(0, PASSED_OVER_MAX).map(({ agentId }) => ({ agentId, why }))

/** It names nothing of another tenant: agents who could be rung for this call, the call's own figures, and how many queues there were. */
export function reasonOf(step: PoolStep, call: PooledCall, agent: PooledAgent, decision: Decision): RoutingReason {
  const { now } = step
  const { fairness, passedOver, requirement } = decision
  return {
    method: decision.method,
    candidates: decision.candidates,
    idleMs: Math.max(0, now - agent.idleSince),
    waitedMs: Math.max(0, now - call.enqueuedAt),
    trigger: decision.trigger,
    step: call.step,
    rules: [...decision.trace],
    considered: decision.considered.map((each, index) => consider(step, each, index + 1, requirement)),
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

function consider(
  step: PoolStep,
  agent: PooledAgent,
  rank: number,
  requirement: Requirement,
): RoutingReason['considered'][number] {
  const { skills } = requirement
  const profile = skills.length === 0 ? undefined : step.tables.index.profileOf(agent.agentId)
  return {
    agentId: agent.agentId,
    rank,
    idleMs: Math.max(0, step.now - agent.idleSince),
    occupancy: occupancyOf(agent, step.now),
    proficiency: profile === undefined ? null : lowestProficiency(profile, requirement),
  }
}
