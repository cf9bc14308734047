import { instant, type DurationMs, type Instant } from '../time.ts'
import { restartSession } from './leg-session.ts'
import { endWithBye, ignore, isUp, step } from './leg-step.ts'
import type { LegEffect, LegState, LegStep, LegTimer } from './leg-types.ts'
import { causeOf } from './sip-q850.ts'

/** After a glare or a passing fault the next attempt comes so much later: the owner of the Call-ID waits longer (RFC 3261 14.1). */
const RETRY_MS: Readonly<Record<LegState['direction'], DurationMs>> = { inbound: 1_000, outbound: 3_000 }

export function firedTimer(state: LegState, timer: LegTimer, now: Instant): LegStep {
  if (!isUp(state) || state.session === null) return ignore(state, 'no session timer runs')
  switch (timer) {
    case 'sessionRefresh':
      // A re-INVITE of ours may not start before the ACK of the first one.
      if (state.phase !== 'established' || state.refreshing) return step(state, { effects: [retry(state, now)] })
      return step({ ...state, refreshing: true }, { effects: [{ kind: 'sip.refresh' }] })
    case 'sessionExpiry':
      return endWithBye(state, { cause: causeOf('sessionTimerExpired'), releasedBy: 'network' })
  }
}

export function finishRefresh(state: LegState, sipStatus: number, now: Instant): LegStep {
  if (!state.refreshing) return ignore(state, 'no refresh is open')
  const settled: LegState = { ...state, refreshing: false }
  if (sipStatus < 300) return step(settled, { effects: restartSession(settled, now) })
  // RFC 3261 12.2.1.2: the dialog is gone on the other side.
  if (sipStatus === 481 || sipStatus === 408)
    return endWithBye(settled, { cause: causeOf('sessionTimerExpired'), releasedBy: 'network' })
  return step(settled, { effects: [retry(settled, now)] })
}

const retry = (state: LegState, now: Instant): LegEffect => ({
  kind: 'timer.set',
  timer: 'sessionRefresh',
  at: instant(now + RETRY_MS[state.direction]),
})
