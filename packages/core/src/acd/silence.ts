import type { CallId } from '../ids.ts'
import type { PoolStep } from './pool-step.ts'
import { endAllRings, isPresented } from './presentation.ts'
import { putInQueue } from './queueing.ts'
import { withoutDue } from './waiting-timer.ts'

/** Nobody is rung for a caller who may be gone. Phones that ring stop; the caller would be first again. */
export function callSilent(step: PoolStep, callId: CallId): void {
  const call = step.call(callId)
  if (call === undefined || call.silent === true) {
    step.ignore(call === undefined ? 'the call is not in the pool' : 'the call is silent already')
    return
  }
  if (isPresented(call)) {
    endAllRings(step, call)
    putInQueue(step, { ...call, silent: true }, { isRequeued: true })
  } else step.putCall({ ...withoutDue(step, call), silent: true })
}

/** The caller is there after all: waits on where it stood. */
export function callHeard(step: PoolStep, callId: CallId): void {
  const call = step.call(callId)
  if (call?.silent !== true) {
    step.ignore('the call is not silent')
    return
  }
  const { silent: _, ...heard } = call
  step.putCall(heard)
  if (heard.phase.kind === 'waiting') step.newlyWaiting.add(callId)
}
