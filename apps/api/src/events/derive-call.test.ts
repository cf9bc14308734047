import { describe, expect, it } from 'vitest'
import type { JournalEvent } from '@seatline/core'
import { JournalWriter, writeDay } from '../testing/journal-stories.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { IMAGINED_WORLD } from '../testing/story-ids.ts'
import { deriveCall } from './derive-call.ts'
import { NodeStarts } from './node-starts.ts'

const CALL = 'cal_story'
const LEG = 'leg_story'
const AGENT = 'agt_test-1'
const OTHER_AGENT = 'agt_test-2'
const QUEUE = 'que_test-a'
const CAUSE = { reason: 'normalClearing', sipStatus: 200, q850: 16 }
const T0 = Date.UTC(2026, 10, 5, 10)

type Told = readonly [seconds: number, fact: object]

/** The caller's arrival and answer, then what is told; times in seconds from the arrival. */
function story(...told: readonly Told[]): JournalEvent[] {
  const writer = new JournalWriter(new SeededRandom(1), { nodeId: 'media-1', epoch: T0 - 60_000 })
  const facts: Told[] = [
    [
      0,
      {
        kind: 'call.arrived',
        legId: LEG,
        trunkId: 'trk_test',
        didId: 'did_test-a',
        ani: '+861',
        dnis: '400',
        sipCallId: 'x',
      },
    ],
    [
      0,
      {
        kind: 'leg.started',
        legId: LEG,
        direction: 'inbound',
        party: 'caller',
        agentId: null,
        trunkId: 'trk_test',
        sipCallId: 'x',
      },
    ],
    [1, { kind: 'leg.answered', legId: LEG }],
    [1, { kind: 'call.answered' }],
    ...told,
  ]
  for (const [seconds, fact] of facts)
    writer.write({ kind: 'call', id: CALL }, 'ten_test-a', T0 + seconds * 1_000, { callId: CALL, ...fact })
  return writer.events
}

const queued = (at: number, requeued = false): Told => [
  at,
  { kind: 'call.queued', queueId: QUEUE, priority: 0, position: 1, enqueuedAt: T0 + at * 1_000, requeued },
]
const presented = (at: number, agentId = AGENT, presentation = 1): Told => [
  at,
  {
    kind: 'call.presented',
    queueId: QUEUE,
    agentId,
    presentation,
    reason: { method: 'longestIdle', candidates: 1, idleMs: 0, waitedMs: 0 },
  },
]
const presentationEnded = (at: number, outcome: string, agentId = AGENT, presentation = 1): Told => [
  at,
  { kind: 'call.presentationEnded', queueId: QUEUE, agentId, presentation, outcome, sipStatus: null },
]
const connected = (at: number, agentId = AGENT, waitedMs = 0): Told => [
  at,
  { kind: 'call.connected', queueId: QUEUE, agentId, legId: 'leg_agent', waitedMs },
]
const ended = (at: number, releasedBy = 'caller'): Told[] => [
  [at, { kind: 'leg.ended', legId: LEG, releasedBy, cause: CAUSE }],
  [at, { kind: 'call.ended', releasedBy, cause: CAUSE }],
]
const plain = (at: number, kind: string, agentId = AGENT): Told => [at, { kind, agentId }]

