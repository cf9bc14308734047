import type { PoolStep } from './pool-step.ts'
import type { PooledCall } from './step-types.ts'
import { waitTimerId } from './timers.ts'

/** The call waits no longer: nothing of its waiting falls due. To be put by whoever asks. */
export function withoutDue(step: PoolStep, call: PooledCall): PooledCall {
  cancelDue(step, call)
  return call.dueAt === null ? call : { ...call, dueAt: null }
}

export function cancelDue(step: PoolStep, { callId, dueAt }: PooledCall): void {
  if (dueAt !== null) step.effect({ kind: 'timer.cancel', timerId: waitTimerId({ callId, dueAt }) })
}
