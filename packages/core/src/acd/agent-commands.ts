import { assertNever } from '../assert.ts'
import { changeStatus, freeAgent, signOutNow } from './agent-status-change.ts'
import { ACCEPTED, refuse, type CommandOutcome } from './command-outcome.ts'
import type { AcdDraft } from './draft.ts'
import { isPresented, stopRinging, takeBack } from './presentation.ts'
import { signIn } from './sign-in.ts'
import type { AcdInput, PooledAgent } from './step-types.ts'
import { findTalk, hangUpByAgent } from './talking.ts'
import { cutWrapUpShort, extendWrapUp } from './wrap-up.ts'

type CommandInput = Extract<AcdInput, { commandId: unknown }>
type CommandOf<K extends CommandInput['kind']> = Extract<CommandInput, { kind: K }>

/** Carries out what an agent asks, and answers it once. */
export function answerCommand(draft: AcdDraft, input: CommandInput): void {
  const outcome = carryOut(draft, input)
  if (!outcome.ok) draft.ignore(`refused: ${outcome.code}`)
  draft.effect({ kind: 'command.reply', commandId: input.commandId, result: outcome })
}

function carryOut(draft: AcdDraft, input: CommandInput): CommandOutcome {
  if (input.kind === 'agent.signIn') return signIn(draft, input)
  const agent = draft.agent(input.agentId)
  if (agent === undefined || agent.status.kind === 'signedOut') return answerAbsent(draft, input)
  switch (input.kind) {
    case 'agent.signOut':
      return signOut(draft, agent)
    case 'agent.ready':
      return makeReady(draft, agent)
    case 'agent.notReady':
      return makeNotReady(draft, agent, input)
    case 'agent.endWrapUp': {
      if (agent.status.kind !== 'wrapUp') return notInWrapUp(agent)
      freeAgent(draft, cutWrapUpShort(draft, agent), { kind: 'ready' })
      return ACCEPTED
    }
    case 'agent.extendWrapUp': {
      if (agent.status.kind !== 'wrapUp') return notInWrapUp(agent)
      extendWrapUp(draft, agent, input.byMs)
      return ACCEPTED
    }
    case 'agent.setMuted':
      return setMuted(draft, agent, input)
    case 'agent.hangUp':
      return hangUp(draft, agent, input)
    case 'agent.setDisposition':
      return setDisposition(draft, agent, input)
    default:
      return assertNever(input, 'agent command')
  }
}

/** Signing out twice is no mistake; every other command needs an agent who is there. */
function answerAbsent(draft: AcdDraft, input: CommandInput): CommandOutcome {
  if (input.kind !== 'agent.signOut')
    return refuse('agent.notSignedIn', `the agent is not signed in [agent:${input.agentId}]`)
  draft.ignore('the agent is signed out already')
  return ACCEPTED
}

function signOut(draft: AcdDraft, agent: PooledAgent): CommandOutcome {
  const { status } = agent
  switch (status.kind) {
    case 'ringing':
    case 'talking':
    case 'hold':
      draft.putAgent({ ...agent, next: { kind: 'signedOut' } })
      return ACCEPTED
    case 'wrapUp':
      signOutNow(draft, cutWrapUpShort(draft, agent))
      return ACCEPTED
    case 'signedOut':
    case 'notReady':
    case 'ready':
      signOutNow(draft, agent)
      return ACCEPTED
    default:
      return assertNever(status, 'agent status')
  }
}

function makeReady(draft: AcdDraft, agent: PooledAgent): CommandOutcome {
  const { status } = agent
  switch (status.kind) {
    case 'ready':
      draft.ignore('the agent is ready already')
      return ACCEPTED
    case 'ringing':
    case 'talking':
    case 'hold':
      if (agent.next === null) draft.ignore('the agent becomes ready after the call anyway')
      else draft.putAgent({ ...agent, next: null })
      return ACCEPTED
    case 'wrapUp':
    case 'notReady': {
      if (!agent.phoneRegistered)
        return refuse('agent.phoneNotRegistered', `the agent's phone is not registered [agent:${agent.agentId}]`)
      const free = status.kind === 'wrapUp' ? cutWrapUpShort(draft, agent) : agent
      changeStatus(draft, draft.putAgent({ ...free, next: null }), { status: { kind: 'ready' }, servedCall: null })
      return ACCEPTED
    }
    case 'signedOut':
      return answerAbsentAgent(agent)
    default:
      return assertNever(status, 'agent status')
  }
}

