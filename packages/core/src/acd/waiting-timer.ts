import type { PoolStep } from './pool-step.ts'
import type { PooledCall } from './step-types.ts'
import { waitTimerId } from './timers.ts'

/** The call waits no longer: nothing of its waiting falls due. To be put by whoever asks. */
export function withoutDue(step: PoolStep, call: PooledCall): PooledCall {
  const { callId, dueAt } = call
  if (dueAt === null) return call
  step.effect({ kind: 'timer.cancel', timerId: waitTimerId({ callId, dueAt }) })
  return { ...call, dueAt: null }
}
