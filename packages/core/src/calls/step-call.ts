import { assertNever } from '../assert.ts'
import type { Instant } from '../time.ts'
import {
  agentMediaFailed,
  agentMediaJoined,
  agentMediaOffered,
  cancelRing,
  connectAgent,
  partAgent,
  releaseLeg,
  ringAgent,
} from './agent-legs.ts'
import { closeCall, finishCall } from './call-closing.ts'
import { CallDraft } from './call-draft.ts'
import { stepLegOfCall } from './call-legs.ts'
import type { CallInput, CallState, CallStep } from './call-types.ts'
import {
  announcementFinished,
  flowEnded,
  hangUpFromEngine,
  leaveQueue,
  overflow,
  playMusic,
  queueFromFlow,
  rejoinAgent,
  startFlowForAgent,
  voicemailEnded,
} from './call-ways.ts'
import {
  cancelOutside,
  dialCallback,
  dialFromFlow,
  outsideAnswered,
  outsideFailed,
  ringOutside,
} from './outside-legs.ts'
import { causeOf } from './sip-q850.ts'

/** The life of one interaction: the caller's leg, the agents' legs, and the media path between them. Total; ends exactly once. */
export function stepCall(state: CallState, input: CallInput, now: Instant): CallStep {
  const draft = new CallDraft(state, now)
  apply(draft, input)
  return draft.finish()
}

function apply(draft: CallDraft, input: CallInput): void {
  switch (input.kind) {
    // What is over may still come to rest.
    case 'leg':
      stepLegOfCall(draft, input.legId, input.input)
      return
    case 'outside.answered':
      outsideAnswered(draft, input)
      return
    case 'outside.failed':
      outsideFailed(draft, input)
      return
    case 'voicemail.ended':
      voicemailEnded(draft)
      return
    case 'call.finish':
      finishCall(draft)
      return
    default:
      if (draft.state.phase === 'closing' || draft.state.phase === 'ended') draft.ignore('the call is over')
      else applyWhileOpen(draft, input)
  }
}

type WhileOpen = Exclude<
  CallInput,
  { kind: 'leg' | 'outside.answered' | 'outside.failed' | 'voicemail.ended' | 'call.finish' }
>
type FromEngine = Extract<WhileOpen, { kind: `acd.${string}` }>
const isFromEngine = (input: WhileOpen): input is FromEngine => input.kind.startsWith('acd.')

function applyWhileOpen(draft: CallDraft, input: WhileOpen): void {
  if (isFromEngine(input)) {
    applyFromEngine(draft, input)
    return
  }
  switch (input.kind) {
    case 'media.opened':
      openMedia(draft, input)
      return
    case 'media.refused':
      if (draft.state.phase !== 'opening') draft.ignore('the media path is made already')
      else closeCall(draft, { releasedBy: 'system', cause: causeOf(input.reason) })
      return
    case 'announcement.finished':
      announcementFinished(draft)
      return
    case 'flow.queue':
      queueFromFlow(draft, input)
      return
    case 'flow.hangUp':
    case 'flow.returned':
      flowEnded(draft, input.kind)
      return
    case 'flow.dial':
      dialFromFlow(draft, input.number)
      return
    case 'waiting.hangUp':
      if (draft.state.phase !== 'leaving') draft.ignore('the caller has not chosen to leave')
      else closeCall(draft, { releasedBy: 'system', cause: causeOf('flowEnded') })
      return
    case 'agentMedia.offered':
      agentMediaOffered(draft, input)
      return
    case 'agentMedia.joined':
      agentMediaJoined(draft, input)
      return
    case 'agentMedia.failed':
      agentMediaFailed(draft, input.legId)
      return
    case 'media.lost':
      closeCall(draft, { releasedBy: 'network', cause: causeOf('mediaLost') })
      return
    case 'call.abort':
      closeCall(draft, { releasedBy: 'system', cause: causeOf(input.reason) })
      return
    default:
      assertNever(input, 'call input')
  }
}

function applyFromEngine(draft: CallDraft, input: FromEngine): void {
  switch (input.kind) {
    case 'acd.ring':
      ringAgent(draft, input)
      return
    case 'acd.cancelRing':
      cancelRing(draft, input)
      return
    case 'acd.connect':
    case 'acd.connectOutside':
      connectAgent(draft, input)
      return
    case 'acd.releaseLeg':
      releaseLeg(draft, input.legId)
      return
    case 'acd.part':
      partAgent(draft, input.legId)
      return
    case 'acd.playMusic':
      playMusic(draft, input)
      return
    case 'acd.hangUp':
      hangUpFromEngine(draft, input)
      return
    case 'acd.overflow':
      overflow(draft, input.to)
      return
    case 'acd.leaveQueue':
      leaveQueue(draft, input.to)
      return
    case 'acd.ringOutside':
      ringOutside(draft, input)
      return
    case 'acd.cancelOutside':
      cancelOutside(draft, input.presentation)
      return
    case 'acd.dialCallback':
      dialCallback(draft, input)
      return
    case 'acd.startFlow':
      startFlowForAgent(draft, input)
      return
    case 'acd.rejoin':
      rejoinAgent(draft, input)
      return
    default:
      assertNever(input, 'word of the engine')
  }
}

function openMedia(draft: CallDraft, input: Extract<CallInput, { kind: 'media.opened' }>): void {
  const { callId, caller, treatment, phase } = draft.state
  if (phase !== 'opening' || caller === null) {
    draft.ignore('the media path is made already')
    return
  }
  draft.update({ mediaOpen: true, callerPort: input.localPort })
  stepLegOfCall(draft, caller.legId, { kind: 'our.answer', session: input.session })
  draft.fact({ kind: 'call.answered', callId })
  draft.update({ phase: treatment === 'flow' ? 'flow' : 'announcement' })
  draft.effect(
    treatment === 'flow' ? { kind: 'flow.start', how: { why: 'menu' } } : { kind: 'announcement.play', promptId: null },
  )
}
