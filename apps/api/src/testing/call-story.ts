import { journalEventSchema, JOURNAL_STREAM } from '@seatline/core'
import type { JournalEvent } from '@seatline/core'
import type { Redis } from 'ioredis'

const CAUSE = { reason: 'normalClearing', sipStatus: 200, q850: 16 } as const

export type CallStory = {
  readonly callId: string
  readonly tenantId: string
  readonly didId: string
  readonly flowId: string
  readonly flowVersionId: string
  readonly queueId: string
  readonly agentId: string
  readonly ani: string
  readonly dnis: string
  readonly arrivesAt: number
}

type Told = { readonly atMs: number; readonly fact: object }

/** A call that chooses 1, waits 2 s, rings 3 s, is talked for 60 s with 10 s of hold, and is ended by the caller. */
export function answeredCall(story: CallStory): Told[] {
  const { callId, agentId, queueId } = story
  const legId = `leg_agent-${callId.slice(4)}`
  const recordingId = `rec_${callId.slice(4)}`
  const reason = { method: 'longestIdle', candidates: 2, idleMs: 90_000, waitedMs: 2_000 }
  const presented = { callId, queueId, agentId, presentation: 1 }
  const recorded = { recordingId, callId, agentId, segment: 1 }
  return [
    ...waitingCall(story),
    { atMs: 7_000, fact: { kind: 'call.presented', ...presented, reason } },
    {
      atMs: 10_000,
      fact: { kind: 'call.presentationEnded', ...presented, outcome: 'answered', sipStatus: 200 },
    },
    {
      atMs: 10_000,
      fact: {
        kind: 'leg.started',
        legId,
        callId,
        direction: 'outbound',
        party: 'agent',
        agentId,
        trunkId: null,
        sipCallId: `${legId}@media`,
      },
    },
    { atMs: 10_000, fact: { kind: 'leg.answered', legId, callId } },
    { atMs: 10_000, fact: { kind: 'call.connected', callId, queueId, agentId, legId, waitedMs: 5_000 } },
    { atMs: 10_000, fact: { kind: 'recording.started', ...recorded, rtpengineCallId: callId } },
    { atMs: 30_000, fact: { kind: 'call.held', callId, agentId } },
    { atMs: 40_000, fact: { kind: 'call.retrieved', callId, agentId } },
    { atMs: 70_000, fact: { kind: 'call.disconnected', callId, agentId, by: 'caller' } },
    {
      atMs: 70_000,
      fact: { kind: 'recording.stopped', ...recorded, expectedMs: 60_000, captureFile: null, streams: [] },
    },
    { atMs: 70_000, fact: { kind: 'leg.ended', legId, callId, releasedBy: 'caller', cause: CAUSE } },
    ...end(story, 70_000),
  ]
}

/** Up to the queue. */
export function waitingCall(story: CallStory): Told[] {
  const { callId, queueId, ani, dnis } = story
  const legId = callerLeg(story)
  const sipCallId = `${callId}@carrier`
  const trunkId = 'trk_demo-carrier'
  const node = (nodeId: string, nodeKind: string, label: string): object => ({
    kind: 'ivr.nodeEntered',
    callId,
    nodeId,
    nodeKind,
    label,
  })
  return [
    {
      atMs: 0,
      fact: { kind: 'call.arrived', callId, legId, trunkId, didId: story.didId, ani, dnis, sipCallId, test: false },
    },
    {
      atMs: 0,
      fact: {
        kind: 'leg.started',
        legId,
        callId,
        direction: 'inbound',
        party: 'caller',
        agentId: null,
        trunkId,
        sipCallId,
      },
    },
    { atMs: 100, fact: { kind: 'leg.answered', legId, callId } },
    { atMs: 100, fact: { kind: 'call.answered', callId } },
    {
      atMs: 100,
      fact: { kind: 'ivr.started', callId, flowId: story.flowId, flowVersionId: story.flowVersionId },
    },
    { atMs: 100, fact: node('greeting', 'play', 'Greeting') },
    { atMs: 3_000, fact: node('menu', 'menu', 'Main menu') },
    { atMs: 5_000, fact: { kind: 'ivr.digitsCollected', callId, nodeId: 'menu', digits: '1', variable: null } },
    { atMs: 5_000, fact: { kind: 'ivr.ended', callId, outcome: 'queued' } },
    {
      atMs: 5_000,
      fact: {
        kind: 'call.queued',
        callId,
        queueId,
        priority: 0,
        position: 1,
        enqueuedAt: story.arrivesAt + 5_000,
        requeued: false,
      },
    },
  ]
}

/** The caller hangs up while waiting. */
export const abandonedCall = (story: CallStory): Told[] => [
  ...waitingCall(story),
  {
    atMs: 9_000,
    fact: { kind: 'call.abandoned', callId: story.callId, queueId: story.queueId, waitedMs: 4_000, phase: 'queue' },
  },
  ...end(story, 9_000),
]

const callerLeg = ({ callId }: CallStory): string => `leg_caller-${callId.slice(4)}`

const end = (story: CallStory, atMs: number): Told[] => [
  {
    atMs,
    fact: { kind: 'leg.ended', legId: callerLeg(story), callId: story.callId, releasedBy: 'caller', cause: CAUSE },
  },
  { atMs, fact: { kind: 'call.ended', callId: story.callId, releasedBy: 'caller', cause: CAUSE } },
]

/** Appends the story to the journal's stream, as a media node does. */
export async function tell(redis: Redis, story: CallStory, told: readonly Told[]): Promise<void> {
  for (const [index, { atMs, fact }] of told.entries()) {
    const event: JournalEvent = journalEventSchema.parse({
      v: 1,
      eventId: `evt_${story.callId.slice(4)}-${String(index)}`,
      at: story.arrivesAt + atMs,
      tenantId: story.tenantId,
      nodeId: 'media-story',
      epoch: story.arrivesAt - 1_000,
      subject: { kind: 'call', id: story.callId },
      seq: index + 1,
      fact,
    })
    await redis.xadd(JOURNAL_STREAM, '*', 'event', JSON.stringify(event))
  }
}
