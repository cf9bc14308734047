import type { Instant } from '../time.ts'
import type { LegInput, LegReport, LegState, LegStep } from './leg-types.ts'
import { restartSession } from './leg-session.ts'
import { ignore, isUp, step } from './leg-step.ts'

type Modified = Extract<LegInput, { kind: 'far.modified' }>
type MediaMoved = Extract<LegInput, { kind: 'our.mediaMoved' }>

/** A re-INVITE or UPDATE of the far end's: hold, retrieve, moved media, or a mere session refresh. Each is answered exactly once. */
export function receiveModify(state: LegState, input: Modified, now: Instant): LegStep {
  const { requestId } = input
  if (!isUp(state)) return step(state, { effects: [{ kind: 'sip.rejectModify', requestId, sipStatus: 481 }] })
  // RFC 3261 14.2, RFC 3311 5.2: two offers at once are glare.
  if (state.refreshing && input.offer !== 'none')
    return step(state, { effects: [{ kind: 'sip.rejectModify', requestId, sipStatus: 491 }] })
  const refreshed: LegState = { ...state, session: input.session ?? state.session }
  const timers = restartSession(refreshed, now)
  if (input.offer === 'none') return step(refreshed, { effects: [{ kind: 'sip.acceptModify', requestId }, ...timers] })
  if (input.movesMedia)
    return step(refreshed, { effects: [{ kind: 'media.move', requestId, offer: input.offer }, ...timers] })
  const held = input.offer === 'hold'
  return step(
    { ...refreshed, held },
    { effects: [{ kind: 'sip.acceptModify', requestId }, ...timers], reports: holdReports(state, held) },
  )
}

/** rtpengine has (or has not) followed the far end to its new place. */
export function acceptModify(state: LegState, input: MediaMoved): LegStep {
  const { requestId } = input
  if (!isUp(state)) return ignore(state, 'the dialog is not up')
  if (!input.ok) return step(state, { effects: [{ kind: 'sip.rejectModify', requestId, sipStatus: 488 }] })
  const held = input.offer === 'hold'
  return step(
    { ...state, held },
    { effects: [{ kind: 'sip.acceptModify', requestId }], reports: holdReports(state, held) },
  )
}

function holdReports(state: LegState, held: boolean): readonly LegReport[] {
  if (state.held === held) return []
  return [{ kind: held ? 'leg.held' : 'leg.retrieved' }]
}
