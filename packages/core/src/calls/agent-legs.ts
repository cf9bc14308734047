import { assertNever } from '../assert.ts'
import type { LegId } from '../ids.ts'
import type { HangupReason } from './hangup-cause.ts'
import type { CallDraft } from './call-draft.ts'
import { keepLegStep } from './call-leg-step.ts'
import { startRecording, stopRecording } from './call-recording.ts'
import type { AgentLeg, CallInput, CallPhase } from './call-types.ts'
import type { LegReport } from './leg-types.ts'
import { startLeg } from './step-leg.ts'

type InputOf<K extends CallInput['kind']> = Extract<CallInput, { kind: K }>

const isWithEngine = (phase: CallPhase): boolean => phase === 'queue' || phase === 'talk'
const isOver = ({ leg }: AgentLeg): boolean => leg.phase === 'ended' || leg.phase === 'cancelling'

/** The routing engine presents the call: rtpengine prepares the offer, then the phone rings. */
export function ringAgent(draft: CallDraft, input: InputOf<'acd.ring'>): void {
  const { callId, phase, agentLegs } = draft.state
  if (phase !== 'queue') {
    draft.ignore('the caller does not wait')
    return
  }
  const { legId, agentId, device, presentation, sipCallId } = input
  const leg = startLeg({ legId, callId, direction: 'outbound', party: 'agent', agentId, trunkId: null, sipCallId })
  // Legs that are quite over are forgotten, so that a call presented for hours does not grow.
  const kept = agentLegs.filter((each) => each.leg.phase !== 'ended' && !(isOver(each) && each.stage === 'offering'))
  draft.update({
    agentLegs: [...kept, { leg: leg.state, agentId, presentation, device, stage: 'offering', localPort: 0 }],
  })
  draft.fact(leg.fact)
  draft.effect({ kind: 'media.offerAgent', legId, device })
}

export function agentMediaOffered(draft: CallDraft, input: InputOf<'agentMedia.offered'>): void {
  const agentLeg = draft.agentLeg(input.legId)
  if (agentLeg?.stage !== 'offering' || isOver(agentLeg)) {
    draft.ignore('the agent is not being rung')
    return
  }
  const { agentId, device } = agentLeg
  draft.putAgentLeg({ ...agentLeg, stage: 'dialled', localPort: input.localPort })
  draft.effect({ kind: 'agent.dial', legId: input.legId, agentId, device })
}

export function agentMediaJoined(draft: CallDraft, input: InputOf<'agentMedia.joined'>): void {
  const agentLeg = draft.agentLeg(input.legId)
  if (agentLeg?.stage !== 'joining' || isOver(agentLeg)) {
    draft.ignore('the agent has not answered')
    return
  }
  const { agentId, presentation } = agentLeg
  const { callId } = draft.state
  draft.putAgentLeg({ ...agentLeg, stage: 'joined', localPort: input.localPort })
  draft.effect({
    kind: 'acd',
    input: { kind: 'presentation.answered', callId, agentId, presentation, legId: input.legId },
  })
}

/** rtpengine refused the agent's session description, or did not answer. */
export function agentMediaFailed(draft: CallDraft, legId: LegId): void {
  const agentLeg = draft.agentLeg(legId)
  if (agentLeg === undefined || isOver(agentLeg) || agentLeg.stage === 'joined') {
    draft.ignore('the agent is not being rung')
    return
  }
  hangUpAgent(draft, legId, 'mediaRefused')
  tellFailed(draft, agentLeg, { outcome: 'unreachable', sipStatus: null })
}

export function cancelRing(draft: CallDraft, input: InputOf<'acd.cancelRing'>): void {
  const agentLeg = draft.state.agentLegs.find(
    (each) => each.agentId === input.agentId && each.presentation === input.presentation,
  )
  const rings = agentLeg !== undefined && !isOver(agentLeg) && draft.state.talk?.legId !== agentLeg.leg.legId
  if (!rings) draft.ignore('the agent does not ring')
  else hangUpAgent(draft, agentLeg.leg.legId, 'noAnswer')
}

