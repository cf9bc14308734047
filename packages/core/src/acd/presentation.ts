import type { AgentStatus } from '../agents/agent-status.ts'
import { InvariantError } from '../assert.ts'
import type { FactOf } from '../contracts/journal.ts'
import { changeStatus, freeAgent, systemNotReady } from './agent-status-change.ts'
import { callbackAgentAnswered, endCallback } from './callback-attempt.ts'
import { rememberServed } from './expected-wait.ts'
import { ringNextParty } from './parties.ts'
import type { PresentedCall, RingingAgent } from './ring-agents.ts'
import { ringOutside } from './ring-outside.ts'
import type { PoolStep } from './pool-step.ts'
import { leavePool, putInQueue } from './queueing.ts'
import type { AcdInput, PooledAgent, PooledCall, Ring } from './step-types.ts'
import { ringTimerId } from './timers.ts'

type Outcome = FactOf<'call.presentationEnded'>['outcome']
type AnsweredInput = Extract<AcdInput, { kind: 'presentation.answered' }>
type FailedInput = Extract<AcdInput, { kind: 'presentation.failed' }>

export function presentationAnswered(step: PoolStep, input: AnsweredInput): void {
  const { callId, agentId, legId } = input
  const found = findRing(step, input)
  if (found === null) {
    // A second report of the answer that counts must not cut the talk it began.
    const phase = step.call(callId)?.phase
    if (phase !== undefined && 'legId' in phase && phase.legId === legId) {
      step.ignore('that leg is connected already')
      return
    }
    step.effect({ kind: 'leg.release', callId, agentId, legId })
    step.ignore('the answer came too late')
    return
  }
  const { call, agent, ring } = found
  tellPresentationEnded(step, call, ring, { outcome: 'answered', sipStatus: 200 })
  for (const other of otherRings(step, found)) endRing(step, other, 'otherAnswered')
  const answered = agent.noAnswers === 0 ? agent : step.putAgent({ ...agent, noAnswers: 0 })
  const waitedMs = Math.max(0, step.now - call.enqueuedAt)
  rememberServed(step, call, waitedMs)
  if (call.callback?.reached === false) {
    callbackAgentAnswered(step, call, { agentId, legId })
  } else {
    step.putCall({ ...call, phase: { kind: 'talking', agentId, legId, connectedAt: step.now, held: false } })
    step.callFact(call, { kind: 'call.connected', callId, queueId: call.queueId, agentId, legId, waitedMs })
    const { record, routing } = step.queueOf(call)
    step.effect({ kind: 'call.connect', callId, agentId, legId, record, sayAgentNumber: routing.sayAgentNumber })
  }
  changeStatus(step, answered, { status: { kind: 'talking', callId }, servedCall: answered.servedCall })
}

export function presentationFailed(step: PoolStep, input: FailedInput): void {
  const found = findRing(step, input)
  if (found === null) {
    step.ignore('that presentation is over')
    return
  }
  takeBack(step, found, { outcome: input.outcome, sipStatus: input.sipStatus })
}

export function ringTimerFired(step: PoolStep, call: PooledCall | undefined, timerId: string): void {
  const ring =
    call !== undefined && isPresented(call)
      ? call.phase.rings.find((each) => timerId === ringTimerId({ ...each, callId: call.callId }))
      : undefined
  if (call === undefined || !isPresented(call) || ring === undefined) {
    step.ignore('that presentation is over')
    return
  }
  const found = { call, ring, agent: agentOf(step, call, ring) }
  stopRinging(step, found)
  takeBack(step, found, { outcome: 'noAnswer', sipStatus: null })
}

/** Stops the agent's phone: the engine, not the phone, ends the presentation. */
export function stopRinging(step: PoolStep, { call, ring }: RingingAgent): void {
  const { agentId, presentation } = ring
  step.effect({ kind: 'agent.cancelRing', callId: call.callId, agentId, presentation })
}

