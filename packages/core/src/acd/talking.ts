import { assertNever } from '../assert.ts'
import type { CallId } from '../ids.ts'
import { agentOn, endTalk, findBond, findTalk, freeAfterAttempt, hangUpByAgent, loseAgent } from './agent-bond.ts'
import { changeStatus } from './agent-status-change.ts'
import { attemptFailed, isDialling } from './callback-attempt.ts'
import { isOutside, outsideCallerLeft } from './outside.ts'
import type { PoolStep } from './pool-step.ts'
import { endAllRings, isPresented } from './presentation.ts'
import { abandonCall, leavePool } from './queueing.ts'
import type { AcdInput, PooledCall } from './step-types.ts'

type HoldInput = Extract<AcdInput, { kind: 'talk.held' | 'talk.retrieved' }>
type AgentLeftInput = Extract<AcdInput, { kind: 'talk.agentLeft' }>

export function setHeld(step: PoolStep, input: HoldInput): void {
  const found = findTalk(step, input)
  const held = input.kind === 'talk.held'
  if (found === null || found.call.phase.held === held) {
    step.ignore(found === null ? 'the agent does not talk on that call' : 'nothing changes on that call')
    return
  }
  const { call, agent } = found
  const { callId } = call
  step.putCall({ ...call, phase: { ...call.phase, held } })
  step.callFact(call, { kind: held ? 'call.held' : 'call.retrieved', callId, agentId: agent.agentId })
  changeStatus(step, agent, { status: { kind: held ? 'hold' : 'talking', callId }, servedCall: agent.servedCall })
}

export function agentLeft(step: PoolStep, input: AgentLeftInput): void {
  const bond = findBond(step, input)
  if (bond === null) {
    step.ignore('the agent does not talk on that call')
    return
  }
  if (input.lost) loseAgent(step, bond)
  else hangUpByAgent(step, bond)
}

/** The caller left, in whatever phase. */
export function callerLeft(step: PoolStep, callId: CallId): void {
  const call = step.call(callId)
  if (call === undefined) {
    step.ignore('the call is not in the pool')
    return
  }
  const { phase } = call
  switch (phase.kind) {
    case 'waiting':
      if (call.callback?.reached === false) step.ignore('nobody is on the line of a callback that waits')
      else abandonCall(step, call, 'queue')
      return
    case 'presented':
      ringingCallerLeft(step, call)
      return
    case 'talking':
      endTalk(step, { call, agent: agentOn(step, call, phase.agentId), by: 'caller' })
      return
    case 'dialling':
      if (isDialling(call)) attemptFailed(step, call, 'failed')
      freeAfterAttempt(step, agentOn(step, call, phase.agentId))
      return
    case 'inFlow':
      if (phase.agentId === null) leavePool(step, call)
      else endTalk(step, { call, agent: agentOn(step, call, phase.agentId), by: 'caller' })
      return
    case 'outside':
      if (!isOutside(call)) return
      if (outsideCallerLeft(step, call)) leavePool(step, call)
      else abandonCall(step, call, 'ringing')
      return
    default:
      assertNever(phase, 'phase of a call')
  }
}

function ringingCallerLeft(step: PoolStep, call: PooledCall): void {
  if (!isPresented(call)) return
  if (call.callback?.reached === false) {
    step.ignore('nobody is on the line of a callback that rings at an agent')
    return
  }
  endAllRings(step, call)
  abandonCall(step, call, 'ringing')
}
