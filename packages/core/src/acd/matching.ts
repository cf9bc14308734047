import type { AgentId } from '../ids.ts'
import { CONSIDERED_MAX, firstByMethod } from './agent-order.ts'
import { isAvailable } from './capacity.ts'
import { chooseFairQueue, isAtMaximum, ratePerMs, type FairChoice, type QueueClaim } from './fair-share.ts'
import { compareQueuedCalls } from './order.ts'
import type { PoolStep } from './pool-step.ts'
import { whyUnable } from './ability.ts'
import { requirementOf, type Requirement } from './requirement.ts'
import { applyRules, readyCount, type RuledChoice, type RuleTrace } from './routing-rules.ts'
import { passOver, type Decision, type PassedOver } from './routing-reason.ts'
import type { Profile } from './serving-profile.ts'
import type { Hold, PooledAgent, PooledCall } from './step-types.ts'
import type { Line } from './waiting-lines.ts'

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
      considered: [agent],
      passedOver,
    }
    return { kind: 'ring', agents: [agent], decision }
  }
  if (ruled.hold !== null) return { kind: 'hold', hold: ruled.hold }
  if (candidates === 0) return null
  return ringByMethod(step, call, ruled, {
    ...base,
    passedOver: [...passedOver, ...narrowedAway(able, ruled.profiles)],
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
  const how = { routing, lastAgentId: step.memory(call.queueId).lastAgentId, now: step.now, count }
  const untried = firstByMethod(profiles, { ...how, excluded: call.tried })
  // When everybody has been tried, the round begins again.
  const considered = untried.length > 0 ? untried : firstByMethod(profiles, { ...how, excluded: [] })
  const [first] = considered
  if (first === undefined) return null
  const justTried = untried.length === 0 ? [] : triedAmong(step, call)
  const decision: Decision = {
    ...base,
    method: routing.method,
    considered,
    passedOver: [...base.passedOver, ...justTried],
  }
  return { kind: 'ring', agents: rung === 1 ? [first] : considered.slice(0, rung), decision }
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
  left === able
    ? []
    : able.filter((profile) => !left.includes(profile)).flatMap((profile) => passOver(profile, 'ruleNarrowed'))

/** The call waits for exactly this agent. */
function chooseHeld(step: PoolStep, hold: Hold, requirement: Requirement): AgentChoice | null {
  const agent = step.agent(hold.agentId)
  if (agent === undefined || !isAvailable(agent)) return null
  return { kind: 'ring', agents: [agent], decision: heldDecision(agent, hold, requirement) }
}

const heldDecision = (agent: PooledAgent, hold: Hold, requirement: Requirement): Decision => ({
  method: hold.rule,
  candidates: 1,
  considered: [agent],
  passedOver: [],
  trace: [{ kind: hold.rule, outcome: 'decided', agentId: agent.agentId, candidatesLeft: 1 }],
  trigger: 'agentFreed',
  fairness: null,
  requirement,
})

/** Kinds of agents of whom somebody is free and able, and those who are free and not able. */
export function ableProfiles(
  step: PoolStep,
  requirement: Requirement,
): { readonly able: readonly Profile[]; readonly passedOver: readonly PassedOver[] } {
  const { index } = step.tables
  const { queueId, groupIds } = requirement
  const able: Profile[] = []
  const passedOver: PassedOver[] = []
  const take = (profile: Profile): void => {
    const why = whyUnable(profile, requirement)
    if (why === null) able.push(profile)
    else if (why !== 'notServed') passedOver.push(...passOver(profile, why))
  }
  for (const profile of index.ready(queueId)) take(profile)
  if (groupIds.length === 0) return { able, passedOver }
  const reached = new Set<Profile>(groupIds.flatMap((groupId) => [...index.ready(groupId)]))
  for (const profile of reached) if (!profile.servedQueues.has(queueId)) take(profile)
  return { able, passedOver }
}

export type CallChoice = { readonly call: PooledCall; readonly decision: Decision }

/** The call for an agent who has become free: one held for exactly this agent, else of the queue that is due. Null when none waits. */
export function chooseCall(step: PoolStep, agent: PooledAgent): CallChoice | null {
  const profile = step.tables.index.profileOf(agent.agentId)
  if (profile === undefined) return null
  const heads = headsFor(step, profile)
  const held = heldHead(step, agent.agentId)
  const hasEmergency = heads.some(({ line }) => line.requirement.emergency)
  const isOthersTurn = agent.servedHeld && step.isOn('heldCallsTakeTurns') && heads.length > 0
  if (held?.call.hold && !hasEmergency && !isOthersTurn)
    return { call: held.call, decision: heldDecision(agent, held.call.hold, held.line.requirement) }
  const chosen = step.isOn('fairShare') ? fairHead(step, heads) : firstHead(step, heads)
  if (chosen === null) return null
  const { call, line } = chosen.head
  const isFresh = step.tables.index.settle(agent.agentId)
  const { able, passedOver } = ableProfiles(step, line.requirement)
  const decision: Decision = {
    method: step.queueOf(call).routing.method,
    candidates: Math.max(1, readyCount(able) + (isFresh ? 1 : 0)),
    considered: [agent],
    passedOver,
    trace: traceFor(step, call, profile, line.requirement),
    trigger: 'agentFreed',
    fairness: chosen.fairness,
    requirement: line.requirement,
  }
  return { call, decision }
}

/** What the rules would say to this agent alone. Nobody is waited for any more. */
function traceFor(step: PoolStep, call: PooledCall, profile: Profile, requirement: Requirement): readonly RuleTrace[] {
  if (step.queueOf(call).routing.rules.length === 0) return []
  return applyRules(step, { ...call, rulesSpent: Infinity }, [profile], requirement).trace
}

/** The first call of a queue whom the agent may serve. */
type Head = { readonly call: PooledCall; readonly line: Line }

function headsFor(step: PoolStep, profile: Profile): readonly Head[] {
  const { lines } = step.tables
  const heads: Head[] = []
  for (const queue of profile.queues) {
    const head = queue.waiting === 0 ? null : firstOf(profile, queue.lines)
    if (head !== null) heads.push(head)
  }
  for (const groupId of profile.groupIds) {
    for (const line of lines.openTo(groupId)) {
      if (profile.servedQueues.has(line.requirement.queueId)) continue
      const head = firstOf(profile, [line])
      if (head !== null) addHead(heads, head)
    }
  }
  return heads
}

/** Two lines of one queue may be open to the agent's groups: the queue has one head. */
function addHead(heads: Head[], head: Head): void {
  const place = heads.findIndex(({ call }) => call.queueId === head.call.queueId)
  const known = heads[place]
  if (known === undefined) heads.push(head)
  else if (compareQueuedCalls(head.call, known.call) < 0) heads[place] = head
}

function firstOf(profile: Profile, lines: readonly Line[]): Head | null {
  let first: Head | null = null
  for (const line of lines) {
    const call = line.calls[0]
    if (call === undefined || line.test || line.heldFor !== null) continue
    if (first !== null && compareQueuedCalls(first.call, call) < 0) continue
    if (whyUnable(profile, line.requirement) === null) first = { call, line }
  }
  return first
}

function heldHead(step: PoolStep, agentId: AgentId): Head | null {
  let first: Head | null = null
  for (const line of step.tables.lines.heldFor(agentId)) {
    const call = line.calls[0]
    if (call === undefined || line.test) continue
    if (!line.requirement.emergency && isAtMaximum(step.holding(call.tenantId))) continue
    if (first === null || compareQueuedCalls(call, first.call) < 0) first = { call, line }
  }
  return first
}

type ChosenHead = { readonly head: Head; readonly fairness: FairChoice | null }

/** The caller who is first over all queues, of tenants that may have an agent more. */
function firstHead(step: PoolStep, heads: readonly Head[]): ChosenHead | null {
  let first: Head | null = null
  for (const head of heads) {
    if (!head.line.requirement.emergency && isAtMaximum(step.holding(head.call.tenantId))) continue
    if (first === null || compareQueuedCalls(head.call, first.call) < 0) first = head
  }
  return first === null ? null : { head: first, fairness: null }
}

function fairHead(step: PoolStep, heads: readonly Head[]): ChosenHead | null {
  if (heads.length === 0) return null
  const fairness = chooseFairQueue(
    heads.map((head) => claimOf(step, head)),
    (tenantId) => step.holding(tenantId),
  )
  const chosen = heads.find(({ call }) => call.queueId === fairness?.queueId)
  if (chosen === undefined) return null
  return { head: moreUrgentOfTenant(step, heads, chosen), fairness }
}

function claimOf(step: PoolStep, { call, line }: Head): QueueClaim {
  const { queueId, tenantId } = call
  const queue = step.queueOf(call)
  const { arrivals } = step.memory(queueId)
  return {
    queueId,
    tenantId,
    waiting: step.tables.lines.waitingCount(queueId),
    headWaitMs: Math.max(0, step.now - call.enqueuedAt),
    targetMs: queue.serviceLevelMs,
    targetShare: queue.routing.serviceLevelShare,
    weight: queue.routing.weight * step.holding(tenantId).weight,
    arrivalsPerMs: arrivals === null ? 0 : ratePerMs(arrivals, step.now),
    emergency: line.requirement.emergency,
  }
}

/**
 * Fairness between tenants goes by what really waits, so that nobody gets ahead by giving all calls a high priority. Between the queues of one tenant priorities count
 * as they do within a queue: a call of higher priority that stands before the chosen one goes first.
 */
function moreUrgentOfTenant(step: PoolStep, heads: readonly Head[], chosen: Head): Head {
  let first = chosen
  for (const head of heads) {
    if (head.call.tenantId !== chosen.call.tenantId || head.call.order >= first.call.order) continue
    if (head.line.requirement.emergency !== chosen.line.requirement.emergency) continue
    if (priorityOf(step, head.call) > priorityOf(step, first.call)) first = head
  }
  return first
}

function priorityOf(step: PoolStep, call: PooledCall): number {
  const { priority, vipPriority } = step.queueOf(call).routing
  const { vipClass } = call.caller
  return call.priority + priority + (vipClass === null ? 0 : (vipPriority[vipClass - 1] ?? 0))
}
