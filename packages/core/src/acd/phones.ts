import type { AgentId } from '../ids.ts'
import { changeStatus, systemNotReady } from './agent-status-change.ts'
import { assertNever } from '../assert.ts'
import type { PoolStep } from './pool-step.ts'
import { findBond, loseAgent } from './agent-bond.ts'
import { findRingOf, stopRinging, takeBack } from './presentation.ts'
import type { PooledAgent } from './step-types.ts'

/** A registration alone makes nobody ready: the agent says so. */
export function phoneRegistered(step: PoolStep, agentId: AgentId): void {
  const agent = step.agent(agentId)
  if (agent === undefined) {
    if (step.isPhoneUnclaimed(agentId)) step.ignore('the phone is registered already')
    else step.setPhoneUnclaimed(agentId, true)
    return
  }
  if (agent.phoneRegistered) step.ignore('the phone is registered already')
  else setPhone(step, agent, true)
}

export function phoneLost(step: PoolStep, agentId: AgentId): void {
  const agent = step.agent(agentId)
  if (agent === undefined) {
    if (step.isPhoneUnclaimed(agentId)) step.setPhoneUnclaimed(agentId, false)
    else step.ignore('the phone was not registered')
    return
  }
  if (!agent.phoneRegistered) {
    step.ignore('the phone was not registered')
    return
  }
  withdraw(step, setPhone(step, agent, false))
}

/** An agent without a phone can serve nobody; what becomes of the call depends on how far it had come. */
function withdraw(step: PoolStep, agent: PooledAgent): void {
  const { status } = agent
  switch (status.kind) {
    case 'signedOut':
    case 'notReady':
      return
    case 'wrapUp':
      // Wrap-up needs no phone: it runs on, and ends in not ready when the phone is still gone.
      return
    case 'ready':
      changeStatus(step, agent, { status: systemNotReady('phoneUnreachable'), servedCall: null })
      return
    case 'ringing': {
      const ringing = findRingOf(step, { callId: status.callId, agentId: agent.agentId })
      if (ringing === null) return
      stopRinging(step, ringing)
      takeBack(step, ringing, { outcome: 'unreachable', sipStatus: null })
      return
    }
    case 'talking':
    case 'hold': {
      const bond = findBond(step, { callId: status.callId, agentId: agent.agentId })
      if (bond === null) return
      if (bond.legId !== null)
        step.effect({ kind: 'leg.release', callId: status.callId, agentId: agent.agentId, legId: bond.legId })
      loseAgent(step, bond)
      return
    }
    default:
      assertNever(status, 'agent status')
  }
}

function setPhone(step: PoolStep, agent: PooledAgent, registered: boolean): PooledAgent {
  step.agentFact(agent, { kind: 'agent.phoneChanged', agentId: agent.agentId, registered })
  return step.putAgent({ ...agent, phoneRegistered: registered })
}
