import { CONSIDERED_MAX, shortlist } from './agent-order.ts'
import { isAvailable } from './capacity.ts'
import { isAtMaximum } from './fair-share.ts'
import type { PoolStep } from './pool-step.ts'
import { whyUnable } from './ability.ts'
import { isPlain, requirementOf, type Requirement } from './requirement.ts'
import { applyRules, readyCount, type RuledChoice } from './routing-rules.ts'
import { considerAll, considerOne, passOver, type Decision, type PassedOver } from './routing-reason.ts'
import type { Profile } from './queue-place.ts'
import type { Hold, PooledAgent, PooledCall } from './step-types.ts'

/** Whom to ring for a call; several only where all phones of a queue ring at once. */
export type AgentChoice =
  | { readonly kind: 'ring'; readonly agents: readonly PooledAgent[]; readonly decision: Decision }
  | { readonly kind: 'hold'; readonly hold: Hold }

/** The agent for a call that begins to wait, by the queue's rules and method; null when nobody able is free. */
export function chooseAgents(step: PoolStep, call: PooledCall): AgentChoice | null {
  if (call.test === true) return null
  const queue = step.queueOf(call)
  const requirement = requirementOf(call, queue, step.tables.flags)
  if (!requirement.emergency && isAtMaximum(step.holding(call.tenantId))) return null
  if (call.hold !== null) return chooseHeld(step, call.hold, requirement)
  step.tables.index.settle()
  const { able, passedOver } = ableProfiles(step, requirement)
  const ruled = applyRules(step, call, able, requirement)
  const candidates = readyCount(able)
  const base = { candidates, requirement, trigger: 'callWaited', fairness: null, trace: ruled.trace } as const
  if (ruled.named !== null) {
    const { agent, by } = ruled.named
    const decision: Decision = {
      ...base,
      method: by,
      candidates: Math.max(1, candidates),
      considered: considerOne(step, agent, requirement),
      passedOver,
    }
    return { kind: 'ring', agents: [agent], decision }
  }
  if (ruled.hold !== null) return { kind: 'hold', hold: ruled.hold }
  if (candidates === 0) return null
  return ringByMethod(step, call, ruled, {
    ...base,
    passedOver: ruled.profiles === able ? passedOver : [...passedOver, ...narrowedAway(able, ruled.profiles)],
  })
}

function ringByMethod(
  step: PoolStep,
  call: PooledCall,
  { profiles }: RuledChoice,
  base: Omit<Decision, 'method' | 'considered'>,
): AgentChoice | null {
  const { routing } = step.queueOf(call)
  const rung = routing.method === 'ringAll' ? phonesAtOnce(step, call) : 1
  const count = Math.max(rung, CONSIDERED_MAX)
  const { lastAgentId } = step.memory(call.queueId)
  const first = step.tables.shortlist
  shortlist(first, profiles, { routing, lastAgentId, now: step.now, count, excluded: call.tried })
  // When everybody has been tried, the round begins again.
  const isNewRound = first.count === 0
  if (isNewRound && call.tried.length > 0)
    shortlist(first, profiles, { routing, lastAgentId, now: step.now, count, excluded: [] })
  const agents: PooledAgent[] = []
  for (let index = 0; index < Math.min(rung, first.count); index++) {
    const agent = first.agentAt(index)
    if (agent !== undefined) agents.push(agent)
  }
  if (agents.length === 0) return null
  const justTried = isNewRound || call.tried.length === 0 ? [] : triedAmong(step, call)
  const decision: Decision = {
    ...base,
    method: routing.method,
    considered: considerAll(step, first, base.requirement),
    passedOver: justTried.length === 0 ? base.passedOver : [...base.passedOver, ...justTried],
  }
  return { kind: 'ring', agents, decision }
}

/** Not more than the tenant may have. */
function phonesAtOnce(step: PoolStep, call: PooledCall): number {
  const { ringAllMax, emergency } = step.queueOf(call).routing
  const { agentsMax, busyAgents } = step.holding(call.tenantId)
  return agentsMax === null || emergency ? ringAllMax : Math.max(1, Math.min(ringAllMax, agentsMax - busyAgents))
}

const triedAmong = (step: PoolStep, call: PooledCall): PassedOver[] =>
  call.tried.flatMap((agentId) => {
    const agent = step.agent(agentId)
    return agent !== undefined && isAvailable(agent) ? [{ agentId, why: 'justTried' as const }] : []
  })

const narrowedAway = (able: readonly Profile[], left: readonly Profile[]): PassedOver[] =>
  able.filter((profile) => !left.includes(profile)).flatMap((profile) => passOver(profile, 'ruleNarrowed'))

/** The call waits for exactly this agent. */
function chooseHeld(step: PoolStep, hold: Hold, requirement: Requirement): AgentChoice | null {
  const agent = step.agent(hold.agentId)
  if (agent === undefined || !isAvailable(agent)) return null
  return { kind: 'ring', agents: [agent], decision: heldDecision(step, agent, { hold, requirement }) }
}

export const heldDecision = (
  step: PoolStep,
  agent: PooledAgent,
  { hold, requirement }: { readonly hold: Hold; readonly requirement: Requirement },
): Decision => ({
  method: hold.rule,
  candidates: 1,
  considered: considerOne(step, agent, requirement),
  passedOver: [],
  trace: [{ kind: hold.rule, outcome: 'decided', agentId: agent.agentId, candidatesLeft: 1 }],
  trigger: 'agentFreed',
  fairness: null,
  requirement,
})

type AbleProfiles = { readonly able: readonly Profile[]; readonly passedOver: readonly PassedOver[] }

/** Kinds of agents of whom somebody is free and able, and those who are free and not able. */
export function ableProfiles(step: PoolStep, requirement: Requirement): AbleProfiles {
  const { index } = step.tables
  const { queueId, groupIds } = requirement
  const { reach } = step.tables.places.of(queueId)
  const { ready } = reach
  if (ready.length === 0 && groupIds.length === 0) return NOBODY
  if (reach.choosyCount === 0 && isPlain(requirement)) return { able: ready, passedOver: [] }
  const able: Profile[] = []
  const passedOver: PassedOver[] = []
  const take = (profile: Profile): void => {
    const why = whyUnable(profile, requirement)
    if (why === null) able.push(profile)
    else if (why !== 'notServed') passedOver.push(...passOver(profile, why))
  }
  for (const profile of ready) take(profile)
  if (groupIds.length === 0) return { able, passedOver }
  const reached = new Set<Profile>(groupIds.flatMap((groupId) => index.ready(groupId)))
  for (const profile of reached) if (!profile.servedQueues.has(queueId)) take(profile)
  return { able, passedOver }
}

const NOBODY: AbleProfiles = { able: [], passedOver: [] }
