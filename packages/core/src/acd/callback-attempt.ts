import { instant } from '../time.ts'
import type { FactOf } from '../contracts/journal.ts'
import type { AgentId, LegId } from '../ids.ts'
import { callbackCallId } from './callback-id.ts'
import { orderOf } from './order.ts'
import type { PoolStep } from './pool-step.ts'
import { leavePool, newCall, putInQueue } from './queueing.ts'
import type { PooledCall, PooledCallback } from './step-types.ts'
import { retryTimerId } from './timers.ts'

export type DiallingCall = PooledCall & { readonly phase: Extract<PooledCall['phase'], { kind: 'dialling' }> }
type AttemptOutcome = Exclude<FactOf<'callback.attemptEnded'>['outcome'], 'answered'>

export const isDialling = (call: PooledCall): call is DiallingCall => call.phase.kind === 'dialling'

/** Puts the next attempt into the queue, where the caller's place is; or, when its queue has gone, ends it. */
export function queueAttempt(step: PoolStep, callback: PooledCallback): void {
  const { callbackId, tenantId, queueId } = callback
  if (callback.queue?.queueId !== queueId && step.queue(queueId) === undefined) {
    endCallback(step, callback, 'cancelled')
    return
  }
  step.tables.callbacks.set(callbackId, { ...callback, restsUntil: null })
  const attempt = callback.attempts + 1
  const { priority, queue, caller, skills, channel, enqueuedAt } = callback
  const fresh = newCall(step, {
    callId: callbackCallId(callbackId, attempt),
    tenantId,
    queueId,
    priority,
    caller,
    skills,
    channel,
    ...(queue === undefined ? {} : { queue }),
  })
  const call: PooledCall = { ...fresh, enqueuedAt, callback: { callbackId, attempt, reached: false } }
  putInQueue(step, { ...call, order: orderOf(call, step.queueOf(call).routing) }, { isRequeued: attempt > 1 })
}

/** The agent is on the line: the one dial of this attempt. */
export function callbackAgentAnswered(
  step: PoolStep,
  call: PooledCall,
  { agentId, legId }: { readonly agentId: AgentId; readonly legId: LegId },
): void {
  const { callId, queueId, tenantId } = call
  const callback = call.callback === null ? undefined : step.tables.callbacks.get(call.callback.callbackId)
  if (callback === undefined) return
  const { callbackId, number } = callback
  const attempt = callback.attempts + 1
  step.tables.callbacks.set(callbackId, { ...callback, attempts: attempt })
  step.putCall({ ...call, phase: { kind: 'dialling', agentId, legId, answeredAt: step.now } })
  step.callFact(call, { kind: 'callback.attempted', callId, callbackId, queueId, agentId, attempt })
  step.effect({ kind: 'callback.dial', callId, callbackId, tenantId, agentId, legId, number, attempt })
}

/** The caller answered: from now on it is a call like any other. */
export function callbackReached(step: PoolStep, call: DiallingCall): void {
  const { callId, queueId, phase, callback: mark } = call
  const callback = mark === null ? undefined : step.tables.callbacks.get(mark.callbackId)
  if (mark === null || callback === undefined) return
  const { agentId, legId, answeredAt } = phase
  tellAttemptEnded(step, call, callback, 'answered')
  endCallback(step, callback, 'reached')
  step.putCall({
    ...call,
    callback: { ...mark, reached: true },
    phase: { kind: 'talking', agentId, legId, connectedAt: step.now, held: false },
  })
  // The service level counts the wait until somebody was there for the caller.
  const waitedMs = Math.max(0, answeredAt - call.enqueuedAt)
  step.callFact(call, { kind: 'call.connected', callId, queueId, agentId, legId, waitedMs })
  const { record, routing } = step.queueOf(call)
  step.effect({ kind: 'call.connect', callId, agentId, legId, record, sayAgentNumber: routing.sayAgentNumber })
}

/** The attempt is over without the caller: the call ends, and the callback rests or is given up. The agent is freed by whoever asks. */
export function attemptFailed(step: PoolStep, call: DiallingCall, outcome: AttemptOutcome): void {
  const callback = call.callback === null ? undefined : step.tables.callbacks.get(call.callback.callbackId)
  step.effect({ kind: 'call.hangUp', callId: call.callId, releasedBy: 'system' })
  leavePool(step, call)
  if (callback === undefined) return
  tellAttemptEnded(step, call, callback, outcome)
  const { callbackId, attempts, attemptsMax, retryAfterMs } = callback
  if (attempts >= attemptsMax) {
    endCallback(step, callback, 'givenUp')
    return
  }
  rest(step, { ...callback, restsUntil: instant(step.now + retryAfterMs) }, callbackId)
}

/** The callback waits in no queue until its time. */
export function rest(step: PoolStep, callback: PooledCallback, callbackId: PooledCallback['callbackId']): void {
  const { restsUntil } = callback
  step.tables.callbacks.set(callbackId, callback)
  if (restsUntil === null) return
  step.effect({ kind: 'timer.set', timerId: retryTimerId({ callbackId, restsUntil }), at: restsUntil })
}

export function endCallback(
  step: PoolStep,
  { callbackId, requestCallId, tenantId, attempts }: PooledCallback,
  outcome: FactOf<'callback.ended'>['outcome'],
): void {
  step.tables.callbacks.delete(callbackId)
  step.callFact({ tenantId }, { kind: 'callback.ended', callId: requestCallId, callbackId, outcome, attempts })
}

function tellAttemptEnded(
  step: PoolStep,
  call: PooledCall,
  { callbackId, attempts }: PooledCallback,
  outcome: FactOf<'callback.attemptEnded'>['outcome'],
): void {
  step.callFact(call, { kind: 'callback.attemptEnded', callId: call.callId, callbackId, attempt: attempts, outcome })
}
