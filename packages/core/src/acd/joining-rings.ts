import { whyUnable } from './ability.ts'
import { isAtMaximum } from './fair-share.ts'
import { compareQueuedCalls } from './order.ts'
import type { PoolStep } from './pool-step.ts'
import { isPresented } from './presentation.ts'
import { requirementOf } from './requirement.ts'
import { joinRing, type PresentedCall } from './ring-agents.ts'
import { considerOne } from './routing-reason.ts'
import type { PooledAgent } from './step-types.ts'

/** Nobody waits for the agent who is free: of the calls that ring at all phones of a queue, the first one that may ring at one more rings here too. */
export function joinRinging(step: PoolStep, agent: PooledAgent): void {
  const profile = step.tables.index.profileOf(agent.agentId)
  if (profile === undefined) return
  let first: PresentedCall | null = null
  for (const callId of step.tables.ringingAtAll) {
    const call = step.call(callId)
    if (call === undefined || !isPresented(call) || !mayRingMore(step, call)) continue
    if (call.tried.includes(agent.agentId)) continue
    if (first !== null && compareQueuedCalls(first, call) < 0) continue
    if (whyUnable(profile, requirementOf(call, step.queueOf(call), step.tables.flags)) === null) first = call
  }
  if (first === null) return
  const requirement = requirementOf(first, step.queueOf(first), step.tables.flags)
  joinRing(step, first, {
    agent,
    decision: {
      method: 'ringAll',
      candidates: 1,
      considered: considerOne(step, agent, requirement),
      passedOver: [],
      trace: [],
      trigger: 'agentFreed',
      fairness: null,
      requirement,
    },
  })
}

function mayRingMore(step: PoolStep, call: PresentedCall): boolean {
  const { ringAllMax, emergency } = step.queueOf(call).routing
  return call.phase.rings.length < ringAllMax && (emergency || !isAtMaximum(step.holding(call.tenantId)))
}