/** The agent did not take the call. While other phones ring for it nothing else happens; else the caller is first again, and goes to the next agent. */
export function takeBack(
  step: PoolStep,
  found: RingingAgent,
  end: { readonly outcome: 'declined' | 'unreachable' | 'noAnswer'; readonly sipStatus: number | null },
): void {
  const { call, ring, agent } = found
  tellPresentationEnded(step, call, ring, end)
  freeAgent(step, ...statusAfter(step, call, agent, end.outcome))
  const rings = call.phase.rings.filter((each) => each !== ring)
  const tried = call.tried.includes(ring.agentId) ? [ring.agentId] : [...call.tried, ring.agentId]
  const left: PooledCall = { ...call, tried, unanswered: call.unanswered + 1 }
  if (rings.length > 0) {
    step.putCall({ ...left, phase: { ...call.phase, rings } })
    return
  }
  if (ringNextParty(step, left) || endOwnCallback(step, left)) return
  const { outsideNumber } = step.queueOf(call).routing
  const isTriedEnough =
    outsideNumber !== null &&
    outsideNumber.afterPresentations > 0 &&
    left.unanswered >= outsideNumber.afterPresentations
  if (isTriedEnough && !call.outsideTried && call.callback?.reached !== false)
    ringOutside(step, left, outsideNumber.number)
  else putInQueue(step, left, { isRequeued: true })
}

/** A message that only this agent wanted to answer waits for nobody else. */
function endOwnCallback(step: PoolStep, call: PooledCall): boolean {
  const callback = call.callback === null ? undefined : step.tables.callbacks.get(call.callback.callbackId)
  if (callback?.onlyAgentId === undefined || call.callback?.reached === true) return false
  step.effect({ kind: 'call.hangUp', callId: call.callId, releasedBy: 'system' })
  leavePool(step, call)
  endCallback(step, callback, 'cancelled')
  return true
}

/** Who does not answer a few times in a row is not ready, so that the next callers are spared the same wait. */
function statusAfter(
  step: PoolStep,
  call: PooledCall,
  agent: PooledAgent,
  outcome: 'declined' | 'unreachable' | 'noAnswer',
): [PooledAgent, AgentStatus] {
  if (outcome !== 'noAnswer') return [agent, systemNotReady(outcome === 'declined' ? 'declined' : 'phoneUnreachable')]
  const noAnswers = agent.noAnswers + 1
  if (noAnswers < step.queueOf(call).routing.noAnswersMax) return [{ ...agent, noAnswers }, { kind: 'ready' }]
  return [{ ...agent, noAnswers: 0 }, systemNotReady('ringNoAnswer')]
}

/** Nobody is to answer any more: the caller has gone, or chose something else. The agents keep their places among the idle. */
export function endAllRings(step: PoolStep, call: PresentedCall): void {
  for (const ring of call.phase.rings) endRing(step, { call, ring, agent: agentOf(step, call, ring) }, 'callerLeft')
}

function endRing(step: PoolStep, found: RingingAgent, outcome: 'callerLeft' | 'otherAnswered'): void {
  stopRinging(step, found)
  tellPresentationEnded(step, found.call, found.ring, { outcome, sipStatus: null })
  freeAgent(step, found.agent, { kind: 'ready' })
}

const otherRings = (step: PoolStep, { call, ring }: RingingAgent): RingingAgent[] =>
  call.phase.rings
    .filter((each) => each !== ring)
    .map((each) => ({ call, ring: each, agent: agentOf(step, call, each) }))

export function isPresented(call: PooledCall): call is PresentedCall {
  return call.phase.kind === 'presented'
}

function tellPresentationEnded(
  step: PoolStep,
  { callId, queueId, tenantId }: PresentedCall,
  { agentId, presentation }: Ring,
  end: { readonly outcome: Outcome; readonly sipStatus: number | null },
): void {
  step.effect({ kind: 'timer.cancel', timerId: ringTimerId({ callId, presentation }) })
  step.callFact({ tenantId }, { kind: 'call.presentationEnded', callId, queueId, agentId, presentation, ...end })
}

/** The agent's phone that rings for the call, if it does. */
export function findRingOf(
  step: PoolStep,
  { callId, agentId }: Pick<AnsweredInput, 'callId' | 'agentId'>,
): RingingAgent | null {
  const call = step.call(callId)
  if (call === undefined || !isPresented(call)) return null
  const ring = call.phase.rings.find((each) => each.agentId === agentId)
  return ring === undefined ? null : { call, ring, agent: agentOf(step, call, ring) }
}

/** The presentation an answer or a failure is about, if it still is a present one. */
function findRing(
  step: PoolStep,
  input: Pick<AnsweredInput, 'callId' | 'agentId' | 'presentation'>,
): RingingAgent | null {
  const found = findRingOf(step, input)
  return found?.ring.presentation === input.presentation ? found : null
}

function agentOf(step: PoolStep, call: PresentedCall, { agentId }: Ring): PooledAgent {
  const agent = step.agent(agentId)
  if (agent === undefined) throw new InvariantError(`a call rings at nobody [call:${call.callId} agent:${agentId}]`)
  return agent
}
