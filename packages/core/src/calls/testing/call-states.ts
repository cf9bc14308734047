import type {
  AgentId,
  CallbackId,
  CallId,
  DidId,
  FlowId,
  LegId,
  QueueId,
  RecordingId,
  TenantId,
  TrunkId,
  VoicemailBoxId,
} from '../../ids.ts'
import { instant } from '../../time.ts'
import type { CallArrival, CallbackCall, CallInput, CallInputKind, CallState } from '../call-types.ts'
import type { LegState } from '../leg-types.ts'
import { causeOf } from '../sip-q850.ts'
import { startCall, startCallback } from '../start-call.ts'
import { stepCall } from '../step-call.ts'

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

/** Another agent, rung for the same caller at once. */
export const OTHER_LEG = 'leg_other' as LegId
const OTHER_RING: CallInput = {
  ...RING,
  legId: OTHER_LEG,
  sipCallId: OTHER_LEG,
  agentId: 'agt_jonas' as AgentId,
  presentation: 2,
}
const OTHER_OFFERED: CallInput = { kind: 'agentMedia.offered', legId: OTHER_LEG, localPort: 20_004 }
const OTHER_ANSWERED: CallInput = { kind: 'leg', legId: OTHER_LEG, input: { kind: 'far.answered', session: null } }
const bothRinging = [...ringing, OTHER_RING, OTHER_OFFERED]

/** A number, as the dialler hands it over when it has answered. */
export const OUTSIDE_LEG = 'leg_outside' as LegId
const answeredLeg = (party: 'outside' | 'caller'): LegState => ({
  legId: OUTSIDE_LEG,
  callId: ARRIVAL.callId,
  direction: 'outbound',
  party,
  agentId: null,
  trunkId: ARRIVAL.trunkId,
  sipCallId: OUTSIDE_LEG,
  phase: 'established',
  hasRung: true,
  held: false,
  refreshing: false,
  session: null,
  answeredAt: BEGAN,
})
const RING_OUTSIDE: CallInput = { kind: 'acd.ringOutside', number: '13900139000', presentation: 3 }
const OUTSIDE_ANSWERED: CallInput = {
  kind: 'outside.answered',
  dial: 1,
  leg: answeredLeg('outside'),
  localPort: 20_006,
}
const CUSTOMER_ANSWERED: CallInput = { ...OUTSIDE_ANSWERED, leg: answeredLeg('caller') }
const CONNECT_OUTSIDE: CallInput = { kind: 'acd.connectOutside', legId: OUTSIDE_LEG, recordingId: RECORDING }
const FLOW = 'ivr_pin' as FlowId
const SENT_TO_FLOW: CallInput = { kind: 'acd.startFlow', agentId: AGENT, flowId: FLOW, returns: true }
const DIAL_CALLBACK: CallInput = { kind: 'acd.dialCallback', legId: AGENT_LEG }
const TO_VOICEMAIL: CallInput = { kind: 'acd.overflow', to: { kind: 'voicemail', boxId: 'vbx_one' as VoicemailBoxId } }
const LEFT_ALONE: CallInput = { kind: 'acd.hangUp', releasedBy: 'agent', goesOn: true }
const AGENT_HUNG_UP: CallInput = { kind: 'leg', legId: AGENT_LEG, input: { kind: 'far.hungUp' } }

const after = (inputs: readonly CallInput[], arrival: Partial<CallArrival> = {}): CallState =>
  inputs.reduce((state, input) => stepCall(state, input, BEGAN).state, startCall({ ...ARRIVAL, ...arrival }).state)

const CALLBACK: CallbackCall = {
  callId: ARRIVAL.callId,
  tenantId: ARRIVAL.tenantId,
  callbackId: 'cbk_one' as CallbackId,
  queueId: QUEUE,
  number: '13800138000',
  destinationClass: 'mobile',
  callerId: '4008001001',
}
const calledBack = (inputs: readonly CallInput[]): CallState =>
  inputs.reduce((state, input) => stepCall(state, input, BEGAN).state, startCallback(CALLBACK).state)
const callbackRinging = [RING, OFFERED, RINGING]
const callbackDialling = [...callbackRinging, ANSWERED, JOINED, DIAL_CALLBACK]

