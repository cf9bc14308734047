import type { PoolStep } from './pool-step.ts'
import type { PooledCall } from './step-types.ts'
import { withoutDue } from './waiting-timer.ts'

/** Calls a number that is nobody's desk for the caller, who keeps the place. */
export function ringOutside(step: PoolStep, call: PooledCall, number: string): void {
  const { callId, queueId, tenantId } = call
  const presentation = call.presentations + 1
  const phase = { kind: 'outside', number, presentation, legId: null } as const
  step.putCall({ ...withoutDue(step, call), hold: null, presentations: presentation, phase })
  step.callFact(call, { kind: 'call.outsideRung', callId, queueId, number })
  step.effect({ kind: 'outside.ring', callId, tenantId, number, presentation })
}
