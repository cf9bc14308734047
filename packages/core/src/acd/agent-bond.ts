import { InvariantError } from '../assert.ts'
import type { AgentId, CallId, LegId } from '../ids.ts'
import { changeStatus, freeAgent, systemNotReady } from './agent-status-change.ts'
import { attemptFailed, isDialling, type DiallingCall } from './callback-attempt.ts'
import type { PoolStep } from './pool-step.ts'
import { leavePool, putInQueue } from './queueing.ts'
import type { PooledAgent, PooledCall } from './step-types.ts'
import { startWrapUp } from './wrap-up.ts'

export type TalkingCall = PooledCall & { readonly phase: Extract<PooledCall['phase'], { kind: 'talking' }> }
export type InFlowCall = PooledCall & { readonly phase: Extract<PooledCall['phase'], { kind: 'inFlow' }> }
export type Talk = { readonly call: TalkingCall; readonly agent: PooledAgent }

/** An agent who is on the line of a call: talks, is having somebody called back, or waits for a caller who is in a flow. */
export type Bond =
  | { readonly kind: 'talking'; readonly call: TalkingCall; readonly agent: PooledAgent; readonly legId: LegId }
  | { readonly kind: 'dialling'; readonly call: DiallingCall; readonly agent: PooledAgent; readonly legId: LegId }
  | { readonly kind: 'inFlow'; readonly call: InFlowCall; readonly agent: PooledAgent; readonly legId: LegId | null }

type Subject = { readonly callId: CallId; readonly agentId: AgentId }

export function findBond(step: PoolStep, { callId, agentId }: Subject): Bond | null {
  const call = step.call(callId)
  if (call === undefined) return null
  const { phase } = call
  if (!('agentId' in phase) || phase.agentId !== agentId) return null
  const agent = agentOn(step, call, agentId)
  if (isTalking(call)) return { kind: 'talking', call, agent, legId: call.phase.legId }
  if (isDialling(call)) return { kind: 'dialling', call, agent, legId: call.phase.legId }
  if (isInFlow(call)) return { kind: 'inFlow', call, agent, legId: call.phase.legId }
  return null
}

/** The talk an input is about, if that agent talks on that call. */
export function findTalk(step: PoolStep, subject: Subject): Talk | null {
  const bond = findBond(step, subject)
  return bond?.kind === 'talking' ? { call: bond.call, agent: bond.agent } : null
}

export const isTalking = (call: PooledCall): call is TalkingCall => call.phase.kind === 'talking'
export const isInFlow = (call: PooledCall): call is InFlowCall => call.phase.kind === 'inFlow'

/** The agent's own hand: a talk ends for both; of a caller in a flow only the agent goes; an attempt to call back is over. */
export function hangUpByAgent(step: PoolStep, bond: Bond): void {
  const { call, agent } = bond
  const { callId } = call
  switch (bond.kind) {
    case 'talking':
      step.effect({ kind: 'call.hangUp', callId, releasedBy: 'agent' })
      endTalk(step, { call, agent, by: 'agent' })
      return
    case 'dialling':
      attemptFailed(step, bond.call, 'agentGone')
      freeAfterAttempt(step, agent)
      return
    case 'inFlow':
      if (bond.legId !== null) step.effect({ kind: 'agent.part', callId, agentId: agent.agentId, legId: bond.legId })
      leaveFlow(step, bond.call)
      step.callFact(call, { kind: 'call.disconnected', callId, agentId: agent.agentId, by: 'agent' })
      startWrapUp(step, unmute(step, agent), call)
      return
  }
}

/** The agent's side vanished: not the caller's fault, so the caller waits again, before everybody who came later. */
export function loseAgent(step: PoolStep, bond: Bond): void {
  const { call, agent } = bond
  const unmuted = unmute(step, step.putAgent({ ...agent, idleSince: step.now }))
  if (bond.kind === 'dialling') {
    attemptFailed(step, bond.call, 'agentGone')
    freeAgent(step, unmuted, systemNotReady('connectionLost'))
    return
  }
  step.callFact(call, { kind: 'call.agentLost', callId: call.callId, agentId: agent.agentId })
  freeAgent(step, unmuted, systemNotReady('connectionLost'))
  if (bond.kind === 'inFlow') leaveFlow(step, bond.call)
  // The wait begins again as far as the queue's patience goes; the place is that of the first one.
  else putInQueue(step, { ...call, waitsSince: step.now, step: 0 }, { isRequeued: true })
}

/** The caller stays in the flow; the agent will not be there afterwards. */
function leaveFlow(step: PoolStep, call: InFlowCall): void {
  step.putCall({ ...call, phase: { ...call.phase, agentId: null, legId: null } })
}

/** Nobody was reached: there is nothing to wrap up. */
export function freeAfterAttempt(step: PoolStep, agent: PooledAgent): void {
  freeAgent(step, unmute(step, step.putAgent({ ...agent, idleSince: step.now })), { kind: 'ready' })
}

export function endTalk(
  step: PoolStep,
  end: { readonly call: PooledCall; readonly agent: PooledAgent; readonly by: 'agent' | 'caller' },
): void {
  const { call, agent, by } = end
  step.callFact(call, { kind: 'call.disconnected', callId: call.callId, agentId: agent.agentId, by })
  startWrapUp(step, unmute(step, agent), call)
  leavePool(step, call)
}

/** Mute belongs to the talk: the next caller must not meet a silent agent. */
export function unmute(step: PoolStep, agent: PooledAgent): PooledAgent {
  if (!agent.muted) return agent
  step.agentFact(agent, { kind: 'agent.muteChanged', agentId: agent.agentId, muted: false })
  return step.putAgent({ ...agent, muted: false })
}

export function agentOn(step: PoolStep, { callId }: PooledCall, agentId: AgentId): PooledAgent {
  const agent = step.agent(agentId)
  if (agent === undefined) throw new InvariantError(`a call is with nobody [call:${callId} agent:${agentId}]`)
  return agent
}

/** Both talk again, or for the first time. */
export function talkAgain(step: PoolStep, agent: PooledAgent, callId: CallId): void {
  changeStatus(step, agent, { status: { kind: 'talking', callId }, servedCall: agent.servedCall })
}
