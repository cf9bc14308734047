import type { HangupCause, ReleasedBy } from './hangup-cause.ts'
import { stopSession } from './leg-session.ts'
import type { LegState, LegStep } from './leg-types.ts'

export const step = (state: LegState, rest: Partial<Omit<LegStep, 'state'>> = {}): LegStep => ({
  state,
  effects: [],
  facts: [],
  reports: [],
  ignored: null,
  ...rest,
})
export const ignore = (state: LegState, ignored: string): LegStep => step(state, { ignored })

export type LegEnd = { readonly cause: HangupCause; readonly releasedBy: ReleasedBy }

/** The dialog is up, as far as we are concerned: RTP flows and BYE is the way to end it. */
export const isUp = (state: LegState): boolean => state.phase === 'answered' || state.phase === 'established'
export function end(state: LegState, { cause, releasedBy }: LegEnd): LegStep {
  return step(
    { ...state, phase: 'ended', refreshing: false },
    {
      effects: stopSession(state),
      facts: [{ kind: 'leg.ended', legId: state.legId, callId: state.callId, releasedBy, cause }],
      reports: [{ kind: 'leg.ended', cause, releasedBy }],
    },
  )
}

export function endWithBye(state: LegState, how: LegEnd): LegStep {
  const ended = end(state, how)
  return { ...ended, effects: [{ kind: 'sip.bye', cause: how.cause }, ...ended.effects] }
}
