import type { RecordingId } from '../ids.ts'
import type { CallDraft } from './call-draft.ts'
import type { AgentLeg } from './call-types.ts'

/** One segment: from an agent's answer until that agent leaves, hold included. */
export function startRecording(draft: CallDraft, agentLeg: AgentLeg, recordingId: RecordingId): void {
  const { callId, talk, segments } = draft.state
  if (talk === null) return
  const segment = segments + 1
  draft.update({ segments: segment, talk: { ...talk, recording: { recordingId, segment, startedAt: draft.now } } })
  draft.effect({ kind: 'recording.start', recordingId, segment })
  draft.fact({
    kind: 'recording.started',
    recordingId,
    callId,
    agentId: agentLeg.agentId,
    segment,
    rtpengineCallId: callId,
  })
}

export function stopRecording(draft: CallDraft): void {
  const { callId, callerPort, talk } = draft.state
  const recording = talk?.recording ?? null
  if (talk === null || recording === null) return
  const { recordingId, segment, startedAt } = recording
  draft.effect({ kind: 'recording.stop', recordingId })
  draft.update({ talk: { ...talk, recording: null } })
  draft.fact({
    kind: 'recording.stopped',
    recordingId,
    callId,
    agentId: talk.agentId,
    segment,
    expectedMs: draft.now - startedAt,
    // rtpengine names no file; its metadata file carries the recording's id.
    captureFile: null,
    streams: [
      { party: 'caller', ssrc: null, localPort: callerPort },
      { party: 'agent', ssrc: null, localPort: draft.agentLeg(talk.legId)?.localPort ?? 0 },
    ],
  })
}
