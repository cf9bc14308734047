import { instant, type Instant } from '../time.ts'
import { overflowByWait, overflowDueAt } from './overflow.ts'
import type { PoolStep } from './pool-step.ts'
import type { PooledCall } from './step-types.ts'
import { waitTimerId } from './timers.ts'

/** Awaits what falls due next for a call that waits; nothing for one that does not. */
export function setDue(step: PoolStep, call: PooledCall): PooledCall {
  const dueAt = call.phase.kind === 'waiting' ? nextDue(step, call) : null
  if (dueAt === call.dueAt) return call
  const { callId } = call
  if (call.dueAt !== null) step.effect({ kind: 'timer.cancel', timerId: waitTimerId({ callId, dueAt: call.dueAt }) })
  if (dueAt !== null) step.effect({ kind: 'timer.set', timerId: waitTimerId({ callId, dueAt }), at: dueAt })
  return step.putCall({ ...call, dueAt })
}

function nextDue(step: PoolStep, call: PooledCall): Instant | null {
  const { steps } = step.queueOf(call).routing
  const next = steps[call.step]
  const times = [
    next === undefined ? null : instant(call.waitsSince + next.afterMs),
    call.hold?.until ?? null,
    overflowDueAt(step, call),
  ].filter((at) => at !== null)
  return times.length === 0 ? null : instant(Math.min(...times))
}

export function waitTimerFired(step: PoolStep, call: PooledCall | undefined, timerId: string): void {
  const isDue =
    call?.phase.kind === 'waiting' && call.dueAt !== null && timerId === waitTimerId({ ...call, dueAt: call.dueAt })
  if (!isDue) {
    step.ignore('that wait is over')
    return
  }
  const relaxed = endHold(step, relax(step, step.putCall({ ...call, dueAt: null })))
  if (overflowByWait(step, relaxed)) return
  step.newlyWaiting.add(relaxed.callId)
}

/** Less is asked of the agent, or more agents may take the call. */
function relax(step: PoolStep, call: PooledCall): PooledCall {
  const { steps } = step.queueOf(call).routing
  let relaxed = call
  for (let next = steps[call.step]; next !== undefined; next = steps[relaxed.step]) {
    if (call.waitsSince + next.afterMs > step.now) break
    relaxed = { ...relaxed, step: relaxed.step + 1 }
    const { callId, queueId } = call
    step.callFact(call, { kind: 'call.requirementRelaxed', callId, queueId, step: relaxed.step })
    const hasCaller = call.callback?.reached !== false
    if (next.offer !== null && hasCaller) step.effect({ kind: 'call.offer', callId, offer: next.offer })
  }
  return relaxed === call ? call : step.putCall(relaxed)
}

function endHold(step: PoolStep, call: PooledCall): PooledCall {
  if (call.hold === null || call.hold.until > step.now) return call
  return step.putCall({ ...call, hold: null, rulesSpent: call.hold.ruleIndex + 1 })
}
