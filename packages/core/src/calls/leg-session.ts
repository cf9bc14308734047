import { instant, type Instant } from '../time.ts'
import type { LegEffect, LegState } from './leg-types.ts'

/** RFC 4028 10: the refresher renews at half the interval; the other side gives up a third of the interval, at most 32 s, before its end. */
export function startSession(state: LegState, now: Instant): readonly LegEffect[] {
  const { session } = state
  if (session === null) return []
  const { intervalMs, refresher } = session
  const expiresInMs = refresher === 'us' ? intervalMs : intervalMs - Math.min(32_000, Math.floor(intervalMs / 3))
  const expiry: LegEffect = { kind: 'timer.set', timer: 'sessionExpiry', at: instant(now + expiresInMs) }
  if (refresher === 'them') return [expiry]
  return [{ kind: 'timer.set', timer: 'sessionRefresh', at: instant(now + Math.floor(intervalMs / 2)) }, expiry]
}

export function stopSession(state: LegState): readonly LegEffect[] {
  if (state.session === null) return []
  return [
    { kind: 'timer.cancel', timer: 'sessionRefresh' },
    { kind: 'timer.cancel', timer: 'sessionExpiry' },
  ]
}

/** Any request or answer that carries the session on starts its time again. */
export const restartSession = (state: LegState, now: Instant): readonly LegEffect[] => [
  ...stopSession(state),
  ...startSession(state, now),
]
