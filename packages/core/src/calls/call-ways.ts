import { assertNever } from '../assert.ts'
import { hangUpAgent, leaveTalk } from './agent-legs.ts'
import { closeCall, finishWhenQuiet, giveUpDial } from './call-closing.ts'
import { isOver, type CallDraft } from './call-draft.ts'
import { startRecording, stopRecording } from './call-recording.ts'
import type { CallInput, CallTarget } from './call-types.ts'
import { causeOf } from './sip-q850.ts'

type InputOf<K extends CallInput['kind']> = Extract<CallInput, { kind: K }>

/** The flow sends the caller to a queue. An agent who had sent the caller into the flow is freed by the engine. */
export function queueFromFlow(draft: CallDraft, { queueId, priority, asked }: InputOf<'flow.queue'>): void {
  const { phase, callId, tenantId, test } = draft.state
  if (phase !== 'flow' && phase !== 'agentFlow') {
    draft.ignore('the caller is not in the menu')
    return
  }
  draft.update({ phase: 'queue', engine: 'has', talk: null, afterTalk: false })
  draft.tellEngine({
    ...asked,
    kind: 'call.enqueue',
    callId,
    tenantId,
    queueId,
    priority,
    ...(test ? { test: true as const } : {}),
  })
}

export function flowEnded(draft: CallDraft, how: 'flow.hangUp' | 'flow.returned'): void {
  const { phase, callId } = draft.state
  if (phase === 'agentFlow' && how === 'flow.returned') draft.tellEngine({ kind: 'flow.returned', callId })
  else if (phase === 'flow' || phase === 'agentFlow')
    closeCall(draft, { releasedBy: 'system', cause: causeOf('flowEnded') })
  else draft.ignore('the caller is not in the menu')
}

export function startFlowForAgent(draft: CallDraft, { agentId, flowId, returns }: InputOf<'acd.startFlow'>): void {
  const { phase, talk } = draft.state
  const isTheirs = phase === 'talk' && talk?.agentId === agentId
  if (!isTheirs && !(phase === 'queue' && !returns)) {
    draft.ignore('the agent does not talk with the caller')
    return
  }
  if (returns && talk !== null) {
    // What the caller keys in or says there is not for the agent, and not for the recording of the talk.
    stopRecording(draft)
    draft.update({ phase: 'agentFlow' })
    draft.effect({ kind: 'media.part', legId: talk.legId })
  } else {
    if (talk !== null) {
      leaveTalk(draft, talk.legId)
      hangUpAgent(draft, talk.legId, 'transferred')
    }
    draft.update({ phase: 'flow', engine: 'had' })
    draft.effect({ kind: 'media.stopPlaying' })
  }
  draft.effect({ kind: 'flow.start', how: { why: 'agent', flowId, returns } })
}

/** The caller is back with the agent who sent them away, at the end of the flow or before. */
export function rejoinAgent(draft: CallDraft, { legId, recordingId }: InputOf<'acd.rejoin'>): void {
  const { phase, talk, callId } = draft.state
  const agentLeg = draft.agentLeg(legId)
  if (phase !== 'agentFlow' || talk?.legId !== legId || agentLeg === undefined || isOver(agentLeg)) {
    draft.ignore('no agent waits for the caller')
    return
  }
  draft.effect({ kind: 'flow.callerLeft' })
  draft.update({ phase: 'talk' })
  draft.effect({ kind: 'media.rejoin', legId })
  if (recordingId !== null) startRecording(draft, agentLeg, recordingId)
  if (!agentLeg.leg.held || talk.agentId === null) return
  draft.effect({ kind: 'media.hold', legId })
  draft.tellEngine({ kind: 'talk.held', callId, agentId: talk.agentId })
}

/** The caller waits (again). */
export function playMusic(draft: CallDraft, { queueId }: InputOf<'acd.playMusic'>): void {
  const { phase, talk } = draft.state
  if (phase === 'agentFlow' && talk === null) {
    // The agent has gone, and the flow has come to its end.
    draft.update({ phase: 'queue' })
  } else if (phase !== 'queue') {
    draft.ignore('the caller does not wait')
    return
  }
  draft.effect({ kind: 'waiting.enter', queueId })
}

