import { assertNever } from '../assert.ts'
import type { LegId } from '../ids.ts'
import { closeCall, giveUpDial } from './call-closing.ts'
import { isOver, type CallDraft } from './call-draft.ts'
import { keepLegStep } from './call-leg-step.ts'
import { startRecording, stopRecording } from './call-recording.ts'
import type { AgentLeg, CallInput } from './call-types.ts'
import type { HangupReason } from './hangup-cause.ts'
import type { LegReport } from './leg-types.ts'
import { causeOf } from './sip-q850.ts'
import { startLeg } from './step-leg.ts'

type InputOf<K extends CallInput['kind']> = Extract<CallInput, { kind: K }>
type Failure = { readonly outcome: 'declined' | 'unreachable' | 'noAnswer'; readonly sipStatus: number | null }

const isBeingJoined = (each: AgentLeg): boolean =>
  !isOver(each) && (each.stage === 'joining' || each.stage === 'joined')

/** The routing engine presents the call: rtpengine prepares the offer, then the phone rings. Several may ring at once. */
export function ringAgent(draft: CallDraft, input: InputOf<'acd.ring'>): void {
  const { callId, phase, agentLegs } = draft.state
  if (phase !== 'queue' && phase !== 'callback') {
    draft.ignore('the caller does not wait')
    return
  }
  const { legId, agentId, device, presentation, sipCallId } = input
  if (draft.agentLeg(legId) !== undefined) {
    draft.ignore('the phone rings already')
    return
  }
  const leg = startLeg({ legId, callId, direction: 'outbound', party: 'agent', agentId, trunkId: null, sipCallId })
  if (phase === 'queue' && agentLegs.every(isOver)) draft.effect({ kind: 'waiting.agentFound' })
  draft.update({
    agentLegs: [
      ...unfinished(agentLegs),
      { leg: leg.state, agentId, presentation, device, stage: 'offering', localPort: 0 },
    ],
  })
  draft.fact(leg.fact)
  draft.effect({ kind: 'media.offerAgent', legId, device })
}

/** Legs that are quite over are forgotten, so that a call presented for hours does not grow. */
export const unfinished = (agentLegs: readonly AgentLeg[]): readonly AgentLeg[] =>
  agentLegs.filter((each) => each.leg.phase !== 'ended' && !(isOver(each) && each.stage === 'offering'))

export function agentMediaOffered(draft: CallDraft, input: InputOf<'agentMedia.offered'>): void {
  const agentLeg = draft.agentLeg(input.legId)
  if (agentLeg?.stage !== 'offering' || isOver(agentLeg)) {
    draft.ignore('the agent is not being rung')
    return
  }
  const { agentId, device } = agentLeg
  draft.putAgentLeg({ ...agentLeg, stage: 'dialled', localPort: input.localPort })
  if (agentId !== null && device !== 'trunk') draft.effect({ kind: 'agent.dial', legId: input.legId, agentId, device })
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
  if (agentId !== null)
    draft.tellEngine({ kind: 'presentation.answered', callId, agentId, presentation, legId: input.legId })
}

/** rtpengine refused the agent's session description, or did not answer. */
export function agentMediaFailed(draft: CallDraft, legId: LegId): void {
  const agentLeg = draft.agentLeg(legId)
  if (agentLeg === undefined || isOver(agentLeg) || agentLeg.stage === 'joined') {
    draft.ignore('the agent is not being rung')
    return
  }
  hangUpAgent(draft, legId, 'mediaRefused')
  presentationFailed(draft, agentLeg, { outcome: 'unreachable', sipStatus: null })
}

