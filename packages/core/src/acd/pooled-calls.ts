import type { CallId } from '../ids.ts'
import type { PooledCall } from './step-types.ts'

/** The call of that id in the pool's list. */
export function findCall(calls: readonly PooledCall[], callId: CallId): PooledCall | undefined {
  const call = calls[placeOf(calls, callId)]
  return call?.callId === callId ? call : undefined
}

/** Where in the list, ordered by id, the call is or would be. */
export function placeOf(calls: readonly PooledCall[], callId: CallId): number {
  let low = 0
  let high = calls.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((calls[middle]?.callId ?? '') < callId) low = middle + 1
    else high = middle
  }
  return low
}
