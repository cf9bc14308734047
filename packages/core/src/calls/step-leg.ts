import { assertNever } from '../assert.ts'
import type { Fact } from '../contracts/journal.ts'
import { instant, type Instant } from '../time.ts'
import type { ReleasedBy } from './hangup-cause.ts'
import type { LegInput, LegState, LegStep } from './leg-types.ts'
import { acceptModify, receiveModify } from './leg-modify.ts'
import { finishRefresh, firedTimer } from './leg-refresh.ts'
import { startSession } from './leg-session.ts'
import { end, endWithBye, ignore, isUp, step, type LegEnd } from './leg-step.ts'
import { causeOf, causeOfRefusal } from './sip-q850.ts'

/** The identity of a leg that begins. */
export type LegStart = Pick<LegState, 'legId' | 'callId' | 'direction' | 'party' | 'agentId' | 'trunkId' | 'sipCallId'>

export function startLeg(leg: LegStart): { readonly state: LegState; readonly fact: Fact } {
  return {
    state: {
      ...leg,
      phase: 'proceeding',
      hasRung: false,
      held: false,
      refreshing: false,
      session: null,
      answeredAt: null,
    },
    fact: { kind: 'leg.started', ...leg },
  }
}

/** One SIP dialog's life (RFC 3261 13-15, 4028). Total; every leg ends exactly once. */
export function stepLeg(state: LegState, input: LegInput, now: Instant): LegStep {
  if (state.phase === 'ended') return ignore(state, 'the leg is over')
  if (state.phase === 'cancelling') return stepCancelling(state, input)
  switch (input.kind) {
    case 'far.ringing': {
      if (state.phase !== 'proceeding' || state.direction !== 'outbound') return ignore(state, 'nothing rings now')
      const fact: Fact = { kind: 'leg.ringing', legId: state.legId, callId: state.callId }
      return step({ ...state, phase: 'ringing', hasRung: true }, { facts: [fact] })
    }
    case 'far.answered':
      return farAnswered(state, input, now)
    case 'far.refused':
      if (!isCalling(state)) return ignore(state, 'no INVITE of ours is open')
      return end(state, {
        cause: causeOfRefusal(input.sipStatus, state.hasRung),
        releasedBy: refusedBy(input.sipStatus, state.party),
      })
    case 'far.cancelled':
      if (state.direction !== 'inbound' || state.phase !== 'proceeding') return ignore(state, 'nothing to cancel')
      // RFC 3261 9.2: the stack has answered 487.
      return end(state, { cause: causeOf('callerCancelled'), releasedBy: 'caller' })
    case 'far.acked':
      if (state.phase !== 'answered') return ignore(state, 'no ACK is waited for')
      return step({ ...state, phase: 'established' })
    case 'far.ackTimedOut':
      if (state.phase !== 'answered') return ignore(state, 'no ACK is waited for')
      return endWithBye(state, { cause: causeOf('ackTimeout'), releasedBy: 'network' })
    case 'far.hungUp':
      if (!isUp(state)) return ignore(state, 'the dialog is not up')
      return end(state, { cause: causeOf('normalClearing'), releasedBy: releasing(state.party) })
    case 'far.vanished':
      if (!isUp(state)) return ignore(state, 'the dialog is not up')
      return endWithBye(state, { cause: causeOf(input.reason), releasedBy: 'network' })
    case 'far.modified':
      return receiveModify(state, input, now)
    case 'far.informed':
      return ignore(state, 'INFO changes no leg')
    case 'our.answer':
      return ourAnswer(state, input, now)
    case 'our.reject':
      if (state.direction !== 'inbound' || state.phase !== 'proceeding') return ignore(state, 'too late to reject')
      return reject(state, { cause: { ...causeOf(input.reason), sipStatus: input.sipStatus }, releasedBy: 'system' })
    case 'our.hangUp':
      return ourHangUp(state, { cause: causeOf(input.reason), releasedBy: input.releasedBy })
    case 'our.mediaMoved':
      return acceptModify(state, input)
    case 'our.refreshFinished':
      return finishRefresh(state, input.sipStatus, now)
    case 'timer.fired':
      return firedTimer(state, input.timer, now)
    default:
      return assertNever(input, 'leg input')
  }
}

