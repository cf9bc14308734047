import { assertNever } from '../assert.ts'
import { findBond, hangUpByAgent } from './agent-bond.ts'
import { callBack } from './call-back.ts'
import { changeStatus, freeAgent, signOutNow } from './agent-status-change.ts'
import { ACCEPTED, refuse, type CommandOutcome } from './command-outcome.ts'
import type { PoolStep } from './pool-step.ts'
import { findRingOf, stopRinging, takeBack } from './presentation.ts'
import { signIn } from './sign-in.ts'
import type { AcdInput, PooledAgent } from './step-types.ts'
import { takeCallerBack, transfer } from './transfer.ts'
import { cutWrapUpShort, extendWrapUp } from './wrap-up.ts'

type CommandInput = Extract<AcdInput, { commandId: unknown }>
type CommandOf<K extends CommandInput['kind']> = Extract<CommandInput, { kind: K }>

/** Carries out what an agent asks, and answers it once. */
export function answerCommand(step: PoolStep, input: CommandInput): void {
  const outcome = carryOut(step, input)
  if (!outcome.ok) step.ignore(`refused: ${outcome.code}`)
  step.effect({ kind: 'command.reply', commandId: input.commandId, result: outcome })
}

function carryOut(step: PoolStep, input: CommandInput): CommandOutcome {
  if (input.kind === 'agent.signIn') return signIn(step, input)
  const agent = step.agent(input.agentId)
  if (agent === undefined || agent.status.kind === 'signedOut') return answerAbsent(step, input)
  switch (input.kind) {
    case 'agent.signOut':
      return signOut(step, agent)
    case 'agent.ready':
      return makeReady(step, agent)
    case 'agent.notReady':
      return makeNotReady(step, agent, input)
    case 'agent.endWrapUp': {
      if (agent.status.kind !== 'wrapUp') return notInWrapUp(agent)
      freeAgent(step, cutWrapUpShort(step, agent), { kind: 'ready' })
      return ACCEPTED
    }
    case 'agent.extendWrapUp': {
      if (agent.status.kind !== 'wrapUp') return notInWrapUp(agent)
      extendWrapUp(step, agent, input.byMs)
      return ACCEPTED
    }
    case 'agent.setMuted':
      return setMuted(step, agent, input)
    case 'agent.hangUp':
      return hangUp(step, input)
    case 'agent.setDisposition':
      return setDisposition(step, agent, input)
    case 'agent.transfer':
      return transfer(step, input)
    case 'agent.takeBack':
      return takeCallerBack(step, input)
    case 'agent.callBack':
      return callBack(step, agent, input)
    default:
      return assertNever(input, 'agent command')
  }
}

/** Signing out twice is no mistake; every other command needs an agent who is there. */
function answerAbsent(step: PoolStep, input: CommandInput): CommandOutcome {
  if (input.kind !== 'agent.signOut')
    return refuse('agent.notSignedIn', `the agent is not signed in [agent:${input.agentId}]`)
  step.ignore('the agent is signed out already')
  return ACCEPTED
}

function signOut(step: PoolStep, agent: PooledAgent): CommandOutcome {
  const { status } = agent
  switch (status.kind) {
    case 'ringing':
    case 'talking':
    case 'hold':
      step.putAgent({ ...agent, next: { kind: 'signedOut' } })
      return ACCEPTED
    case 'wrapUp':
      signOutNow(step, cutWrapUpShort(step, agent))
      return ACCEPTED
    case 'signedOut':
    case 'notReady':
    case 'ready':
      signOutNow(step, agent)
      return ACCEPTED
    default:
      return assertNever(status, 'agent status')
  }
}