describe('the call record', () => {
  const cases: readonly { readonly what: string; readonly told: readonly Told[]; readonly call: object }[] = [
    {
      what: 'in the menu',
      told: [],
      call: { phase: 'ivr', phaseSince: new Date(T0 + 1_000), endedAt: null, queueId: null },
    },
    {
      what: 'ringing at an agent',
      told: [queued(10), presented(15)],
      call: { phase: 'ringing', agentId: AGENT, queueId: QUEUE, presentations: 1 },
    },
    {
      what: 'back in the queue when the agent did not answer',
      told: [queued(10), presented(15), presentationEnded(35, 'noAnswer')],
      call: { phase: 'queue', agentId: null, waitMs: 25_000 },
    },
    {
      what: 'answered by the second agent, held, ended by the caller',
      told: [
        queued(10),
        presented(15),
        presentationEnded(35, 'noAnswer'),
        presented(36, OTHER_AGENT, 2),
        presentationEnded(40, 'answered', OTHER_AGENT, 2),
        connected(40, OTHER_AGENT),
        plain(50, 'call.held', OTHER_AGENT),
        plain(55, 'call.retrieved', OTHER_AGENT),
        ...ended(70),
      ],
      call: {
        phase: 'ended',
        agentId: OTHER_AGENT,
        presentations: 2,
        ivrMs: 9_000,
        waitMs: 30_000,
        talkMs: 25_000,
        holdMs: 5_000,
        queuedAt: new Date(T0 + 10_000),
        connectedAt: new Date(T0 + 40_000),
        endedAt: new Date(T0 + 70_000),
        releasedBy: 'caller',
        abandoned: false,
      },
    },
    {
      what: 'back to the queue when the agent was lost, and answered again: both waits and both talks count',
      told: [
        queued(10),
        presented(10),
        connected(12),
        plain(22, 'call.agentLost'),
        queued(22, true),
        presented(30, OTHER_AGENT, 2),
        connected(32, OTHER_AGENT),
        ...ended(42),
      ],
      call: { waitMs: 12_000, talkMs: 20_000, connectedAt: new Date(T0 + 12_000), agentId: OTHER_AGENT },
    },
    {
      what: 'talk ends when the agent hangs up, not when the caller’s leg is gone',
      told: [
        queued(10),
        presented(10),
        connected(12),
        [20, { kind: 'call.disconnected', agentId: AGENT, by: 'agent' }],
        ...ended(23, 'agent'),
      ],
      call: { talkMs: 8_000, releasedBy: 'agent' },
    },
    {
      what: 'abandoned in the queue',
      told: [
        queued(10),
        [31, { kind: 'call.abandoned', queueId: QUEUE, waitedMs: 21_000, phase: 'queue' }],
        ...ended(31),
      ],
      call: { abandoned: true, abandonedPhase: 'queue', waitMs: 21_000, connectedAt: null },
    },
    {
      what: 'its disposition, set after the end, and set again',
      told: [
        queued(1),
        connected(2),
        ...ended(3),
        [10, { kind: 'call.dispositionSet', agentId: AGENT, dispositionId: 'dsp_one', note: 'first' }],
        [12, { kind: 'call.dispositionSet', agentId: AGENT, dispositionId: 'dsp_two', note: 'second' }],
      ],
      call: { dispositionId: 'dsp_two', dispositionNote: 'second', endedAt: new Date(T0 + 3_000) },
    },
  ]
  it.each(cases)('$what', ({ told, call }) => {
    expect(deriveCall(story(...told), new NodeStarts())?.call).toMatchObject(call)
  })

  it('does not exist before the arrival is known', () => {
    const [, ...rest] = story(...ended(5))
    expect(deriveCall(rest, new NodeStarts())).toBeNull()
  })
})

describe('the wait that the service level counts', () => {
  const attempted: Told = [
    0,
    { kind: 'callback.attempted', callbackId: 'cbk_story', queueId: QUEUE, agentId: AGENT, attempt: 1 },
  ]
  const cases: readonly (readonly [string, readonly Told[], number | null])[] = [
    ['ends with the first answer', [queued(10), connected(15, AGENT, 5_000), queued(30, true), connected(50)], 5_000],
    ['is none for who hung up', [queued(10), ...ended(20)], null],
    ['is none for a call that waited in no queue', [connected(5, AGENT, 0)], null],
    ['of a callback began before it was asked for', [attempted, connected(9, AGENT, 105_000)], 105_000],
    ['of an attempt in vain is none', [attempted, ...ended(20, 'system')], null],
    [
      'ends as well when somebody outside answers',
      [queued(10), [22, { kind: 'call.outsideAnswered', queueId: QUEUE, number: '138', legId: LEG, waitedMs: 12_000 }]],
      12_000,
    ],
  ]

  it.each(cases)('%s', (_what, told, answeredWaitMs) => {
    expect(deriveCall(story(...told), new NodeStarts())?.call.answeredWaitMs).toBe(answeredWaitMs)
  })
})

