import type { AgentId, CallId, DidId, LegId, QueueId, RecordingId, TenantId, TrunkId } from '../../ids.ts'
import { instant } from '../../time.ts'
import type { CallArrival, CallInput, CallInputKind, CallState } from '../call-types.ts'
import { startCall, stepCall } from '../step-call.ts'

/** A call brought into each state by the inputs that lead there; for tests. */
export const BEGAN = instant(1_000_000)
export const CALLER_LEG = 'leg_caller' as LegId
export const AGENT_LEG = 'leg_agent' as LegId
export const AGENT = 'agt_mei' as AgentId
export const QUEUE = 'que_repair' as QueueId
export const RECORDING = 'rec_one' as RecordingId

const ARRIVAL: CallArrival = {
  callId: 'cal_one' as CallId,
  tenantId: 'ten_one' as TenantId,
  legId: CALLER_LEG,
  trunkId: 'trk_one' as TrunkId,
  didId: 'did_one' as DidId,
  ani: '13800138000',
  dnis: '4008001001',
  sipCallId: 'one@carrier',
  treatment: 'flow',
  test: false,
}

const OPENED: CallInput = { kind: 'media.opened', localPort: 20_000, session: null }
const ACKED: CallInput = { kind: 'leg', legId: CALLER_LEG, input: { kind: 'far.acked' } }
const QUEUED: CallInput = { kind: 'flow.queue', queueId: QUEUE, priority: 0 }
const RING: CallInput = {
  kind: 'acd.ring',
  agentId: AGENT,
  device: 'browser',
  presentation: 1,
  legId: AGENT_LEG,
  sipCallId: AGENT_LEG,
}
const OFFERED: CallInput = { kind: 'agentMedia.offered', legId: AGENT_LEG, localPort: 20_002 }
const RINGING: CallInput = { kind: 'leg', legId: AGENT_LEG, input: { kind: 'far.ringing' } }
const ANSWERED: CallInput = { kind: 'leg', legId: AGENT_LEG, input: { kind: 'far.answered', session: null } }
const JOINED: CallInput = { kind: 'agentMedia.joined', legId: AGENT_LEG, localPort: 20_002 }
const CONNECT: CallInput = { kind: 'acd.connect', agentId: AGENT, legId: AGENT_LEG, recordingId: RECORDING }
const HUNG_UP: CallInput = { kind: 'leg', legId: CALLER_LEG, input: { kind: 'far.hungUp' } }

const ringing = [OPENED, ACKED, QUEUED, RING, OFFERED, RINGING]
const talking = [...ringing, ANSWERED, JOINED, CONNECT]

const after = (inputs: readonly CallInput[], arrival: Partial<CallArrival> = {}): CallState =>
  inputs.reduce((state, input) => stepCall(state, input, BEGAN).state, startCall({ ...ARRIVAL, ...arrival }).state)

export const CALL_STATES = {
  opening: after([]),
  announcement: after([OPENED, ACKED], { treatment: 'full' }),
  flow: after([OPENED, ACKED]),
  'queue, waiting': after([OPENED, ACKED, QUEUED]),
  'queue, offering': after([OPENED, ACKED, QUEUED, RING]),
  'queue, ringing': after(ringing),
  'queue, joining': after([...ringing, ANSWERED]),
  'queue, joined': after([...ringing, ANSWERED, JOINED]),
  talk: after(talking),
  closing: after([...talking, HUNG_UP]),
  ended: after([...talking, HUNG_UP, { kind: 'call.finish' }]),
} as const satisfies Record<string, CallState>
export type CallStateName = keyof typeof CALL_STATES

/** `leg` twice: the caller's and the agent's hang-up. */
type InputName = Exclude<CallInputKind, 'leg'> | 'caller hangs up' | 'agent hangs up'
export const CALL_INPUTS: Readonly<Record<InputName, CallInput>> = {
  'caller hangs up': HUNG_UP,
  'agent hangs up': { kind: 'leg', legId: AGENT_LEG, input: { kind: 'far.hungUp' } },
  'media.opened': OPENED,
  'media.refused': { kind: 'media.refused', reason: 'mediaRefused' },
  'announcement.finished': { kind: 'announcement.finished' },
  'flow.queue': QUEUED,
  'flow.hangUp': { kind: 'flow.hangUp' },
  'acd.ring': { ...RING, legId: 'leg_other' as LegId, agentId: 'agt_jonas' as AgentId, presentation: 2 },
  'acd.cancelRing': { kind: 'acd.cancelRing', agentId: AGENT, presentation: 1 },
  'acd.connect': CONNECT,
  'acd.releaseLeg': { kind: 'acd.releaseLeg', legId: AGENT_LEG },
  'acd.playMusic': { kind: 'acd.playMusic', queueId: QUEUE },
  'acd.hangUp': { kind: 'acd.hangUp', releasedBy: 'agent' },
  'agentMedia.offered': OFFERED,
  'agentMedia.joined': JOINED,
  'agentMedia.failed': { kind: 'agentMedia.failed', legId: AGENT_LEG },
  'media.lost': { kind: 'media.lost' },
  'call.abort': { kind: 'call.abort', reason: 'nodeLost' },
  'call.finish': { kind: 'call.finish' },
}
export type CallInputName = InputName
