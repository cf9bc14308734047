import { isAtMaximum } from './fair-share.ts'
import type { PoolStep } from './pool-step.ts'
import type { AcdInput } from './step-types.ts'

/** What a tenant is guaranteed of the pool and may take at most; callers who waited because of the maximum may find agents now. */
export function configureTenant(
  step: PoolStep,
  { tenantId, share }: Extract<AcdInput, { kind: 'tenant.configured' }>,
): void {
  const wasFull = isAtMaximum(step.holding(tenantId))
  step.tables.putShare(tenantId, share)
  if (wasFull && !isAtMaximum(step.holding(tenantId))) step.relievedTenants.add(tenantId)
}

/** From here on the engine decides with these changes; calls that wait are looked at anew. */
export function setFlags(step: PoolStep, flags: readonly number[]): void {
  step.tables.flags = [...new Set(flags)].toSorted((a, b) => a - b)
  for (const call of [...step.tables.calls.values()].filter(({ phase }) => phase.kind === 'waiting')) {
    step.putCall(call)
    step.newlyWaiting.add(call.callId)
  }
}
