import { assertNever, InvariantError } from '../assert.ts'
import type { CallId } from '../ids.ts'
import { changeStatus, freeAgent, systemNotReady } from './agent-status-change.ts'
import type { AcdDraft } from './draft.ts'
import { isPresented, presentedCallerLeft } from './presentation.ts'
import { abandonCall, leavePool, putInQueue } from './queueing.ts'
import type { AcdInput, PooledAgent, PooledCall } from './step-types.ts'
import { startWrapUp } from './wrap-up.ts'

type HoldInput = Extract<AcdInput, { kind: 'talk.held' | 'talk.retrieved' }>
type AgentLeftInput = Extract<AcdInput, { kind: 'talk.agentLeft' }>
type TalkingCall = PooledCall & { readonly phase: Extract<PooledCall['phase'], { kind: 'talking' }> }

export function setHeld(draft: AcdDraft, input: HoldInput): void {
  const found = findTalk(draft, input)
  const held = input.kind === 'talk.held'
  if (found === null || found.call.phase.held === held) {
    draft.ignore(found === null ? 'the agent does not talk on that call' : 'nothing changes on that call')
    return
  }
  const { call, agent } = found
  const { callId } = call
  draft.putCall({ ...call, phase: { ...call.phase, held } })
  draft.callFact(call, { kind: held ? 'call.held' : 'call.retrieved', callId, agentId: agent.agentId })
  changeStatus(draft, agent, { status: { kind: held ? 'hold' : 'talking', callId }, servedCall: agent.servedCall })
}

export function agentLeft(draft: AcdDraft, input: AgentLeftInput): void {
  const found = findTalk(draft, input)
  if (found === null) {
    draft.ignore('the agent does not talk on that call')
    return
  }
  if (input.lost) loseAgent(draft, found.call, found.agent)
  else hangUpByAgent(draft, found.call, found.agent)
}

export function hangUpByAgent(draft: AcdDraft, call: TalkingCall, agent: PooledAgent): void {
  draft.effect({ kind: 'call.hangUp', callId: call.callId, releasedBy: 'agent' })
  endTalk(draft, { call, agent, by: 'agent' })
}

/** The agent's side vanished: not the caller's fault, so the caller waits again, before everybody who came later. */
export function loseAgent(draft: AcdDraft, call: TalkingCall, agent: PooledAgent): void {
  draft.callFact(call, { kind: 'call.agentLost', callId: call.callId, agentId: agent.agentId })
  const unmuted = unmute(draft, draft.putAgent({ ...agent, idleSince: draft.now }))
  freeAgent(draft, unmuted, systemNotReady('connectionLost'))
  putInQueue(draft, call, { isRequeued: true })
}

/** The caller left, in whatever phase. */
export function callerLeft(draft: AcdDraft, callId: CallId): void {
  const call = draft.call(callId)
  if (call === undefined) {
    draft.ignore('the call is not in the pool')
    return
  }
  switch (call.phase.kind) {
    case 'waiting':
      abandonCall(draft, call, 'queue')
      return
    case 'presented':
      if (isPresented(call)) presentedCallerLeft(draft, call)
      abandonCall(draft, call, 'ringing')
      return
    case 'talking': {
      if (isTalking(call)) endTalk(draft, { call, agent: agentTalkingOn(draft, call), by: 'caller' })
      return
    }
    default:
      assertNever(call.phase, 'phase of a call')
  }
}

/** The talk an input is about, if that agent talks on that call. */
export function findTalk(
  draft: AcdDraft,
  input: Pick<AgentLeftInput, 'callId' | 'agentId'>,
): { readonly call: TalkingCall; readonly agent: PooledAgent } | null {
  const call = draft.call(input.callId)
  if (call === undefined || !isTalking(call) || call.phase.agentId !== input.agentId) return null
  return { call, agent: agentTalkingOn(draft, call) }
}

function endTalk(
  draft: AcdDraft,
  end: { readonly call: TalkingCall; readonly agent: PooledAgent; readonly by: 'agent' | 'caller' },
): void {
  const { call, agent, by } = end
  draft.callFact(call, { kind: 'call.disconnected', callId: call.callId, agentId: agent.agentId, by })
  startWrapUp(draft, unmute(draft, agent), call)
  leavePool(draft, call)
}

/** Mute belongs to the talk: the next caller must not meet a silent agent. */
function unmute(draft: AcdDraft, agent: PooledAgent): PooledAgent {
  if (!agent.muted) return agent
  draft.agentFact(agent, { kind: 'agent.muteChanged', agentId: agent.agentId, muted: false })
  return draft.putAgent({ ...agent, muted: false })
}

function isTalking(call: PooledCall): call is TalkingCall {
  return call.phase.kind === 'talking'
}

function agentTalkingOn(draft: AcdDraft, call: TalkingCall): PooledAgent {
  const agent = draft.agent(call.phase.agentId)
  if (agent === undefined)
    throw new InvariantError(`a call is talked on by nobody [call:${call.callId} agent:${call.phase.agentId}]`)
  return agent
}
