import type { FactOf } from '../contracts/journal.ts'
import type { PoolStep } from './pool-step.ts'
import { ringNextParty } from './parties.ts'
import { leavePool, putInQueue } from './queueing.ts'
import type { AcdInput, PooledCall } from './step-types.ts'

export type OutsideCall = PooledCall & { readonly phase: Extract<PooledCall['phase'], { kind: 'outside' }> }
type AnsweredInput = Extract<AcdInput, { kind: 'outside.answered' }>
type FailedInput = Extract<AcdInput, { kind: 'outside.failed' }>

export function outsideAnswered(step: PoolStep, input: AnsweredInput): void {
  const { callId, legId } = input
  const call = findOutside(step, input)
  if (call === null) {
    const phase = step.call(callId)?.phase
    if (phase?.kind === 'outside' && phase.legId === legId) {
      step.ignore('that leg is connected already')
      return
    }
    step.effect({ kind: 'outside.release', callId, legId })
    step.ignore('the answer came too late')
    return
  }
  const { queueId, phase } = call
  step.putCall({ ...call, phase: { ...phase, legId } })
  const waitedMs = Math.max(0, step.now - call.enqueuedAt)
  step.callFact(call, { kind: 'call.outsideAnswered', callId, queueId, number: phase.number, legId, waitedMs })
  step.effect({ kind: 'outside.connect', callId, legId, record: step.queueOf(call).record })
}

export function outsideFailed(step: PoolStep, input: FailedInput): void {
  const call = findOutside(step, input)
  if (call === null) {
    step.ignore('that number is not rung')
    return
  }
  tellEnded(step, call, input.outcome)
  const left = { ...call, outsideTried: true }
  if (!ringNextParty(step, left)) putInQueue(step, left, { isRequeued: true })
}

/** The outside party hung up. */
export function outsideLeft(step: PoolStep, { callId }: Extract<AcdInput, { kind: 'outside.left' }>): void {
  const call = step.call(callId)
  if (call === undefined || !isOutside(call) || call.phase.legId === null) {
    step.ignore('nobody outside talks on that call')
    return
  }
  tellEnded(step, call, 'talked')
  leavePool(step, call)
  step.effect({ kind: 'call.hangUp', callId, releasedBy: 'agent' })
}

/** True when the caller had talked already. */
export function outsideCallerLeft(step: PoolStep, call: OutsideCall): boolean {
  const { callId, phase } = call
  const hasTalked = phase.legId !== null
  if (!hasTalked) step.effect({ kind: 'outside.cancelRing', callId, presentation: phase.presentation })
  tellEnded(step, call, hasTalked ? 'talked' : 'callerLeft')
  return hasTalked
}

export const isOutside = (call: PooledCall): call is OutsideCall => call.phase.kind === 'outside'

function tellEnded(step: PoolStep, call: PooledCall, outcome: FactOf<'call.outsideEnded'>['outcome']): void {
  const { callId, queueId } = call
  step.callFact(call, { kind: 'call.outsideEnded', callId, queueId, outcome })
}

/** The ringing outside number that an answer or a failure is about. */
function findOutside(step: PoolStep, input: Pick<FailedInput, 'callId' | 'presentation'>): OutsideCall | null {
  const call = step.call(input.callId)
  if (call === undefined || !isOutside(call) || call.phase.legId !== null) return null
  return call.phase.presentation === input.presentation ? call : null
}
