import type { ReleasedBy } from './hangup-cause.ts'
import { stopRecording } from './call-recording.ts'
import type { CallDraft } from './call-draft.ts'
import { keepLegStep } from './call-leg-step.ts'
import type { CallState } from './call-types.ts'
import { causeOf } from './sip-q850.ts'

/**
 * Ends the call: every leg that is still there, the recording, the menu, the place with the routing engine. `call.ended` follows when the engine has
 * said its last word, so that it is the last fact of the call.
 */
export function closeCall(draft: CallDraft, ending: NonNullable<CallState['ending']>): void {
  const { phase, caller, callId } = draft.state
  if (phase === 'closing' || phase === 'ended') return
  draft.update({ phase: 'closing', ending })
  const { reason } = ending.cause
  stopRecording(draft)
  keepLegStep(draft, caller.legId, { kind: 'our.hangUp', reason, releasedBy: ending.releasedBy })
  for (const { leg } of draft.state.agentLegs)
    keepLegStep(draft, leg.legId, { kind: 'our.hangUp', reason, releasedBy: ending.releasedBy })
  draft.update({ talk: null })
  if (phase === 'flow') {
    draft.effect({ kind: 'flow.callerLeft' })
    if (ending.releasedBy === 'caller') abandonInMenu(draft)
  }
  if (phase === 'queue' || phase === 'talk') draft.effect({ kind: 'acd', input: { kind: 'call.callerLeft', callId } })
  draft.effect({ kind: 'call.finish' })
}

/** The routing engine has taken the call out of its pool itself. */
export function hangUpFromEngine(draft: CallDraft, releasedBy: ReleasedBy): void {
  closeCall(draft, { releasedBy, cause: causeOf(releasedBy === 'system' ? 'protocolError' : 'normalClearing') })
}

export function finishCall(draft: CallDraft): void {
  const { phase, ending, callId } = draft.state
  if (phase !== 'closing' || ending === null) {
    draft.ignore('the call is not closing')
    return
  }
  draft.update({ phase: 'ended' })
  draft.effect({ kind: 'media.close' })
  draft.fact({ kind: 'call.ended', callId, releasedBy: ending.releasedBy, cause: ending.cause })
}

function abandonInMenu(draft: CallDraft): void {
  const { callId, caller } = draft.state
  draft.fact({
    kind: 'call.abandoned',
    callId,
    queueId: null,
    waitedMs: caller.answeredAt === null ? 0 : draft.now - caller.answeredAt,
    phase: 'ivr',
  })
}