describe('a call whose node went away', () => {
  const talking = story(queued(2), presented(2), connected(4), [
    4,
    { kind: 'recording.started', recordingId: 'rec_one', agentId: AGENT, segment: 1, rtpengineCallId: CALL },
  ])
  const nodes = (lastAliveAt: number | null, epoch = T0 + 99_000): NodeStarts => {
    const starts = new NodeStarts()
    const writer = new JournalWriter(new SeededRandom(2), { nodeId: 'media-1', epoch })
    writer.write({ kind: 'node', id: 'media-1' }, 'ten_test-op', epoch, { kind: 'node.started', lastAliveAt })
    for (const event of writer.events) starts.add(event)
    return starts
  }

  it('ended at the node’s last sign of life, with its legs and its recording', () => {
    const derived = deriveCall(talking, nodes(T0 + 20_000))
    expect(derived?.call).toMatchObject({
      phase: 'ended',
      endedAt: new Date(T0 + 20_000),
      causeReason: 'nodeLost',
      talkMs: 16_000,
    })
    expect(derived?.legs).toMatchObject([{ endedAt: new Date(T0 + 20_000), connectedMs: 19_000 }])
    expect(derived?.recordings).toMatchObject([{ status: 'pending', expectedMs: 16_000 }])
  })

  it('ends as well when another node tells that it is lost, and what that one writes of it later changes nothing', () => {
    const starts = new NodeStarts()
    const other = new JournalWriter(new SeededRandom(3), { nodeId: 'media-2', epoch: T0 - 5_000 })
    const { nodeId: lostNodeId, epoch: lostEpoch } = talking[0] ?? { nodeId: '', epoch: 0 }
    const lost = { kind: 'node.lost' as const, lostNodeId, lostEpoch, lastAliveAt: T0 + 20_000 }
    other.write({ kind: 'node', id: 'media-2' }, 'ten_test-op', T0 + 23_000, lost)
    for (const event of other.events) starts.add(event)
    const late = { kind: 'call.dispositionSet', callId: CALL, agentId: AGENT, dispositionId: 'dsp_one', note: '' }
    other.write({ kind: 'call', id: CALL }, 'ten_test-a', T0 + 30_000, late)
    const derived = deriveCall([...talking, ...other.events.slice(1)], starts)
    expect(derived?.call).toMatchObject({ endedAt: new Date(T0 + 20_000), causeReason: 'nodeLost' })
    const [first] = other.events
    expect(first && starts.endedBy(first)).toEqual({
      nodeId: lostNodeId,
      fromEpoch: 0,
      epoch: lostEpoch + 1,
    })
  })

  it('never ended before its own last event', () => {
    expect(deriveCall(talking, nodes(T0 + 1))?.call.endedAt).toEqual(new Date(T0 + 4_000))
    expect(deriveCall(talking, nodes(null))?.call.endedAt).toEqual(new Date(T0 + 4_000))
  })

  it('keeps its own end when that comes late', () => {
    const whole = story(queued(2), presented(2), connected(4), ...ended(9))
    expect(deriveCall(whole, nodes(T0 + 20_000))?.call).toMatchObject({
      endedAt: new Date(T0 + 9_000),
      causeReason: 'normalClearing',
    })
  })

  it('is not touched by the start of its own process', () => {
    expect(deriveCall(talking, nodes(T0, T0 - 60_000))?.call.phase).toBe('talking')
  })
})

describe('the order of arrival leaves no trace', () => {
  it.each([1, 2, 3])('in any order (seed %i)', (seed) => {
    const random = new SeededRandom(seed)
    const day = writeDay(IMAGINED_WORLD, { random, startsAt: T0, calls: 40, callsPerSecond: 0.2 })
    const byCall = Map.groupBy(
      day.filter((event) => event.subject.kind === 'call'),
      (event) => event.subject.id,
    )
    const nodes = new NodeStarts()
    for (const events of byCall.values()) {
      const expected = deriveCall(events, nodes)
      expect(expected).not.toBeNull()
      expect(deriveCall(random.shuffled(events), nodes)).toEqual(expected)
    }
  })
})
