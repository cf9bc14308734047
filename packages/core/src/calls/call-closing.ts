import { assertNever } from '../assert.ts'
import type { CallDraft } from './call-draft.ts'
import { keepLegStep } from './call-leg-step.ts'
import { stopRecording } from './call-recording.ts'
import type { CallState } from './call-types.ts'
import { causeOf } from './sip-q850.ts'

/**
 * Ends the call: every leg that is still there, the recording, the menu, the place with the routing engine. `call.ended` follows when the engine has
 * said its last word and nothing is under way any more, so that it is the last fact of the call.
 */
export function closeCall(draft: CallDraft, how: NonNullable<CallState['ending']>): void {
  const { phase, caller, callId, afterTalk, engine } = draft.state
  if (phase === 'closing' || phase === 'ended') return
  // Who is asked about a talk was hung up on by the agent, whatever ends the asking.
  const ending = afterTalk ? { releasedBy: 'agent' as const, cause: causeOf('normalClearing') } : how
  draft.update({ phase: 'closing', ending })
  const { releasedBy, cause } = how
  stopRecording(draft)
  if (caller !== null) keepLegStep(draft, caller.legId, { kind: 'our.hangUp', reason: cause.reason, releasedBy })
  for (const { leg } of draft.state.agentLegs)
    keepLegStep(draft, leg.legId, { kind: 'our.hangUp', reason: cause.reason, releasedBy })
  draft.update({ talk: null })
  leavePhase(draft, phase)
  if ((phase === 'flow' || phase === 'dialling') && releasedBy === 'caller' && engine === 'never') abandonInMenu(draft)
  if (engine === 'has') draft.tellEngine({ kind: 'call.callerLeft', callId })
  giveUpDial(draft)
  finishWhenQuiet(draft)
}

/** The shell that serves the caller in this phase hears that the caller is gone. */
export function leavePhase(draft: CallDraft, phase: CallState['phase']): void {
  switch (phase) {
    case 'flow':
    case 'agentFlow':
    case 'dialling':
      draft.effect({ kind: 'flow.callerLeft' })
      return
    case 'queue':
    case 'leaving':
      draft.effect({ kind: 'waiting.leave' })
      return
    case 'voicemail':
      draft.effect({ kind: 'voicemail.callerLeft' })
      return
    case 'opening':
    case 'announcement':
    case 'callback':
    case 'talk':
    case 'closing':
    case 'ended':
      return
    default:
      assertNever(phase, 'phase of a call')
  }
}

/** A number that is being dialled is not wanted any more. */
export function giveUpDial(draft: CallDraft): void {
  const { dial, restingDials } = draft.state
  if (dial === null) return
  draft.update({ dial: null, restingDials: [...restingDials, dial.dial] })
  draft.effect({ kind: 'outside.cancel', dial: dial.dial })
}

const isQuiet = ({ restingDials, inVoicemail }: CallState): boolean => restingDials.length === 0 && !inVoicemail

export function finishWhenQuiet(draft: CallDraft): void {
  if (draft.state.phase === 'closing' && isQuiet(draft.state)) draft.effect({ kind: 'call.finish' })
}

export function finishCall(draft: CallDraft): void {
  const { phase, ending, callId } = draft.state
  if (phase !== 'closing' || ending === null) {
    draft.ignore('the call is not closing')
    return
  }
  if (!isQuiet(draft.state)) {
    draft.ignore('something of the call is still under way')
    return
  }
  draft.update({ phase: 'ended' })
  draft.effect({ kind: 'media.close' })
  draft.fact({ kind: 'call.ended', callId, releasedBy: ending.releasedBy, cause: ending.cause })
}

function abandonInMenu(draft: CallDraft): void {
  const { callId, caller } = draft.state
  const answeredAt = caller?.answeredAt ?? null
  draft.fact({
    kind: 'call.abandoned',
    callId,
    queueId: null,
    waitedMs: answeredAt === null ? 0 : draft.now - answeredAt,
    phase: 'ivr',
  })
}