export const CALL_STATES = {
  opening: after([]),
  announcement: after([OPENED, ACKED], { treatment: 'full' }),
  flow: after([OPENED, ACKED]),
  'flow, dialling': after([OPENED, ACKED, { kind: 'flow.dial', number: '13900139000' }]),
  'queue, waiting': after([OPENED, ACKED, QUEUED]),
  'queue, offering': after([OPENED, ACKED, QUEUED, RING]),
  'queue, ringing': after(ringing),
  'queue, joining': after([...ringing, ANSWERED]),
  'queue, joined': after([...ringing, ANSWERED, JOINED]),
  'queue, two ringing': after(bothRinging),
  'queue, two answered': after([...bothRinging, OTHER_ANSWERED, ANSWERED]),
  'queue, outside ringing': after([OPENED, ACKED, QUEUED, RING_OUTSIDE]),
  'queue, outside answered': after([OPENED, ACKED, QUEUED, RING_OUTSIDE, OUTSIDE_ANSWERED]),
  talk: after(talking),
  'talk, outside': after([OPENED, ACKED, QUEUED, RING_OUTSIDE, OUTSIDE_ANSWERED, CONNECT_OUTSIDE]),
  'talk, from the menu': after([OPENED, ACKED, { kind: 'flow.dial', number: '1' }, OUTSIDE_ANSWERED]),
  'flow for the agent': after([...talking, SENT_TO_FLOW]),
  'flow, the agent gone': after([...talking, SENT_TO_FLOW, AGENT_HUNG_UP]),
  'flow after the talk': after([...talking, AGENT_HUNG_UP, LEFT_ALONE]),
  voicemail: after([OPENED, ACKED, QUEUED, TO_VOICEMAIL]),
  leaving: after([OPENED, ACKED, QUEUED, { kind: 'acd.leaveQueue', to: 'callback' }]),
  'callback, nobody': calledBack([]),
  'callback, ringing': calledBack(callbackRinging),
  'callback, agent joined': calledBack([...callbackRinging, ANSWERED, JOINED]),
  'callback, dialling': calledBack(callbackDialling),
  'callback, answered': calledBack([...callbackDialling, CUSTOMER_ANSWERED]),
  'callback, talk': calledBack([...callbackDialling, CUSTOMER_ANSWERED, CONNECT]),
  closing: after([...talking, HUNG_UP]),
  'closing, a message kept': after([OPENED, ACKED, QUEUED, TO_VOICEMAIL, HUNG_UP]),
  'closing, a dial rests': after([OPENED, ACKED, QUEUED, RING_OUTSIDE, HUNG_UP]),
  ended: after([...talking, HUNG_UP, { kind: 'call.finish' }]),
} as const satisfies Record<string, CallState>
export type CallStateName = keyof typeof CALL_STATES

/** `leg` by who does what. */
type InputName =
  | Exclude<CallInputKind, 'leg'>
  | 'caller hangs up'
  | 'agent hangs up'
  | 'agent holds'
  | 'other answers'
  | 'outside hangs up'
export const CALL_INPUTS: Readonly<Record<InputName, CallInput>> = {
  'caller hangs up': HUNG_UP,
  'agent hangs up': AGENT_HUNG_UP,
  'agent holds': {
    kind: 'leg',
    legId: AGENT_LEG,
    input: { kind: 'far.modified', requestId: 1, offer: 'hold', movesMedia: false, session: null },
  },
  'other answers': OTHER_ANSWERED,
  'outside hangs up': { kind: 'leg', legId: OUTSIDE_LEG, input: { kind: 'far.hungUp' } },
  'media.opened': OPENED,
  'media.refused': { kind: 'media.refused', reason: 'mediaRefused' },
  'announcement.finished': { kind: 'announcement.finished' },
  'flow.queue': QUEUED,
  'flow.hangUp': { kind: 'flow.hangUp' },
  'flow.returned': { kind: 'flow.returned' },
  'flow.dial': { kind: 'flow.dial', number: '13900139000' },
  'voicemail.ended': { kind: 'voicemail.ended' },
  'waiting.hangUp': { kind: 'waiting.hangUp' },
  'acd.ring': OTHER_RING,
  'acd.cancelRing': { kind: 'acd.cancelRing', agentId: AGENT, presentation: 1 },
  'acd.connect': CONNECT,
  'acd.releaseLeg': { kind: 'acd.releaseLeg', legId: AGENT_LEG },
  'acd.part': { kind: 'acd.part', agentId: AGENT, legId: AGENT_LEG },
  'acd.playMusic': { kind: 'acd.playMusic', queueId: QUEUE },
  'acd.hangUp': LEFT_ALONE,
  'acd.overflow': { kind: 'acd.overflow', to: { kind: 'flow', flowId: FLOW } },
  'acd.leaveQueue': { kind: 'acd.leaveQueue', to: 'voicemail' },
  'acd.ringOutside': RING_OUTSIDE,
  'acd.cancelOutside': { kind: 'acd.cancelOutside', presentation: 3 },
  'acd.connectOutside': CONNECT_OUTSIDE,
  'acd.dialCallback': DIAL_CALLBACK,
  'acd.startFlow': SENT_TO_FLOW,
  'acd.rejoin': { kind: 'acd.rejoin', legId: AGENT_LEG, recordingId: 'rec_two' as RecordingId },
  'agentMedia.offered': OFFERED,
  'agentMedia.joined': JOINED,
  'agentMedia.failed': { kind: 'agentMedia.failed', legId: AGENT_LEG },
  'outside.answered': OUTSIDE_ANSWERED,
  'outside.failed': { kind: 'outside.failed', dial: 1, outcome: 'busy', cause: causeOf('busy') },
  'media.lost': { kind: 'media.lost' },
  'call.abort': { kind: 'call.abort', reason: 'nodeLost' },
  'call.finish': { kind: 'call.finish' },
}
export type CallInputName = InputName