export function cancelRing(draft: CallDraft, input: Pick<AgentLeg, 'agentId' | 'presentation'>): void {
  const agentLeg = draft.state.agentLegs.find(
    (each) => each.agentId === input.agentId && each.presentation === input.presentation,
  )
  const rings = agentLeg !== undefined && !isOver(agentLeg) && draft.state.talk?.legId !== agentLeg.leg.legId
  if (!rings) {
    draft.ignore('the agent does not ring')
    return
  }
  const { legId } = agentLeg.leg
  const isBeaten = draft.state.agentLegs.some((each) => each.leg.legId !== legId && isBeingJoined(each))
  hangUpAgent(draft, legId, isBeaten ? 'answeredElsewhere' : 'noAnswer')
  afterRing(draft)
}

/** The answer counts: stop the music, record when the queue says so. In a callback the customer is there, too. */
export function connectAgent(
  draft: CallDraft,
  input: Pick<InputOf<'acd.connect'>, 'legId' | 'recordingId' | 'sayAgentNumber'>,
): void {
  const { phase, callId, caller, lastAgentId } = draft.state
  const agentLeg = draft.agentLeg(input.legId)
  const waits = phase === 'queue' || (phase === 'callback' && caller !== null)
  if (!waits || agentLeg?.stage !== 'joined') {
    draft.ignore('the caller does not wait for this agent')
    return
  }
  const { agentId, leg } = agentLeg
  if (isOver(agentLeg)) {
    // Hung up between the answer and this decision.
    if (agentId === null) draft.tellEngine({ kind: 'outside.left', callId })
    else draft.tellEngine({ kind: 'talk.agentLeft', callId, agentId, lost: false })
    return
  }
  draft.update({
    phase: 'talk',
    talk: { agentId, legId: leg.legId, recording: null },
    lastAgentId: agentId ?? lastAgentId,
  })
  if (phase === 'queue') draft.effect({ kind: 'waiting.leave' })
  draft.effect({ kind: 'media.stopPlaying' })
  if (input.recordingId !== null) startRecording(draft, agentLeg, input.recordingId)
  if (input.sayAgentNumber === true && agentId !== null)
    draft.effect({ kind: 'agentNumber.say', agentId, legId: leg.legId })
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
  // Without the agent the customer of a callback would meet nobody.
  if (draft.state.dial?.purpose === 'callback') giveUpDial(draft)
  if (!wasTalking) afterRing(draft)
}

/** The agent has handed the caller on. */
export function partAgent(draft: CallDraft, legId: LegId): void {
  const agentLeg = draft.agentLeg(legId)
  if (agentLeg === undefined || isOver(agentLeg)) {
    draft.ignore('the leg is over')
    return
  }
  leaveTalk(draft, legId)
  hangUpAgent(draft, legId, 'transferred')
}

export function agentLegReported(draft: CallDraft, legId: LegId, report: LegReport): void {
  const agentLeg = draft.agentLeg(legId)
  if (agentLeg === undefined) return
  switch (report.kind) {
    case 'leg.answered':
      agentAnswered(draft, agentLeg)
      return
    case 'leg.held':
    case 'leg.retrieved':
      agentHolds(draft, agentLeg, report.kind)
      return
    case 'leg.ended':
      agentLegEnded(draft, agentLeg, report)
      return
    default:
      assertNever(report, 'leg report')
  }
}

/** The first answer wins. One that comes while another is being joined waits for what becomes of that: the caller is never joined to two. */
function agentAnswered(draft: CallDraft, agentLeg: AgentLeg): void {
  const isFirst = !draft.state.agentLegs.some(isBeingJoined)
  draft.putAgentLeg({ ...agentLeg, stage: isFirst ? 'joining' : 'answered' })
  if (isFirst) draft.effect({ kind: 'media.joinAgent', legId: agentLeg.leg.legId })
}

/** A phone that rang, or whose answer did not count, is gone: another that has answered meanwhile gets its turn. */
function afterRing(draft: CallDraft): void {
  const { agentLegs, phase } = draft.state
  if (phase !== 'queue' && phase !== 'callback') return
  if (agentLegs.some(isBeingJoined)) return
  const next = agentLegs.find((each) => each.stage === 'answered' && !isOver(each))
  if (next !== undefined) {
    draft.putAgentLeg({ ...next, stage: 'joining' })
    draft.effect({ kind: 'media.joinAgent', legId: next.leg.legId })
  } else if (phase === 'queue' && agentLegs.every(isOver)) draft.effect({ kind: 'waiting.agentLost' })
}

