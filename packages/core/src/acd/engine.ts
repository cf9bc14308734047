import type { Instant } from '../time.ts'
import { AcdPool } from './pool.ts'
import type { AcdInput, AcdState, AcdStep } from './step-types.ts'

export { emptyAcdState } from './empty-state.ts'

/**
 * One step as a function of plain data: restores the pool, applies the input and takes a snapshot. For tests and replays; what runs keeps its `AcdPool`. The same
 * state, input and time give the same step, bit for bit.
 */
export function stepAcd(state: AcdState, input: AcdInput, now: Instant): AcdStep {
  const pool = AcdPool.restore(state)
  const outcome = pool.apply(input, now)
  return { state: pool.snapshot(), ...outcome }
}
