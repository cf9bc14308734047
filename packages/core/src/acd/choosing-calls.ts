import { InvariantError } from '../assert.ts'
import type { AgentId } from '../ids.ts'
import { whyUnable } from './ability.ts'
import type { Claims, Head, OpenClaim } from './claims.ts'
import { chooseFairClaim, isAtMaximum, meanTargetMs, type FairChoice } from './fair-share.ts'
import { ableProfiles, heldDecision } from './matching.ts'
import { compareQueuedCalls } from './order.ts'
import type { PoolStep } from './pool-step.ts'
import type { Requirement } from './requirement.ts'
import { considerOne, type Decision } from './routing-reason.ts'
import { applyRules, readyCount, type RuleTrace } from './routing-rules.ts'
import type { Profile } from './serving-profile.ts'
import type { PooledAgent, PooledCall } from './step-types.ts'
import type { Line, QueueLines } from './waiting-lines.ts'

export type CallChoice = { readonly call: PooledCall; readonly decision: Decision }

/** The call for an agent who has become free: one held for exactly this agent, else of the queue that is due. Null when none waits. */
export function chooseCall(step: PoolStep, agent: PooledAgent): CallChoice | null {
  const profile = step.tables.index.profileOf(agent.agentId)
  if (profile === undefined) return null
  const claims = claimsFor(step, profile)
  const held = heldHead(step, agent.agentId)
  const isOthersTurn = agent.servedHeld && step.isOn('heldCallsTakeTurns') && claims.count > 0
  if (held?.call.hold && !isOthersTurn && !claims.hasEmergency())
    return {
      call: held.call,
      decision: heldDecision(step, agent, { hold: held.call.hold, requirement: held.line.requirement }),
    }
  const chosen = step.isOn('fairShare') ? fairHead(step, claims) : firstHead(step, claims)
  if (chosen === null) return null
  const { call, line } = chosen.head
  const isFresh = step.tables.index.settle(agent.agentId)
  const { able, passedOver } = ableProfiles(step, line.requirement)
  const decision: Decision = {
    method: step.queueOf(call).routing.method,
    candidates: Math.max(1, readyCount(able) + (isFresh ? 1 : 0)),
    considered: considerOne(step, agent, line.requirement),
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

function claimsFor(step: PoolStep, profile: Profile): Claims {
  const { lines, claims, figures } = step.tables
  const { queues, queueIds, rows, takesPlain } = profile
  claims.count = 0
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]
    if (row === undefined || !figures.isWaiting(row)) continue
    const [queue, queueId] = [queues[index], queueIds[index]]
    if (queue === undefined || queueId === undefined) continue
    if (takesPlain[index] === true && figures.fillByHead(claims.next(queue, queueId), row, step.now)) claims.count++
    else claimByLines(step, profile, queue, queue.lines)
  }
  for (const groupId of profile.groupIds)
    for (const line of lines.openTo(groupId)) {
      const { queueId } = line.requirement
      if (!profile.servedQueues.has(queueId)) claimByLines(step, profile, lines.queue(queueId), [line])
    }
  return claims
}

/** Enters what the first call whom the agent may serve claims. Two lines of one queue may be open to the agent's groups: the queue has one head. */
function claimByLines(step: PoolStep, profile: Profile, queue: QueueLines, lines: readonly Line[]): void {
  const head = firstOf(profile, lines)
  if (head === null) return
  const { claims } = step.tables
  for (let index = 0; index < claims.count; index++) {
    const known = claims.rows[index]
    if (known?.queue !== queue) continue
    if (compareQueuedCalls(head.call, headOf(known).call) < 0) fillBy(step, known, head)
    return
  }
  fillBy(step, claims.next(queue, queue.queueId), head)
  claims.count++
}

function fillBy(step: PoolStep, claim: OpenClaim, head: Head): void {
  const { call, line } = head
  const queue = step.queueOf(call)
  const holding = step.holding(call.tenantId)
  claim.head = head
  claim.holding = holding
  claim.waiting = claim.queue.waiting
  claim.headWaitMs = Math.max(0, step.now - call.enqueuedAt)
  claim.meanTargetMs = meanTargetMs({ targetMs: queue.serviceLevelMs, targetShare: queue.routing.serviceLevelShare })
  claim.weight = queue.routing.weight * holding.weight
  claim.arrivalsPerMs = step.tables.figures.arrivalsPerMs(claim.queue.row, step.now)
  claim.emergency = line.requirement.emergency
  claim.order = call.order
}

/** The call and its line; of a plain queue it is the first of the plain line. */
function headOf(claim: OpenClaim): Head {
  if (claim.head !== null) return claim.head
  for (const line of claim.queue.lines) {
    const call = line.calls[0]
    if (call !== undefined && call === claim.queue.head) return (claim.head = { call, line })
  }
  throw new InvariantError(`a queue has figures of a head and no head [queue:${claim.queueId}]`)
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
function firstHead(step: PoolStep, claims: Claims): ChosenHead | null {
  let first: Head | null = null
  for (const claim of claims.rows.slice(0, claims.count)) {
    const head = headOf(claim)
    if (!head.line.requirement.emergency && isAtMaximum(step.holding(head.call.tenantId))) continue
    if (first === null || compareQueuedCalls(head.call, first.call) < 0) first = head
  }
  return first === null ? null : { head: first, fairness: null }
}

function fairHead(step: PoolStep, claims: Claims): ChosenHead | null {
  const chosen = chooseFairClaim(claims.rows, claims.count)
  if (chosen === null) return null
  const { claim, imbalance, queuesConsidered, share } = chosen
  const fairness = { queueId: claim.queueId, imbalance, queuesConsidered, share }
  return { head: moreUrgentOfTenant(step, claims, claim), fairness }
}

/**
 * Fairness between tenants goes by what really waits, so that nobody gets ahead by giving all calls a high priority. Between the queues of one tenant priorities count
 * as they do within a queue: a call of higher priority that stands before the chosen one goes first.
 */
function moreUrgentOfTenant(step: PoolStep, claims: Claims, chosen: OpenClaim): Head {
  let first = chosen
  for (let index = 0; index < claims.count; index++) {
    const claim = claims.rows[index]
    // A tenant has one holding.
    if (claim?.holding !== chosen.holding || claim.order >= first.order) continue
    if (claim.emergency !== chosen.emergency) continue
    if (priorityOf(step, headOf(claim).call) > priorityOf(step, headOf(first).call)) first = claim
  }
  return headOf(first)
}

function priorityOf(step: PoolStep, call: PooledCall): number {
  const { priority, vipPriority } = step.queueOf(call).routing
  const { vipClass } = call.caller
  return call.priority + priority + (vipClass === null ? 0 : (vipPriority[vipClass - 1] ?? 0))
}
