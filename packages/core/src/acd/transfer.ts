import { assertNever } from '../assert.ts'
import { agentOn, findBond, findTalk, isInFlow, talkAgain, unmute, type InFlowCall, type Talk } from './agent-bond.ts'
import { changeStatus } from './agent-status-change.ts'
import { isAvailable } from './capacity.ts'
import { ACCEPTED, refuse, type CommandOutcome } from './command-outcome.ts'
import { isAnyReachable, ringNextParty } from './parties.ts'
import type { PoolStep } from './pool-step.ts'
import { enqueueAnew, leavePool, newCall, putInQueue } from './queueing.ts'
import { presentTo } from './ring-agents.ts'
import { ringOutside } from './ring-outside.ts'
import type { AcdInput, PooledAgent, TransferTarget } from './step-types.ts'
import { startWrapUp } from './wrap-up.ts'

type TransferInput = Extract<AcdInput, { kind: 'agent.transfer' }>
type TargetOf<K extends TransferTarget['kind']> = Extract<TransferTarget, { kind: K }>

/** Hands the caller on. What cannot be done is refused, and the talk goes on. */
export function transfer(step: PoolStep, input: TransferInput): CommandOutcome {
  const talk = findTalk(step, input)
  if (talk === null)
    return refuse('agent.notOnThisCall', `the agent is not on that call [agent:${input.agentId} call:${input.callId}]`)
  const { to } = input
  switch (to.kind) {
    case 'agent':
      return toAgent(step, talk, to)
    case 'queue':
      return toQueue(step, talk, to)
    case 'flow':
      if (to.returns) visitFlow(step, talk, to)
      else toFlow(step, talk, to)
      return ACCEPTED
    case 'number':
      part(step, talk, 'number', to.number)
      ringOutside(step, { ...talk.call, outsideTried: false }, to.number)
      return ACCEPTED
    case 'onCall':
      return toWhoIsOnCall(step, talk, to)
    default:
      return assertNever(to, 'target of a transfer')
  }
}

/** Experts too: this is how they are reached. */
function toAgent(step: PoolStep, talk: Talk, { agentId }: TargetOf<'agent'>): CommandOutcome {
  const { call } = talk
  const target = step.agent(agentId)
  const worksHere = step.tables.index.profileOf(agentId)?.tenantIds.has(call.tenantId) === true
  if (target === undefined || !worksHere || !isAvailable(target))
    return refuse('transfer.notPossible', `the agent is not free [agent:${agentId}]`)
  part(step, talk, 'agent', agentId)
  presentTo(step, { ...call, tried: [], unanswered: 0 }, target)
  step.effect({ kind: 'call.playMusic', callId: call.callId, queueId: call.queueId })
  return ACCEPTED
}

/** One after the other, until somebody answers; then the caller waits in the queue again, in front. */
function toWhoIsOnCall(step: PoolStep, talk: Talk, { listId, parties }: TargetOf<'onCall'>): CommandOutcome {
  const { call } = talk
  if (!isAnyReachable(step, call, parties))
    return refuse('transfer.nobodyOnCall', `nobody who is on call can be reached now [list:${listId}]`)
  part(step, talk, 'onCall', listId)
  ringNextParty(step, { ...call, tried: [], unanswered: 0, outsideTried: false, parties })
  step.effect({ kind: 'call.playMusic', callId: call.callId, queueId: call.queueId })
  return ACCEPTED
}

function toQueue(step: PoolStep, talk: Talk, { queueId }: TargetOf<'queue'>): CommandOutcome {
  if (step.queue(queueId)?.tenantId !== talk.call.tenantId || step.isQueueClosing(queueId))
    return refuse('transfer.notPossible', `the tenant has no such queue [queue:${queueId}]`)
  part(step, talk, 'queue', queueId)
  enqueueAnew(step, talk.call, queueId)
  return ACCEPTED
}