function makeReady(step: PoolStep, agent: PooledAgent): CommandOutcome {
  const { status } = agent
  switch (status.kind) {
    case 'ready':
      step.ignore('the agent is ready already')
      return ACCEPTED
    case 'ringing':
    case 'talking':
    case 'hold':
      if (agent.next === null) step.ignore('the agent becomes ready after the call anyway')
      else step.putAgent({ ...agent, next: null })
      return ACCEPTED
    case 'wrapUp':
    case 'notReady': {
      if (!agent.phoneRegistered)
        return refuse('agent.phoneNotRegistered', `the agent's phone is not registered [agent:${agent.agentId}]`)
      const free = status.kind === 'wrapUp' ? cutWrapUpShort(step, agent) : agent
      changeStatus(step, step.putAgent({ ...free, next: null }), { status: { kind: 'ready' }, servedCall: null })
      return ACCEPTED
    }
    case 'signedOut':
      return answerAbsentAgent(agent)
    default:
      return assertNever(status, 'agent status')
  }
}

function makeNotReady(step: PoolStep, agent: PooledAgent, input: CommandOf<'agent.notReady'>): CommandOutcome {
  const { reason } = input
  const { status } = agent
  if (reason.kind === 'system')
    return refuse('command.malformed', `only the system gives this reason [code:${reason.code}]`)
  switch (status.kind) {
    case 'ringing':
    case 'talking':
    case 'hold':
    case 'wrapUp':
      step.putAgent({ ...agent, next: { kind: 'notReady', reason } })
      return ACCEPTED
    case 'ready':
    case 'notReady': {
      const isSame =
        status.kind === 'notReady' && status.reason.kind === 'code' && status.reason.reasonId === reason.reasonId
      if (isSame) step.ignore('the agent is not ready for that reason already')
      else changeStatus(step, agent, { status: { kind: 'notReady', reason }, servedCall: null })
      return ACCEPTED
    }
    case 'signedOut':
      return answerAbsentAgent(agent)
    default:
      return assertNever(status, 'agent status')
  }
}

function setMuted(step: PoolStep, agent: PooledAgent, input: CommandOf<'agent.setMuted'>): CommandOutcome {
  const { kind } = agent.status
  if (kind !== 'talking' && kind !== 'hold')
    return refuse('agent.notOnThisCall', `the agent does not talk to anybody [agent:${agent.agentId}]`)
  if (agent.muted === input.muted) {
    step.ignore('nothing changes')
    return ACCEPTED
  }
  step.putAgent({ ...agent, muted: input.muted })
  step.agentFact(agent, { kind: 'agent.muteChanged', agentId: agent.agentId, muted: input.muted })
  return ACCEPTED
}

/** Ends the talk; on a call that still rings it means "not me". */
function hangUp(step: PoolStep, input: CommandOf<'agent.hangUp'>): CommandOutcome {
  const bond = findBond(step, input)
  if (bond !== null) {
    hangUpByAgent(step, bond)
    return ACCEPTED
  }
  const ringing = findRingOf(step, input)
  if (ringing !== null) {
    stopRinging(step, ringing)
    takeBack(step, ringing, { outcome: 'declined', sipStatus: null })
    return ACCEPTED
  }
  return notOnThisCall(input)
}

/** Allowed from the first word until the end of wrap-up, as often as the agent likes; the last one counts. */
function setDisposition(step: PoolStep, agent: PooledAgent, input: CommandOf<'agent.setDisposition'>): CommandOutcome {
  const { callId, agentId, dispositionId, note } = input
  const { servedCall } = agent
  if (servedCall?.callId !== callId || agent.status.kind === 'ringing') return notOnThisCall(input)
  step.callFact(servedCall, { kind: 'call.dispositionSet', callId, agentId, dispositionId, note })
  return ACCEPTED
}

const answerAbsentAgent = (agent: PooledAgent): CommandOutcome =>
  refuse('agent.notSignedIn', `the agent is not signed in [agent:${agent.agentId}]`)

const notInWrapUp = (agent: PooledAgent): CommandOutcome =>
  refuse('agent.notInWrapUp', `the agent is not in wrap-up [agent:${agent.agentId}]`)

const notOnThisCall = (input: CommandOf<'agent.hangUp' | 'agent.setDisposition'>): CommandOutcome =>
  refuse('agent.notOnThisCall', `the agent is not on that call [agent:${input.agentId} call:${input.callId}]`)
