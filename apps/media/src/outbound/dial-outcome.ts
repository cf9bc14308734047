import { causeOf, resultOf, type AttemptEnd, type DialOutcome, type HangupCause, type LegInput } from '@seatline/core'
import type { CurrentAttempt } from './outbound-order.ts'

/** What the routing engine is told of a dial that came to nothing. */
export function outcomeOfFailure(how: AttemptEnd): DialOutcome {
  const result = resultOf(how)
  if (result === 'busy' || result === 'declined') return 'busy'
  return result === 'noAnswer' ? 'noAnswer' : 'failed'
}

/** What the record says of the call: a gateway's silence is the network's, everything else is as the last leg ended. */
export const causeOfFailure = (how: AttemptEnd, cause: HangupCause): HangupCause =>
  how.kind === 'unanswered' ? causeOf('noAnswer') : cause

/** An answered call's end is the talk's, not the attempt's. */
export function attemptEnd({ leg, silent, unanswered }: CurrentAttempt, input: LegInput): AttemptEnd {
  if (leg.answeredAt !== null) return { kind: 'answered' }
  if (input.kind === 'far.refused') return { kind: 'refused', sipStatus: input.sipStatus, hasRung: leg.hasRung }
  if (silent) return { kind: 'silent' }
  return unanswered ? { kind: 'unanswered' } : { kind: 'abandoned' }
}
