import { instant } from '../time.ts'
import { changeStatus } from './agent-status-change.ts'
import type { PoolStep } from './pool-step.ts'
import { requirementOf } from './requirement.ts'
import { considerOne, reasonOf, type Decision } from './routing-reason.ts'
import type { AcdEffect, PooledAgent, PooledCall, Ring } from './step-types.ts'
import { ringTimerId } from './timers.ts'
import { cancelDue } from './waiting-timer.ts'

export type PresentedCall = PooledCall & { readonly phase: Extract<PooledCall['phase'], { kind: 'presented' }> }
/** One phone that rings for a call. */
export type RingingAgent = { readonly call: PresentedCall; readonly ring: Ring; readonly agent: PooledAgent }

/** Rings the agent, or all of them at once. */
export function presentCall(
  step: PoolStep,
  call: PooledCall,
  choice: { readonly agents: readonly PooledAgent[]; readonly decision: Decision },
): void {
  const { agents, decision } = choice
  const rings = agents.map(({ agentId }, index) => ({
    agentId,
    presentation: call.presentations + 1 + index,
    presentedAt: step.now,
  }))
  cancelDue(step, call)
  const presented = step.putRinging(call, {
    presentations: call.presentations + agents.length,
    phase: ringsAtAll(step, decision) ? { kind: 'presented', rings, atAll: true } : { kind: 'presented', rings },
  })
  for (let index = 0; index < agents.length; index++) {
    const [agent, ring] = [agents[index], rings[index]]
    if (agent !== undefined && ring !== undefined) ringAgent(step, presented, { ring, agent, decision })
  }
}

const ringsAtAll = (step: PoolStep, { method }: Decision): boolean => method === 'ringAll' && step.isOn('ringAllJoins')

/** One phone more for a call that rings already. */
export function joinRing(
  step: PoolStep,
  call: PresentedCall,
  { agent, decision }: { readonly agent: PooledAgent; readonly decision: Decision },
): void {
  const presentation = call.presentations + 1
  const ring: Ring = { agentId: agent.agentId, presentation, presentedAt: step.now }
  const phase = { ...call.phase, rings: [...call.phase.rings, ring] }
  const joined = step.putCall({ ...call, presentations: presentation, phase })
  ringAgent(step, joined, { ring, agent, decision })
}

function ringAgent(
  step: PoolStep,
  call: PooledCall,
  { ring, agent, decision }: Omit<RingingAgent, 'call'> & { readonly decision: Decision },
): void {
  const { callId, queueId, tenantId, channel } = call
  const { agentId, presentation } = ring
  const queue = step.queueOf(call)
  if (queue.routing.method === 'roundRobin' && decision.method === 'roundRobin')
    step.remember(queueId, { lastAgentId: agentId })
  const reason = reasonOf(step, call, agent, decision)
  step.callFact(call, { kind: 'call.presented', callId, queueId, agentId, presentation, reason })
  const servedHeld = isHeldDecision(decision)
  const rung = decision.method === 'transfer' || agent.servedHeld === servedHeld ? agent : { ...agent, servedHeld }
  changeStatus(step, rung, { status: { kind: 'ringing', callId }, servedCall: { callId, tenantId, queueId, channel } })
  step.effect({ kind: 'agent.ring', callId, agentId, device: agent.device, presentation, ...callbackMark(step, call) })
  const ringsUntil = instant(step.now + queue.ringTimeoutMs)
  step.effect({ kind: 'timer.set', timerId: ringTimerId({ callId, presentation }), at: ringsUntil })
}

const isHeldDecision = ({ method, trigger, fairness }: Decision): boolean =>
  trigger === 'agentFreed' &&
  fairness === null &&
  (method === 'designatedAgent' || method === 'ownerAgent' || method === 'lastAgent')

function callbackMark(
  step: PoolStep,
  { tenantId, queueId, callback }: PooledCall,
): Pick<Extract<AcdEffect, { kind: 'agent.ring' }>, 'callback'> {
  if (callback === null || callback.reached) return {}
  const { callbackId, attempt } = callback
  const number = step.tables.callbacks.get(callbackId)?.number ?? ''
  return { callback: { callbackId, tenantId, queueId, number, attempt } }
}

/** Rings exactly this agent: somebody chose, and the queue does not. */
export function presentTo(step: PoolStep, call: PooledCall, agent: PooledAgent): void {
  const requirement = requirementOf(call, step.queueOf(call), step.tables.flags)
  const decision: Decision = {
    method: 'transfer',
    candidates: 1,
    considered: considerOne(step, agent, requirement),
    passedOver: [],
    trace: [],
    trigger: 'callWaited',
    fairness: null,
    requirement,
  }
  presentCall(step, { ...call, transferTo: agent.agentId }, { agents: [agent], decision })
}
