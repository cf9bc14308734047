import type { FactOf } from '../contracts/journal.ts'
import { instant, type Instant } from '../time.ts'
import { assertNever } from '../assert.ts'
import { ringOutside } from './ring-outside.ts'
import type { PoolStep } from './pool-step.ts'
import type { OverflowTarget } from './queue-routing.ts'
import { leavePool, moveToQueue } from './queueing.ts'
import type { PooledCall } from './step-types.ts'

type Why = FactOf<'call.overflowed'>['why']

/** When the call has waited too long for its queue; null: never, or it has nowhere to go. */
export function overflowDueAt(step: PoolStep, call: PooledCall): Instant | null {
  const { wait } = step.queueOf(call).routing.overflow
  return wait === null || !canGo(step, call, wait.to) ? null : instant(call.waitsSince + wait.afterMs)
}

/** Gives the call up when it has waited too long; true: it waits here no more. */
export function overflowByWait(step: PoolStep, call: PooledCall): boolean {
  const { wait } = step.queueOf(call).routing.overflow
  if (wait === null || call.waitsSince + wait.afterMs > step.now || !canGo(step, call, wait.to)) return false
  overflow(step, call, 'wait', wait.to)
  return true
}

/**
 * Whether the queue gives up a call for which nobody could be rung just now: an outside number is rung when so many agents have not answered or nobody is signed in;
 * else the call overflows when nobody is signed in, or when more wait than may.
 */
export function giveUpOnQueue(step: PoolStep, call: PooledCall): boolean {
  if (call.test === true || call.callback?.reached === false) return false
  const { routing } = step.queueOf(call)
  const { outsideNumber, overflow: limits } = routing
  const isNobodyThere = step.tables.index.servingCount(call.queueId, routing.emergency) === 0
  if (outsideNumber !== null && !call.outsideTried) {
    if (isNobodyThere || call.unanswered >= outsideNumber.afterPresentations) {
      ringOutside(step, call, outsideNumber.number)
      return true
    }
  }
  const { noAgent, length } = limits
  if (isNobodyThere && noAgent !== null && canGo(step, call, noAgent.to)) {
    overflow(step, call, 'noAgent', noAgent.to)
    return true
  }
  // Who has been in the line already is not sent away because of others.
  const isNew = call.presentations === 0 && call.waitsSince === step.now
  const isTooLong = length !== null && step.tables.lines.waitingCount(call.queueId) > length.callsMax
  if (isNew && isTooLong && canGo(step, call, length.to)) {
    overflow(step, call, 'length', length.to)
    return true
  }
  return false
}

/** The call goes to no queue twice, and without a caller on the line it goes nowhere. */
function canGo(step: PoolStep, call: PooledCall, to: OverflowTarget): boolean {
  if (call.test === true || call.callback?.reached === false) return false
  if (to.kind === 'number') return !call.outsideTried
  if (to.kind !== 'queue') return true
  return !call.visited.includes(to.queueId) && step.queue(to.queueId)?.tenantId === call.tenantId
}

function overflow(step: PoolStep, call: PooledCall, why: Why, to: OverflowTarget): void {
  const { callId, queueId } = call
  const waitedMs = Math.max(0, step.now - call.enqueuedAt)
  step.callFact(call, { kind: 'call.overflowed', callId, queueId, why, to: to.kind, waitedMs })
  switch (to.kind) {
    case 'queue':
      moveToQueue(step, call, to.queueId)
      return
    case 'number':
      ringOutside(step, call, to.number)
      return
    case 'voicemail':
    case 'flow':
    case 'announcement':
      leavePool(step, call)
      step.effect({ kind: 'call.overflow', callId, queueId, why, to })
      return
    default:
      assertNever(to, 'overflow target')
  }
}