function agentHolds(draft: CallDraft, { agentId, leg }: AgentLeg, kind: 'leg.held' | 'leg.retrieved'): void {
  const { callId, talk, phase } = draft.state
  const { legId } = leg
  // While the caller is in a flow for the agent there is nobody to hold; what holds then is seen when they are joined again.
  if (talk?.legId !== legId || phase !== 'talk') return
  const isHeld = kind === 'leg.held'
  draft.effect({ kind: isHeld ? 'media.hold' : 'media.retrieve', legId })
  if (agentId !== null) draft.tellEngine({ kind: isHeld ? 'talk.held' : 'talk.retrieved', callId, agentId })
}

/** Who answers and hangs up before the two are joined has declined too. */
const DECLINED: readonly HangupReason[] = ['declined', 'busy', 'normalClearing']
const LOST: readonly HangupReason[] = ['connectionLost', 'mediaLost', 'sessionTimerExpired', 'ackTimeout']

function agentLegEnded(
  draft: CallDraft,
  agentLeg: AgentLeg,
  { cause }: Extract<LegReport, { kind: 'leg.ended' }>,
): void {
  const { callId, phase, dial } = draft.state
  const { agentId, leg, stage } = agentLeg
  if (phase === 'closing' || phase === 'ended') return
  const lost = LOST.includes(cause.reason)
  const wasTalking = leaveTalk(draft, leg.legId)
  draft.effect({ kind: 'media.dropAgent', legId: leg.legId })
  if (wasTalking) {
    if (agentId === null) outsideLeft(draft)
    else draft.tellEngine({ kind: 'talk.agentLeft', callId, agentId, lost })
    return
  }
  if (stage === 'joined') {
    // Between the answer and the engine's decision the decision itself finds the leg gone. With the customer being dialled it has been made.
    if (agentId === null || dial?.purpose !== 'callback') return
    giveUpDial(draft)
    draft.tellEngine({ kind: 'talk.agentLeft', callId, agentId, lost })
    return
  }
  const outcome = DECLINED.includes(cause.reason) ? 'declined' : 'unreachable'
  presentationFailed(draft, agentLeg, { outcome, sipStatus: cause.sipStatus })
}

/** The engine has the call, or nobody has: the menu had given the caller to that number. */
function outsideLeft(draft: CallDraft): void {
  const { callId, engine } = draft.state
  if (engine === 'has') draft.tellEngine({ kind: 'outside.left', callId })
  else closeCall(draft, { releasedBy: 'agent', cause: causeOf('normalClearing') })
}

/**
 * True when that agent was talking: the recording of the segment ends, the caller is the engine's again. A caller who is in a flow for the agent stays there.
 */
export function leaveTalk(draft: CallDraft, legId: LegId): boolean {
  const { talk, phase } = draft.state
  if (talk?.legId !== legId) return false
  stopRecording(draft)
  draft.update({ talk: null, phase: phase === 'talk' ? 'queue' : phase })
  return true
}

export function hangUpAgent(draft: CallDraft, legId: LegId, reason: HangupReason): void {
  keepLegStep(draft, legId, { kind: 'our.hangUp', reason, releasedBy: RELEASED_BY[reason] ?? 'system' })
  draft.effect({ kind: 'media.dropAgent', legId })
}

const RELEASED_BY: Partial<Record<HangupReason, 'network' | 'agent'>> = {
  connectionLost: 'network',
  transferred: 'agent',
  normalClearing: 'agent',
}

function presentationFailed(draft: CallDraft, { agentId, presentation }: AgentLeg, end: Failure): void {
  const { callId } = draft.state
  if (agentId !== null) draft.tellEngine({ kind: 'presentation.failed', callId, agentId, presentation, ...end })
  afterRing(draft)
}