/** The agent's answer counts: stop the music, record when the queue says so. */
export function connectAgent(draft: CallDraft, input: InputOf<'acd.connect'>): void {
  const { phase, callId } = draft.state
  const agentLeg = draft.agentLeg(input.legId)
  if (phase !== 'queue' || agentLeg?.stage !== 'joined') {
    draft.ignore('the caller does not wait for this agent')
    return
  }
  const { agentId, leg } = agentLeg
  if (isOver(agentLeg)) {
    // Hung up between the answer and this decision.
    draft.effect({ kind: 'acd', input: { kind: 'talk.agentLeft', callId, agentId, lost: false } })
    return
  }
  draft.update({ phase: 'talk', talk: { agentId, legId: leg.legId, recording: null } })
  draft.effect({ kind: 'media.stopPlaying' })
  if (input.recordingId !== null) startRecording(draft, agentLeg, input.recordingId)
}

/** The engine gives a leg up: an answer that came too late, or a talking agent whose phone is gone. */
export function releaseLeg(draft: CallDraft, legId: LegId): void {
  const agentLeg = draft.agentLeg(legId)
  if (agentLeg === undefined || isOver(agentLeg)) {
    draft.ignore('the leg is over')
    return
  }
  const wasTalking = leaveTalk(draft, legId)
  hangUpAgent(draft, legId, wasTalking ? 'connectionLost' : 'answeredElsewhere')
}

export function agentLegReported(draft: CallDraft, legId: LegId, report: LegReport): void {
  const agentLeg = draft.agentLeg(legId)
  if (agentLeg === undefined) return
  const { callId } = draft.state
  const { agentId } = agentLeg
  const isTalking = draft.state.talk?.legId === legId
  switch (report.kind) {
    case 'leg.answered':
      draft.putAgentLeg({ ...agentLeg, stage: 'joining' })
      draft.effect({ kind: 'media.joinAgent', legId })
      return
    case 'leg.held':
      if (!isTalking) return
      draft.effect({ kind: 'media.hold', legId })
      draft.effect({ kind: 'acd', input: { kind: 'talk.held', callId, agentId } })
      return
    case 'leg.retrieved':
      if (!isTalking) return
      draft.effect({ kind: 'media.retrieve', legId })
      draft.effect({ kind: 'acd', input: { kind: 'talk.retrieved', callId, agentId } })
      return
    case 'leg.ended':
      agentLegEnded(draft, agentLeg, report)
      return
    default:
      assertNever(report, 'leg report')
  }
}

/** Who answers and hangs up before the two are joined has declined too. */
const DECLINED: readonly HangupReason[] = ['declined', 'busy', 'normalClearing']
const LOST: readonly HangupReason[] = ['connectionLost', 'mediaLost', 'sessionTimerExpired', 'ackTimeout']

function agentLegEnded(
  draft: CallDraft,
  agentLeg: AgentLeg,
  { cause }: Extract<LegReport, { kind: 'leg.ended' }>,
): void {
  const { callId, phase } = draft.state
  const { agentId, leg, stage } = agentLeg
  if (!isWithEngine(phase)) return
  const wasTalking = leaveTalk(draft, leg.legId)
  draft.effect({ kind: 'media.dropAgent', legId: leg.legId })
  if (wasTalking) {
    const lost = LOST.includes(cause.reason)
    draft.effect({ kind: 'acd', input: { kind: 'talk.agentLeft', callId, agentId, lost } })
    return
  }
  // Between the answer and the engine's decision the decision itself finds the leg gone.
  if (stage === 'joined') return
  const outcome = DECLINED.includes(cause.reason) ? 'declined' : 'unreachable'
  tellFailed(draft, agentLeg, { outcome, sipStatus: cause.sipStatus })
}

/** True when that agent was talking: the recording of the segment ends, the caller is the engine's again. */
function leaveTalk(draft: CallDraft, legId: LegId): boolean {
  if (draft.state.talk?.legId !== legId) return false
  stopRecording(draft)
  draft.update({ talk: null, phase: 'queue' })
  return true
}

function hangUpAgent(draft: CallDraft, legId: LegId, reason: HangupReason): void {
  keepLegStep(draft, legId, {
    kind: 'our.hangUp',
    reason,
    releasedBy: reason === 'connectionLost' ? 'network' : 'system',
  })
  draft.effect({ kind: 'media.dropAgent', legId })
}

function tellFailed(
  draft: CallDraft,
  { agentId, presentation }: AgentLeg,
  end: { readonly outcome: 'declined' | 'unreachable' | 'noAnswer'; readonly sipStatus: number | null },
): void {
  const { callId } = draft.state
  draft.effect({ kind: 'acd', input: { kind: 'presentation.failed', callId, agentId, presentation, ...end } })
}
