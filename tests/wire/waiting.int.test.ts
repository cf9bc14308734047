import { readdirSync, readFileSync } from 'node:fs'
import nodePath from 'node:path'
import { tenantSnapshotSchema } from '@seatline/core'
import type { FactKind, FactOf } from '@seatline/core'
import { Caller, MediaClock, samplesSource, sineWave } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectedCall, DutyRoster } from './support/agents-on-duty.ts'
import { faultsOf, storyOf } from './support/call-story.ts'
import { eventually } from './support/edge.ts'
import { publishTenant, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { writeSpokenTones } from './support/spoken-tones.ts'
import { NUMBERS, TRUNK_ADDRESS, wireTenants } from './support/wire-tenants.ts'

/**
 * Promise: who waits hears what the queue says and nothing else, and may leave for a message or a call back without losing anything. What a queue gives up goes where
 * the queue says, and what it asks of agents relaxes when it said so.
 */
const [MUSIC_HZ, PAPERS_HZ, GREETING_HZ] = [800, 900, 1_000]
const WORDS = {
  youAreNext: 1_200,
  youAreNumber: 1_300,
  weWillCall: 1_400,
  callbackNoted: 1_600,
  tone: 1_700,
  messageKept: 1_800,
  messageTooShort: 1_900,
  toBeCalledBackPress: 2_000,
  toLeaveAMessagePress: 2_100,
}
const AGENT_HZ = 500
const WATCHED = [MUSIC_HZ, PAPERS_HZ, GREETING_HZ, AGENT_HZ, ...Object.values(WORDS)]
const HEARD_MS = 8_000
const FROM = '13800000077'
const BOX = { kind: 'voicemail', boxId: 'vbx_wire' }
const ANNOUNCEMENT = { kind: 'announcement', promptId: 'prm_wire-announcement' }
const STEP_MS = 2_000

/** Queues that give a caller up, each with a number of its own. */
const OVERFLOWS = [
  { why: 'wait', to: 'announcement', overflow: { wait: { afterMs: STEP_MS, to: ANNOUNCEMENT } } },
  { why: 'wait', to: 'voicemail', overflow: { wait: { afterMs: STEP_MS, to: BOX } } },
  { why: 'length', to: 'announcement', overflow: { length: { callsMax: 0, to: ANNOUNCEMENT } } },
  { why: 'length', to: 'voicemail', overflow: { length: { callsMax: 0, to: BOX } } },
  { why: 'noAgent', to: 'announcement', overflow: { noAgent: { to: ANNOUNCEMENT } } },
  { why: 'noAgent', to: 'voicemail', overflow: { noAgent: { to: BOX } } },
] as const
/** Asks for a skill that nobody has, and after a while for none. */
const ASKING = {
  requiredSkills: [{ skillId: 'skl_wire', proficiencyMin: 5 }],
  routing: { steps: [{ afterMs: STEP_MS, skills: [], groupIds: [], offer: null }] },
}
const offering = (offer: 'callback' | 'voicemail') => ({
  routing: {
    steps: [{ afterMs: STEP_MS, skills: null, groupIds: [], offer }],
    waiting: {
      callback: { key: '7', offerAfterMs: 60_000, attemptsMax: 2, retryAfterMs: 60_000, otherNumber: false },
      voicemail: { key: '8', boxId: 'vbx_wire' },
    },
  },
})
const nameOf = (why: string, to: string): string => `${why}-${to}`.toLowerCase()
const OTHER_QUEUES: readonly { readonly name: string; readonly queue: object }[] = [
  ...OVERFLOWS.map(({ why, to, overflow }) => ({ name: nameOf(why, to), queue: { routing: { overflow } } })),
  { name: 'asking', queue: ASKING },
  { name: 'offers-callback', queue: offering('callback') },
  { name: 'offers-voicemail', queue: offering('voicemail') },
]
const numberOf = (name: string): string =>
  `40000001${String(OTHER_QUEUES.findIndex((each) => each.name === name)).padStart(2, '0')}`

let path: SignallingPath
let caller: Caller
const clock = new MediaClock()

beforeAll(async () => {
  path = await startSignallingPath({ portBase: 5_500, rtpPorts: { min: 26_700, max: 27_100 } })
  writeSpokenTones(path.stack.paths.prompts, WORDS)
  await publishTenant(path.redis, waitingTenant())
  await versionAtMedia(2)
  caller = await Caller.open({
    server: { host: '127.0.0.1', port: path.stack.ports.sip },
    localAddress: TRUNK_ADDRESS,
    clock,
  })
})
afterAll(async () => {
  await caller.close()
  await path.stop()
})

async function versionAtMedia(version: number): Promise<void> {
  await eventually(
    'the version at media',
    async () => {
      const response = await fetch(`http://127.0.0.1:${String(path.stack.ports.mediaHttp)}/configuration/ten_wire`)
      return response.text()
    },
    (text) => text === JSON.stringify({ version }),
    20_000,
  )
}

function waitingTenant() {
  const [tenant] = wireTenants()
  const waiting = {
    position: { firstMs: 3_000, everyMs: 60_000, sayWait: true },
    messages: [{ promptId: 'prm_wire-announcement', firstMs: 0, everyMs: 60_000, once: true }],
    voicemail: { key: '8', boxId: 'vbx_wire' },
    callback: { key: '7', offerAfterMs: 60_000, attemptsMax: 2, retryAfterMs: 60_000, otherNumber: true },
  }
  return tenantSnapshotSchema.parse({
    ...tenant,
    version: 2,
    queues: tenant?.queues.flatMap((queue) => [
      { ...queue, routing: { ...queue.routing, waiting } },
      ...OTHER_QUEUES.map((other) => ({ ...queue, ...other.queue, queueId: `que_${other.name}`, name: other.name })),
    ]),
    numbers: [
      ...(tenant?.numbers ?? []),
      ...OTHER_QUEUES.map(({ name }) => ({ didId: `did_${name}`, number: numberOf(name), flowId: `ivr_${name}` })),
    ],
    flows: [
      ...(tenant?.flows ?? []),
      ...OTHER_QUEUES.map(({ name }) => ({
        ...{ flowId: `ivr_${name}`, flowVersionId: `ivv_${name}`, name, entryNodeId: 'queue' },
        nodes: [{ nodeId: 'queue', label: 'Queue', kind: 'queue', queueId: `que_${name}`, priority: 0 }],
      })),
    ],
    agents: tenant?.agents.map((agent) => ({ ...agent, queueIds: [...agent.queueIds, 'que_asking'] })),
    voicemailBoxes: [
      {
        boxId: 'vbx_wire',
        name: 'Wire',
        addressee: { kind: 'agent', agentId: 'agt_wire01' },
        greetingPromptId: 'prm_wire-second-announcement',
        lengthMaxMs: 20_000,
      },
    ],
  })
}

async function waitInQueue(number: string = NUMBERS.queue): Promise<PhoneCall> {
  const placed = await caller.place({ number, from: FROM, watchHz: WATCHED })
  const outcome = await placed.outcome
  if (!outcome.answered) throw new Error('not answered')
  return outcome.call
}

/** The moment when the tone is heard next; the test fails when it is not. */
async function heard(call: PhoneCall, hz: number, sinceMs = 0): Promise<number> {
  const at = await call.audio.ear.waitForTone(hz, HEARD_MS, sinceMs)
  if (at === null) throw new Error(`${String(hz)} Hz is not heard`)
  return at
}

async function factOf<K extends FactKind>(call: PhoneCall, kind: K): Promise<FactOf<K>> {
  const found = await eventually(
    kind,
    async () => storyOf(await path.journal(), call.sipCallId)?.facts.find((fact) => fact.kind === kind) ?? null,
    (fact) => fact !== null,
  )
  return found as FactOf<K>
}

async function endOf(call: PhoneCall) {
  await factOf(call, 'call.ended')
  const events = await path.journal()
  expect(faultsOf(events, call.sipCallId)).toEqual([])
  return storyOf(events, call.sipCallId)
}

describe('a waiting caller', () => {
  it('hears what to have ready, music, the place, and music again', async () => {
    const first = await waitInQueue()
    const papers = await heard(first, PAPERS_HZ)
    const place = await heard(first, WORDS.youAreNext)
    const music = first.audio.ear.tones.get(MUSIC_HZ)
    expect(papers).toBeLessThan(place)
    expect(music?.frames ?? 0).toBeGreaterThan(50)
    await heard(first, MUSIC_HZ, place + 1_000)
    expect(await factOf(first, 'call.toldWait')).toMatchObject({ position: 1 })
    const second = await waitInQueue()
    await heard(second, WORDS.youAreNumber)
    expect(await factOf(second, 'call.toldWait')).toMatchObject({ position: 2 })
    first.hangUp()
    second.hangUp()
    expect((await endOf(first))?.kinds).toContain('call.abandoned')
  })

  it('leaves by key to be called back at the number that calls, hears that it is noted, and is not abandoned', async () => {
    const call = await waitInQueue()
    await heard(call, MUSIC_HZ)
    call.sendDigits('7')
    await heard(call, WORDS.weWillCall)
    call.sendDigits('1')
    await heard(call, WORDS.callbackNoted)
    expect(await call.ended).toMatchObject({ by: 'them' })
    expect(await factOf(call, 'callback.requested')).toMatchObject({ number: FROM, queueId: 'que_wire' })
    expect(await factOf(call, 'call.leftQueue')).toMatchObject({ to: 'callback' })
    expect((await endOf(call))?.kinds).not.toContain('call.abandoned')
  })

  it('leaves by key for a message: greeting, tone, the caller alone is captured until #', async () => {
    const call = await waitInQueue()
    await heard(call, MUSIC_HZ)
    call.sendDigits('8')
    const greeting = await heard(call, GREETING_HZ)
    expect(await heard(call, WORDS.tone)).toBeGreaterThan(greeting)
    await call.audio.play((codec) => samplesSource(codec, sineWave(440, 24_000)))
    call.sendDigits('#')
    await heard(call, WORDS.messageKept)
    expect(await call.ended).toMatchObject({ by: 'them' })
    const left = await factOf(call, 'voicemail.left')
    expect(left.lengthMs).toBeGreaterThan(2_500)
    expect(left.boxId).toBe('vbx_wire')
    expect(captureOf(left.recordingId)).not.toBeNull()
    expect((await endOf(call))?.kinds).not.toContain('call.abandoned')
  })

  it('who hangs up while speaking has left a message; who says nothing has not', async () => {
    const speaks = await waitInQueue()
    await heard(speaks, MUSIC_HZ)
    speaks.sendDigits('8')
    await heard(speaks, WORDS.tone)
    await speaks.audio.play((codec) => samplesSource(codec, sineWave(440, 20_000)))
    speaks.hangUp()
    expect((await factOf(speaks, 'voicemail.left')).lengthMs).toBeGreaterThan(1_500)
    const silent = await waitInQueue()
    await heard(silent, MUSIC_HZ)
    silent.sendDigits('8')
    await heard(silent, WORDS.tone)
    // Eight seconds of silence end it.
    const told = await silent.audio.ear.waitForTone(WORDS.messageTooShort, 14_000, 0)
    expect(told).not.toBeNull()
    await silent.ended
    expect((await endOf(silent))?.kinds).not.toContain('voicemail.left')
  })
})

describe('a queue that gives a caller up', () => {
  it.each(OVERFLOWS)('because of $why sends the caller to the $to', async ({ why, to }) => {
    const call = await waitInQueue(numberOf(nameOf(why, to)))
    if (to === 'announcement') {
      await heard(call, PAPERS_HZ)
      expect(await call.ended).toMatchObject({ by: 'them' })
    } else {
      const greeting = await heard(call, GREETING_HZ)
      expect(await heard(call, WORDS.tone)).toBeGreaterThan(greeting)
      call.hangUp()
    }
    const story = await endOf(call)
    const gaveUp = story?.facts.filter((fact) => fact.kind === 'call.overflowed') ?? []
    expect(gaveUp).toMatchObject([{ why, to }])
    const waitedMs = gaveUp[0]?.waitedMs ?? 0
    if (why === 'wait') expect(waitedMs).toBeGreaterThanOrEqual(STEP_MS)
    else expect(waitedMs).toBeLessThan(STEP_MS / 2)
    expect(story?.kinds).not.toContain('call.abandoned')
  })
})

describe('a step of a queue', () => {
  it('asks for less when the caller has waited so long: the agent without the skill rings then, and not before', async () => {
    const roster = new DutyRoster(path, clock)
    const agent = await roster.start({
      agentId: 'agt_wire02',
      queueIds: ['que_asking'],
      behaviour: { kind: 'answer', afterMs: 100 },
      hz: AGENT_HZ,
    })
    const call = await waitInQueue(numberOf('asking'))
    await heard(call, AGENT_HZ)
    const callId = await connectedCall(path, call.sipCallId, agent.agentId)
    call.hangUp()
    await endOf(call)
    await roster.leave()
    expect(agent.rings).toHaveLength(1)
    const journal = await path.journal()
    const at = (kind: FactKind): number =>
      journal.find(({ fact }) => fact.kind === kind && 'callId' in fact && fact.callId === callId)?.at ?? Number.NaN
    expect(at('call.presented') - at('call.queued')).toBeGreaterThanOrEqual(STEP_MS)
  })

  it.each([
    ['callback', WORDS.toBeCalledBackPress, '7'],
    ['voicemail', WORDS.toLeaveAMessagePress, '8'],
  ] as const)('offers a %s when the caller has waited so long, and the caller takes it', async (offer, word, key) => {
    const call = await waitInQueue(numberOf(`offers-${offer}`))
    const music = await heard(call, MUSIC_HZ)
    expect((await heard(call, word)) - music).toBeGreaterThan(STEP_MS * 0.75)
    call.sendDigits(key)
    if (offer === 'callback') {
      await heard(call, WORDS.weWillCall)
      call.sendDigits('1')
      await heard(call, WORDS.callbackNoted)
    } else await heard(call, GREETING_HZ)
    call.hangUp()
    const story = await endOf(call)
    expect(story?.facts.filter(({ kind }) => kind === 'call.leftQueue')).toMatchObject([{ to: offer }])
    expect(story?.kinds).not.toContain('call.abandoned')
  })
})

/** rtpengine's text file of the capture. */
function captureOf(recordingId: string): string | null {
  const directory = nodePath.join(path.stack.paths.recordingSpool, 'metadata')
  const name = readdirSync(directory).find((each) =>
    readFileSync(nodePath.join(directory, each), 'utf8').includes(recordingId),
  )
  return name ?? null
}
