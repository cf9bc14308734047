import type { AgentId } from '../ids.ts'
import { changeStatus, systemNotReady } from './agent-status-change.ts'
import { assertNever } from '../assert.ts'
import type { AcdDraft } from './draft.ts'
import { isPresented, stopRinging, takeBack } from './presentation.ts'
import type { PooledAgent } from './step-types.ts'
import { findTalk, loseAgent } from './talking.ts'

/** A registration alone makes nobody ready: the agent says so. */
export function phoneRegistered(draft: AcdDraft, agentId: AgentId): void {
  const agent = draft.agent(agentId)
  if (agent === undefined) {
    if (draft.isPhoneUnclaimed(agentId)) draft.ignore('the phone is registered already')
    else draft.setPhoneUnclaimed(agentId, true)
    return
  }
  if (agent.phoneRegistered) draft.ignore('the phone is registered already')
  else setPhone(draft, agent, true)
}

export function phoneLost(draft: AcdDraft, agentId: AgentId): void {
  const agent = draft.agent(agentId)
  if (agent === undefined) {
    if (draft.isPhoneUnclaimed(agentId)) draft.setPhoneUnclaimed(agentId, false)
    else draft.ignore('the phone was not registered')
    return
  }
  if (!agent.phoneRegistered) {
    draft.ignore('the phone was not registered')
    return
  }
  withdraw(draft, setPhone(draft, agent, false))
}

/** An agent without a phone can serve nobody; what becomes of the call depends on how far it had come. */
function withdraw(draft: AcdDraft, agent: PooledAgent): void {
  const { status } = agent
  switch (status.kind) {
    case 'signedOut':
    case 'notReady':
      return
    case 'wrapUp':
      // Wrap-up needs no phone: it runs on, and ends in not ready when the phone is still gone.
      return
    case 'ready':
      changeStatus(draft, agent, { status: systemNotReady('phoneUnreachable'), servedCall: null })
      return
    case 'ringing': {
      const call = draft.call(status.callId)
      if (call === undefined || !isPresented(call)) return
      stopRinging(draft, call)
      takeBack(draft, call, { outcome: 'unreachable', sipStatus: null })
      return
    }
    case 'talking':
    case 'hold': {
      const talk = findTalk(draft, { callId: status.callId, agentId: agent.agentId })
      if (talk === null) return
      const { callId } = talk.call
      draft.effect({ kind: 'leg.release', callId, agentId: agent.agentId, legId: talk.call.phase.legId })
      loseAgent(draft, talk.call, agent)
      return
    }
    default:
      assertNever(status, 'agent status')
  }
}

function setPhone(draft: AcdDraft, agent: PooledAgent, registered: boolean): PooledAgent {
  draft.agentFact(agent, { kind: 'agent.phoneChanged', agentId: agent.agentId, registered })
  return draft.putAgent({ ...agent, phoneRegistered: registered })
}
