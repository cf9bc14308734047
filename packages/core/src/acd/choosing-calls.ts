import type { AgentId } from '../ids.ts'
import { whyUnable } from './ability.ts'
import type { Claims, Head } from './claims.ts'
import * as column from './fair-claims.ts'
import { chooseFairClaim, isAtMaximum, meanTargetMs, type Fairness } from './fair-share.ts'
import { ableProfiles, heldDecision } from './matching.ts'
import { compareQueuedCalls } from './order.ts'
import type { PoolStep } from './pool-step.ts'
import type { Line, Profile, QueuePlace } from './queue-place.ts'
import type { Requirement } from './requirement.ts'
import { considerOne, type Decision } from './routing-reason.ts'
import { applyRules, readyCount, type RuleTrace } from './routing-rules.ts'
import type { PooledAgent, PooledCall } from './step-types.ts'

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
  const { lines, claims, figures, places } = step.tables
  const { queues, rows, takesPlain } = profile
  claims.count = 0
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]
    if (row === undefined || !figures.isWaiting(row)) continue
    const queue = queues[index]
    if (queue === undefined) continue
    if (takesPlain[index] === true && figures.claimByHead(claims, queue, row, step.now)) continue
    claimByLines(step, profile, queue, queue.lines)
  }
  for (const groupId of profile.groupIds)
    for (const line of lines.openTo(groupId)) {
      const { queueId } = line.requirement
      if (!profile.servedQueues.has(queueId)) claimByLines(step, profile, places.of(queueId), [line])
    }
  return claims
}

/** Enters what the first call whom the agent may serve claims. Two lines of one queue may be open to the agent's groups: the queue has one head. */
function claimByLines(step: PoolStep, profile: Profile, queue: QueuePlace, lines: readonly Line[]): void {
  const head = firstOf(profile, lines)
  if (head === null) return
  const { claims } = step.tables
  for (let index = 0; index < claims.count; index++) {
    if (claims.queues[index] !== queue) continue
    if (compareQueuedCalls(head.call, claims.headOf(index).call) >= 0) return
    enter(step, claims, head, index)
    return
  }
  claims.next(queue, step.holding(head.call.tenantId))
  enter(step, claims, head, claims.count++)
}

function enter(step: PoolStep, claims: Claims, head: Head, index: number): void {
  const { call, line } = head
  const queue = step.queueOf(call)
  const { row, waiting } = step.tables.places.of(call.queueId)
  const holding = step.holding(call.tenantId)
  const { routing, serviceLevelMs } = queue
  const first = index * column.CLAIM_COLUMNS
  const { figures } = claims
  claims.heads[index] = head
  claims.holdings[index] = holding
  figures[first + column.WAITING] = waiting
  figures[first + column.HEAD_WAIT_MS] = Math.max(0, step.now - call.enqueuedAt)
  figures[first + column.MEAN_TARGET_MS] = meanTargetMs({
    targetMs: serviceLevelMs,
    targetShare: routing.serviceLevelShare,
  })
  figures[first + column.WEIGHT] = routing.weight * holding.weight
  figures[first + column.ARRIVALS_PER_MS] = step.tables.figures.arrivalsPerMs(row, step.now)
  figures[first + column.EMERGENCY] = line.requirement.emergency ? 1 : 0
  figures[first + column.ORDER] = call.order
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

type ChosenHead = { readonly head: Head; readonly fairness: Fairness | null }

/** The caller who is first over all queues, of tenants that may have an agent more. */
function firstHead(step: PoolStep, claims: Claims): ChosenHead | null {
  let first: Head | null = null
  for (let index = 0; index < claims.count; index++) {
    const head = claims.headOf(index)
    if (!head.line.requirement.emergency && isAtMaximum(step.holding(head.call.tenantId))) continue
    if (first === null || compareQueuedCalls(head.call, first.call) < 0) first = head
  }
  return first === null ? null : { head: first, fairness: null }
}

function fairHead(step: PoolStep, claims: Claims): ChosenHead | null {
  const fairness = chooseFairClaim(claims)
  return fairness === null ? null : { head: moreUrgentOfTenant(step, claims, fairness.index), fairness }
}

/**
 * Fairness between tenants goes by what really waits, so that nobody gets ahead by giving all calls a high priority. Between the queues of one tenant priorities count
 * as they do within a queue: a call of higher priority that stands before the chosen one goes first.
 */
function moreUrgentOfTenant(step: PoolStep, claims: Claims, chosen: number): Head {
  let first = chosen
  for (let index = 0; index < claims.count; index++) {
    // A tenant has one holding.
    if (claims.holdingAt(index) !== claims.holdingAt(chosen)) continue
    if (claims.orderAt(index) >= claims.orderAt(first)) continue
    if (claims.isEmergency(index) !== claims.isEmergency(chosen)) continue
    if (priorityOf(step, claims.headOf(index).call) > priorityOf(step, claims.headOf(first).call)) first = index
  }
  return claims.headOf(first)
}

function priorityOf(step: PoolStep, call: PooledCall): number {
  const { priority, vipPriority } = step.queueOf(call).routing
  const { vipClass } = call.caller
  return call.priority + priority + (vipClass === null ? 0 : (vipPriority[vipClass - 1] ?? 0))
}