function toFlow(step: PoolStep, { call, agent }: Talk, { flowId }: TargetOf<'flow'>): void {
  const { callId } = call
  const { agentId } = agent
  step.callFact(call, { kind: 'call.transferred', callId, agentId, to: 'flow', target: flowId })
  step.effect({ kind: 'call.startFlow', callId, agentId, flowId, returns: false })
  startWrapUp(step, unmute(step, agent), call)
  leavePool(step, call)
}

/** The agent stays bound to the caller. */
function visitFlow(step: PoolStep, { call, agent }: Talk, { flowId }: TargetOf<'flow'>): void {
  const { callId, phase } = call
  const { agentId, legId, connectedAt } = phase
  step.putCall({ ...call, phase: { kind: 'inFlow', agentId, legId, connectedAt, flowId } })
  step.callFact(call, { kind: 'call.sentToFlow', callId, agentId, flowId, returns: true })
  step.effect({ kind: 'call.startFlow', callId, agentId, flowId, returns: true })
  changeStatus(step, agent, { status: { kind: 'hold', callId, inFlow: true }, servedCall: agent.servedCall })
}

/** The agent wants the caller back before the flow is over. */
export function takeCallerBack(step: PoolStep, input: Extract<AcdInput, { kind: 'agent.takeBack' }>): CommandOutcome {
  const bond = findBond(step, input)
  if (bond?.kind !== 'inFlow')
    return refuse(
      'agent.notOnThisCall',
      `the caller is in no flow for the agent [agent:${input.agentId} call:${input.callId}]`,
    )
  rejoin(step, bond.call, bond.agent)
  return ACCEPTED
}

export function flowReturned(step: PoolStep, { callId }: Extract<AcdInput, { kind: 'flow.returned' }>): void {
  const call = step.call(callId)
  if (call === undefined || !isInFlow(call)) {
    step.ignore('the caller is in no flow for an agent')
    return
  }
  const { agentId } = call.phase
  if (agentId === null) putInQueue(step, { ...call, waitsSince: step.now, step: 0 }, { isRequeued: true })
  else rejoin(step, call, agentOn(step, call, agentId))
}

function rejoin(step: PoolStep, call: InFlowCall, agent: PooledAgent): void {
  const { callId, phase } = call
  const { agentId, legId, connectedAt } = phase
  if (agentId === null || legId === null) return
  step.putCall({ ...call, phase: { kind: 'talking', agentId, legId, connectedAt, held: false } })
  step.callFact(call, { kind: 'call.returnedToAgent', callId, agentId })
  step.effect({ kind: 'call.rejoin', callId, agentId, legId, record: step.queueOf(call).record })
  talkAgain(step, agent, callId)
}

/** The flow into which an agent sent the caller sends the caller to a queue: the agent is free of the call. */
export function enqueueFromFlow(
  step: PoolStep,
  call: InFlowCall,
  input: Extract<AcdInput, { kind: 'call.enqueue' }>,
): void {
  if (step.queue(input.queueId)?.tenantId !== call.tenantId) {
    step.ignore('the queue is not known to the tenant')
    return
  }
  const { callId, phase } = call
  const { agentId, legId } = phase
  if (agentId !== null && legId !== null) {
    step.effect({ kind: 'agent.part', callId, agentId, legId })
    step.callFact(call, { kind: 'call.transferred', callId, agentId, to: 'queue', target: input.queueId })
    startWrapUp(step, unmute(step, agentOn(step, call, agentId)), call)
  }
  leavePool(step, call)
  // Presentations count on, so that a late answer to an earlier one is still told apart.
  const fresh = { ...newCall(step, input), presentations: call.presentations }
  putInQueue(step, fresh, { isRequeued: false })
  if (input.parties !== undefined) ringNextParty(step, { ...fresh, parties: input.parties })
}

/** The agent leaves the line, the caller stays. */
function part(step: PoolStep, { call, agent }: Talk, to: TransferTarget['kind'], target: string): void {
  const { callId, phase } = call
  const { agentId } = agent
  step.effect({ kind: 'agent.part', callId, agentId, legId: phase.legId })
  step.callFact(call, { kind: 'call.transferred', callId, agentId, to, target })
  startWrapUp(step, unmute(step, agent), call)
}
