import { assertNever } from '../assert.ts'
import type { Fact } from '../contracts/journal.ts'
import type { Instant } from '../time.ts'
import {
  agentMediaFailed,
  agentMediaJoined,
  agentMediaOffered,
  cancelRing,
  connectAgent,
  releaseLeg,
  ringAgent,
} from './agent-legs.ts'
import { closeCall, finishCall, hangUpFromEngine } from './call-closing.ts'
import { CallDraft } from './call-draft.ts'
import { stepLegOfCall } from './call-legs.ts'
import type { CallArrival, CallInput, CallState, CallStep } from './call-types.ts'
import { causeOf } from './sip-q850.ts'
import { startLeg } from './step-leg.ts'

/** A call that was admitted: from here on exactly one `call.ended` follows. */
export function startCall(arrival: CallArrival): CallStep {
  const { callId, legId, trunkId, didId, ani, dnis, sipCallId, tenantId, treatment, test } = arrival
  const leg = startLeg({ legId, callId, direction: 'inbound', party: 'caller', agentId: null, trunkId, sipCallId })
  const arrived: Fact = { kind: 'call.arrived', callId, legId, trunkId, didId, ani, dnis, sipCallId, test }
  const state: CallState = {
    callId,
    tenantId,
    treatment,
    test,
    phase: 'opening',
    caller: leg.state,
    callerPort: 0,
    mediaOpen: false,
    agentLegs: [],
    talk: null,
    segments: 0,
    ending: null,
  }
  return { state, effects: [{ kind: 'media.open' }], facts: [arrived, leg.fact], ignored: null }
}

/** The life of one interaction: the caller's leg, the agents' legs, and the media path between them. Total; ends exactly once. */
export function stepCall(state: CallState, input: CallInput, now: Instant): CallStep {
  const draft = new CallDraft(state, now)
  apply(draft, input)
  return draft.finish()
}

function apply(draft: CallDraft, input: CallInput): void {
  switch (input.kind) {
    case 'leg':
      stepLegOfCall(draft, input.legId, input.input)
      return
    case 'call.finish':
      finishCall(draft)
      return
    case 'acd.ring':
      ringAgent(draft, input)
      return
    case 'acd.cancelRing':
      cancelRing(draft, input)
      return
    case 'acd.connect':
      connectAgent(draft, input)
      return
    case 'acd.releaseLeg':
      releaseLeg(draft, input.legId)
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
    case 'media.opened':
    case 'media.refused':
    case 'announcement.finished':
    case 'flow.queue':
    case 'flow.hangUp':
    case 'acd.playMusic':
    case 'acd.hangUp':
    case 'media.lost':
    case 'call.abort':
      if (draft.state.phase === 'closing' || draft.state.phase === 'ended') draft.ignore('the call is over')
      else applyWhileOpen(draft, input)
      return
    default:
      assertNever(input, 'call input')
  }
}

type WhileOpen = Extract<
  CallInput,
  {
    kind:
      | 'media.opened'
      | 'media.refused'
      | 'announcement.finished'
      | 'flow.queue'
      | 'flow.hangUp'
      | 'acd.playMusic'
      | 'acd.hangUp'
      | 'media.lost'
      | 'call.abort'
  }
>

function applyWhileOpen(draft: CallDraft, input: WhileOpen): void {
  const { phase, callId, tenantId } = draft.state
  switch (input.kind) {
    case 'media.opened':
      openMedia(draft, input)
      return
    case 'media.refused':
      if (phase !== 'opening') draft.ignore('the media path is made already')
      else closeCall(draft, { releasedBy: 'system', cause: causeOf(input.reason) })
      return
    case 'announcement.finished':
      if (phase !== 'announcement') draft.ignore('nothing is being announced')
      else
        closeCall(draft, {
          releasedBy: 'system',
          cause: causeOf(draft.state.treatment === 'suspended' ? 'tenantSuspended' : 'tenantFull'),
        })
      return
    case 'flow.queue': {
      if (phase !== 'flow') {
        draft.ignore('the caller is not in the menu')
        return
      }
      const { queueId, priority } = input
      draft.update({ phase: 'queue' })
      draft.effect({
        kind: 'acd',
        input: {
          kind: 'call.enqueue',
          callId,
          tenantId,
          queueId,
          priority,
          ...(draft.state.test ? { test: true } : {}),
        },
      })
      return
    }
    case 'flow.hangUp':
      if (phase !== 'flow') draft.ignore('the caller is not in the menu')
      else closeCall(draft, { releasedBy: 'system', cause: causeOf('flowEnded') })
      return
    case 'acd.playMusic':
      if (phase !== 'queue') draft.ignore('the caller does not wait')
      else draft.effect({ kind: 'media.playMusic', queueId: input.queueId })
      return
    case 'acd.hangUp':
      hangUpFromEngine(draft, input.releasedBy)
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

function openMedia(draft: CallDraft, input: Extract<CallInput, { kind: 'media.opened' }>): void {
  if (draft.state.phase !== 'opening') {
    draft.ignore('the media path is made already')
    return
  }
  const { callId, caller, treatment } = draft.state
  draft.update({ mediaOpen: true, callerPort: input.localPort })
  stepLegOfCall(draft, caller.legId, { kind: 'our.answer', session: input.session })
  draft.fact({ kind: 'call.answered', callId })
  draft.update({ phase: treatment === 'flow' ? 'flow' : 'announcement' })
  draft.effect({ kind: treatment === 'flow' ? 'flow.start' : 'announcement.play' })
}
