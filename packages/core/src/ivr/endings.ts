import type { FactOf } from '../contracts/journal.ts'
import type { IvrDraft } from './draft.ts'
import type { IvrState } from './step-types.ts'

type Outcome = FactOf<'ivr.ended'>['outcome']

/** From these the call may come back: overflow, an agent who sends the caller into a flow, a survey after the talk. */
const PHASE_AFTER: Partial<Record<Outcome, IvrState['phase']>> = {
  queued: 'queued',
  transferred: 'handedOver',
  returned: 'handedOver',
}

/** The flow is over; exactly once for each `ivr.started`. */
export function end(draft: IvrDraft, outcome: Outcome): void {
  draft.endSecret()
  draft.update({ phase: PHASE_AFTER[outcome] ?? 'ended', digits: '', typedAhead: [], skipKey: null })
  draft.fact({ kind: 'ivr.ended', callId: draft.state.callId, outcome })
}

export function hangUp(draft: IvrDraft, outcome: 'hungUp' | 'failed' | 'voicemail' | 'callback' = 'hungUp'): void {
  draft.effect({ kind: 'call.hangUp' })
  end(draft, outcome)
}

/** The agent who sent the caller here goes on. */
export function sendBack(draft: IvrDraft): void {
  draft.effect({ kind: 'call.sendBack', variables: draft.shown() })
  draft.update({ returnsToAgent: false })
  end(draft, 'returned')
}
