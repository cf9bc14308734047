import { assertNever } from '../assert.ts'
import { agentOn, freeAfterAttempt } from './agent-bond.ts'
import { attemptFailed, callbackReached, endCallback, isDialling, queueAttempt, rest } from './callback-attempt.ts'
import { callbackCallId } from './callback-id.ts'
import type { CallbackWish } from './input-types.ts'
import type { PoolStep } from './pool-step.ts'
import { endAllRings, isPresented } from './presentation.ts'
import { UNKNOWN_CALLER } from './queue-routing.ts'
import { leavePool } from './queueing.ts'
import type { AcdInput, PooledCall, PooledCallback } from './step-types.ts'
import { retryTimerId } from './timers.ts'

type InputOf<K extends AcdInput['kind']> = Extract<AcdInput, { kind: K }>

/** The caller leaves the queue by choice: the place goes on as a callback, or the call goes elsewhere. */
export function callerChose(step: PoolStep, { callId, choice }: InputOf<'call.chose'>): void {
  const call = step.call(callId)
  const isWaiting = call?.phase.kind === 'waiting' || call?.phase.kind === 'presented'
  if (call === undefined || !isWaiting || call.callback?.reached === false) {
    step.ignore('the call does not wait')
    return
  }
  const isTaken = choice.kind === 'callback' && step.tables.callbacks.has(choice.callbackId)
  if (isTaken) {
    step.ignore('that callback is there already')
    return
  }
  if (isPresented(call)) endAllRings(step, call)
  const waitedMs = Math.max(0, step.now - call.enqueuedAt)
  step.callFact(call, { kind: 'call.leftQueue', callId, queueId: call.queueId, to: choice.kind, waitedMs })
  leavePool(step, call)
  step.effect({ kind: 'call.leaveQueue', callId, to: choice.kind })
  switch (choice.kind) {
    case 'callback':
      requestCallback(step, fromCall(call, choice))
      return
    case 'voicemail':
    case 'flow':
      return
    default:
      assertNever(choice, 'choice of a caller')
  }
}

const fromCall = (call: PooledCall, wish: CallbackWish): PooledCallback => ({
  ...wished(wish),
  requestCallId: call.callId,
  tenantId: call.tenantId,
  queueId: call.queueId,
  priority: call.priority,
  ...(call.queue === undefined ? {} : { queue: call.queue }),
  caller: call.caller,
  skills: call.skills,
  enqueuedAt: call.enqueuedAt,
  channel: call.channel,
  restsUntil: null,
})

const wished = ({ callbackId, number, attemptsMax, retryAfterMs }: CallbackWish) => ({
  callbackId,
  number,
  attemptsMax,
  retryAfterMs,
  attempts: 0,
})

/** A callback that was asked for outside a queue. */
export function enqueueCallback(step: PoolStep, input: InputOf<'callback.enqueue'>): void {
  const { callbackId, callId, tenantId, queueId, priority, enqueuedAt, queue, notBefore } = input
  if (step.tables.callbacks.has(callbackId)) {
    step.ignore('that callback is there already')
    return
  }
  if (step.queue(queueId)?.tenantId !== tenantId) {
    step.ignore('the queue is not known to the tenant')
    return
  }
  requestCallback(step, {
    ...wished(input),
    requestCallId: callId,
    tenantId,
    queueId,
    priority,
    ...(queue === undefined ? {} : { queue }),
    caller: input.caller ?? UNKNOWN_CALLER,
    skills: input.skills ?? [],
    enqueuedAt,
    channel: input.channel ?? 'voice',
    restsUntil: notBefore !== undefined && notBefore > step.now ? notBefore : null,
  })
}

export function requestCallback(step: PoolStep, callback: PooledCallback): void {
  const { callbackId, requestCallId, queueId, number, enqueuedAt } = callback
  step.callFact(callback, {
    kind: 'callback.requested',
    callId: requestCallId,
    callbackId,
    queueId,
    number,
    enqueuedAt,
  })
  if (callback.restsUntil === null) queueAttempt(step, callback)
  else rest(step, callback, callbackId)
}

export function callbackAnswered(step: PoolStep, { callId }: InputOf<'callback.answered'>): void {
  const call = step.call(callId)
  if (call === undefined || !isDialling(call)) step.ignore('nobody is being called back there')
  else callbackReached(step, call)
}

export function callbackFailed(step: PoolStep, { callId, outcome }: InputOf<'callback.failed'>): void {
  const call = step.call(callId)
  if (call === undefined || !isDialling(call)) {
    step.ignore('nobody is being called back there')
    return
  }
  const agent = agentOn(step, call, call.phase.agentId)
  attemptFailed(step, call, outcome)
  freeAfterAttempt(step, agent)
}

export function cancelCallback(step: PoolStep, { callbackId }: InputOf<'callback.cancel'>): void {
  const callback = step.tables.callbacks.get(callbackId)
  if (callback === undefined) {
    step.ignore('there is no such callback')
    return
  }
  const call = step.call(callbackCallId(callbackId, callback.attempts + 1))
  const isDialledNow = step.call(callbackCallId(callbackId, callback.attempts))?.phase.kind === 'dialling'
  if (isDialledNow) {
    step.ignore('the caller is being called back now')
    return
  }
  const { restsUntil } = callback
  if (restsUntil !== null) step.effect({ kind: 'timer.cancel', timerId: retryTimerId({ callbackId, restsUntil }) })
  if (call !== undefined) {
    if (isPresented(call)) {
      endAllRings(step, call)
      step.effect({ kind: 'call.hangUp', callId: call.callId, releasedBy: 'system' })
    }
    leavePool(step, call)
  }
  endCallback(step, callback, 'cancelled')
}

export function retryTimerFired(step: PoolStep, callback: PooledCallback | undefined, timerId: string): void {
  const { restsUntil } = callback ?? { restsUntil: null }
  const isDue = callback !== undefined && restsUntil !== null && timerId === retryTimerId({ ...callback, restsUntil })
  if (isDue) queueAttempt(step, callback)
  else step.ignore('that callback rests no longer')
}