const isCalling = (state: LegState): boolean =>
  state.direction === 'outbound' && (state.phase === 'proceeding' || state.phase === 'ringing')

/** Some statuses come from the network on the far end's behalf, not from a person. */
const refusedBy = (sipStatus: number, party: LegState['party']): ReleasedBy =>
  sipStatus === 486 || sipStatus === 600 || sipStatus === 603 || sipStatus === 403 ? releasing(party) : 'network'

const releasing = (party: LegState['party']): ReleasedBy => (party === 'outside' ? 'agent' : party)

function reject(state: LegState, how: LegEnd): LegStep {
  const ended = end(state, how)
  return { ...ended, effects: [{ kind: 'sip.reject', cause: how.cause }, ...ended.effects] }
}

function farAnswered(state: LegState, input: Extract<LegInput, { kind: 'far.answered' }>, now: Instant): LegStep {
  // A second answer (a forked INVITE) is acknowledged and hung up by the stack (RFC 3261 13.2.2.4).
  if (!isCalling(state)) return ignore(state, 'answered already')
  const { legId, callId } = state
  const answered: LegState = { ...state, phase: 'established', session: input.session, answeredAt: now }
  return step(answered, {
    effects: startSession(answered, now),
    facts: [{ kind: 'leg.answered', legId, callId }],
    reports: [{ kind: 'leg.answered' }],
  })
}

function ourAnswer(state: LegState, input: Extract<LegInput, { kind: 'our.answer' }>, now: Instant): LegStep {
  if (state.direction !== 'inbound' || state.phase !== 'proceeding') return ignore(state, 'nothing to answer')
  const { legId, callId } = state
  const answered: LegState = { ...state, phase: 'answered', session: input.session, answeredAt: instant(now) }
  return step(answered, {
    effects: [{ kind: 'sip.answer' }, ...startSession(answered, now)],
    facts: [{ kind: 'leg.answered', legId, callId }],
    reports: [{ kind: 'leg.answered' }],
  })
}

function ourHangUp(state: LegState, how: LegEnd): LegStep {
  switch (state.phase) {
    case 'proceeding':
    case 'ringing': {
      if (state.direction === 'inbound')
        return reject(state, { ...how, cause: { ...how.cause, sipStatus: how.cause.sipStatus ?? 503 } })
      // To the business the leg is over now; on the wire the CANCEL may still cross a 200.
      const ended = end(state, how)
      return {
        ...ended,
        state: { ...ended.state, phase: 'cancelling' },
        effects: [{ kind: 'sip.cancel', cause: how.cause }, ...ended.effects],
      }
    }
    case 'answered':
    case 'established':
      return endWithBye(state, how)
    case 'cancelling':
    case 'ended':
      return ignore(state, 'the leg is over')
    default:
      return assertNever(state.phase, 'leg phase')
  }
}

/** The leg has been reported as ended; only the wire must be brought to rest. */
function stepCancelling(state: LegState, input: LegInput): LegStep {
  switch (input.kind) {
    case 'far.refused':
    case 'far.hungUp':
    case 'far.vanished':
      return step({ ...state, phase: 'ended' })
    case 'far.answered':
      // The 200 crossed our CANCEL: it is acknowledged, and hung up at once (RFC 3261 9.1).
      return step({ ...state, phase: 'ended' }, { effects: [{ kind: 'sip.bye', cause: causeOf('answeredElsewhere') }] })
    case 'far.modified':
      return step(state, { effects: [{ kind: 'sip.rejectModify', requestId: input.requestId, sipStatus: 481 }] })
    case 'far.ringing':
    case 'far.cancelled':
    case 'far.acked':
    case 'far.ackTimedOut':
    case 'far.informed':
    case 'our.answer':
    case 'our.reject':
    case 'our.hangUp':
    case 'our.mediaMoved':
    case 'our.refreshFinished':
    case 'timer.fired':
      return ignore(state, 'the leg is given up')
    default:
      return assertNever(input, 'leg input')
  }
}