/** The queue gave the call up. */
export function overflow(draft: CallDraft, to: CallTarget): void {
  if (!leaveEngine(draft)) return
  draft.effect({ kind: 'waiting.leave' })
  draft.effect({ kind: 'media.stopPlaying' })
  switch (to.kind) {
    case 'flow':
      draft.update({ phase: 'flow' })
      draft.effect({ kind: 'flow.start', how: { why: 'overflow', flowId: to.flowId } })
      return
    case 'voicemail':
      draft.update({ phase: 'voicemail', inVoicemail: true })
      draft.effect({ kind: 'voicemail.start', boxId: to.boxId })
      return
    case 'announcement':
      draft.update({ phase: 'announcement' })
      draft.effect({ kind: 'announcement.play', promptId: to.promptId })
      return
    default:
      assertNever(to, 'target of an overflow')
  }
}

/** The caller chose not to wait, and it holds. */
export function leaveQueue(draft: CallDraft, to: InputOf<'acd.leaveQueue'>['to']): void {
  if (!leaveEngine(draft)) return
  switch (to) {
    case 'callback':
      draft.update({ phase: 'leaving' })
      draft.effect({ kind: 'waiting.accepted' })
      return
    case 'voicemail':
      draft.update({ phase: 'voicemail', inVoicemail: true })
      draft.effect({ kind: 'waiting.accepted' })
      draft.effect({ kind: 'media.stopPlaying' })
      draft.effect({ kind: 'voicemail.start', boxId: null })
      return
    case 'flow':
      draft.update({ phase: 'flow' })
      draft.effect({ kind: 'waiting.accepted' })
      draft.effect({ kind: 'media.stopPlaying' })
      draft.effect({ kind: 'flow.start', how: { why: 'choice' } })
      return
    default:
      assertNever(to, 'choice of a waiting caller')
  }
}

/** The engine has the call no more; phones that still ring for it are stopped. */
function leaveEngine(draft: CallDraft): boolean {
  if (draft.state.phase !== 'queue') {
    draft.ignore('the caller does not wait')
    return false
  }
  for (const each of draft.state.agentLegs) if (!isOver(each)) hangUpAgent(draft, each.leg.legId, 'noAnswer')
  giveUpDial(draft)
  draft.update({ engine: 'had' })
  return true
}

export function voicemailEnded(draft: CallDraft): void {
  if (!draft.state.inVoicemail) {
    draft.ignore('no message is being left')
    return
  }
  draft.update({ inVoicemail: false })
  if (draft.state.phase === 'closing') finishWhenQuiet(draft)
  else closeCall(draft, { releasedBy: 'system', cause: causeOf('flowEnded') })
}

export function announcementFinished(draft: CallDraft): void {
  const { phase, treatment } = draft.state
  if (phase !== 'announcement') {
    draft.ignore('nothing is being announced')
    return
  }
  const reason = { flow: 'flowEnded', full: 'tenantFull', suspended: 'tenantSuspended' } as const
  closeCall(draft, { releasedBy: 'system', cause: causeOf(reason[treatment]) })
}

/** The routing engine has taken the call out of its pool itself. A caller on whom the agent hung up may be asked about the talk. */
export function hangUpFromEngine(draft: CallDraft, { releasedBy, goesOn }: InputOf<'acd.hangUp'>): void {
  const { phase, lastAgentId, dialFailed } = draft.state
  if (phase === 'callback') {
    closeCall(draft, { releasedBy, cause: dialFailed ?? causeOf('noAnswer') })
    return
  }
  const isLeftAlone = releasedBy === 'agent' && (phase === 'queue' || phase === 'talk')
  if (goesOn !== true || !isLeftAlone || lastAgentId === null) {
    closeCall(draft, { releasedBy, cause: causeOf(releasedBy === 'system' ? 'protocolError' : 'normalClearing') })
    return
  }
  const { talk } = draft.state
  if (talk !== null) {
    leaveTalk(draft, talk.legId)
    hangUpAgent(draft, talk.legId, 'normalClearing')
  }
  draft.update({ phase: 'flow', engine: 'had', afterTalk: true })
  draft.effect({ kind: 'flow.start', how: { why: 'afterTalk', agentId: lastAgentId } })
}