function makeNotReady(draft: AcdDraft, agent: PooledAgent, input: CommandOf<'agent.notReady'>): CommandOutcome {
  const { reason } = input
  const { status } = agent
  if (reason.kind === 'system')
    return refuse('command.malformed', `only the system gives this reason [code:${reason.code}]`)
  switch (status.kind) {
    case 'ringing':
    case 'talking':
    case 'hold':
    case 'wrapUp':
      draft.putAgent({ ...agent, next: { kind: 'notReady', reason } })
      return ACCEPTED
    case 'ready':
    case 'notReady': {
      const isSame =
        status.kind === 'notReady' && status.reason.kind === 'code' && status.reason.reasonId === reason.reasonId
      if (isSame) draft.ignore('the agent is not ready for that reason already')
      else changeStatus(draft, agent, { status: { kind: 'notReady', reason }, servedCall: null })
      return ACCEPTED
    }
    case 'signedOut':
      return answerAbsentAgent(agent)
    default:
      return assertNever(status, 'agent status')
  }
}

function setMuted(draft: AcdDraft, agent: PooledAgent, input: CommandOf<'agent.setMuted'>): CommandOutcome {
  const { kind } = agent.status
  if (kind !== 'talking' && kind !== 'hold')
    return refuse('agent.notOnThisCall', `the agent does not talk to anybody [agent:${agent.agentId}]`)
  if (agent.muted === input.muted) {
    draft.ignore('nothing changes')
    return ACCEPTED
  }
  draft.putAgent({ ...agent, muted: input.muted })
  draft.agentFact(agent, { kind: 'agent.muteChanged', agentId: agent.agentId, muted: input.muted })
  return ACCEPTED
}

/** Ends the talk; on a call that still rings it means "not me". */
function hangUp(draft: AcdDraft, agent: PooledAgent, input: CommandOf<'agent.hangUp'>): CommandOutcome {
  const talk = findTalk(draft, input)
  if (talk !== null) {
    hangUpByAgent(draft, talk.call, talk.agent)
    return ACCEPTED
  }
  const call = draft.call(input.callId)
  if (call !== undefined && isPresented(call) && call.phase.agentId === agent.agentId) {
    stopRinging(draft, call)
    takeBack(draft, call, { outcome: 'declined', sipStatus: null })
    return ACCEPTED
  }
  return notOnThisCall(input)
}

/** Allowed from the first word until the end of wrap-up, as often as the agent likes; the last one counts. */
function setDisposition(draft: AcdDraft, agent: PooledAgent, input: CommandOf<'agent.setDisposition'>): CommandOutcome {
  const { callId, agentId, dispositionId, note } = input
  const { servedCall } = agent
  if (servedCall?.callId !== callId || agent.status.kind === 'ringing') return notOnThisCall(input)
  draft.callFact(servedCall, { kind: 'call.dispositionSet', callId, agentId, dispositionId, note })
  return ACCEPTED
}

const answerAbsentAgent = (agent: PooledAgent): CommandOutcome =>
  refuse('agent.notSignedIn', `the agent is not signed in [agent:${agent.agentId}]`)

const notInWrapUp = (agent: PooledAgent): CommandOutcome =>
  refuse('agent.notInWrapUp', `the agent is not in wrap-up [agent:${agent.agentId}]`)

const notOnThisCall = (input: CommandOf<'agent.hangUp' | 'agent.setDisposition'>): CommandOutcome =>
  refuse('agent.notOnThisCall', `the agent is not on that call [agent:${input.agentId} call:${input.callId}]`)
