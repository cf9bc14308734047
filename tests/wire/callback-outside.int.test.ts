import { randomBytes } from 'node:crypto'
import { formatId, tenantSnapshotSchema } from '@seatline/core'
import type { CallId, QueueId, TenantId, TenantSnapshot } from '@seatline/core'
import { Caller, MediaClock } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { DutyRoster } from './support/agents-on-duty.ts'
import { recordsInDatabase } from './support/call-records.ts'
import { eventually } from './support/edge.ts'
import { publishOutgoing } from './support/outgoing-trunks.ts'
import { factsOf, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { writeSpokenTones } from './support/spoken-tones.ts'
import { ToneCarrier } from './support/tone-carrier.ts'
import { NUMBERS, TRUNK_ADDRESS, wireTenants } from './support/wire-tenants.ts'

/**
 * Promise: who asks to be called back is called once for each attempt, when an agent is on the line, and keeps the place; an agent may call back out of turn; a
 * number outside that is rung in an agent's place is joined and recorded like one.
 */
const PORT_BASE = 5_430
const CARRIERS = { mobile: { address: '127.0.0.43', port: 5_481 }, outside: { address: '127.0.0.44', port: 5_482 } }
const MOBILE = '13800138000'
const OUTSIDE = '13900139000'
const CALLER_HZ = 300
const CARRIER_HZ = 860
const AGENT_HZ = 500
const QUEUE = 'que_wire'
/** Offers a callback, at another number too, to those who wait. */
const BACK = 'que_wire-back'
const [MENU_HZ, MUSIC_HZ] = [700, 800]
const WORDS = { weWillCall: 1_400, callbackNoted: 1_600, keyInNumber: 1_700 }

const clock = new MediaClock()
let path: SignallingPath
let caller: Caller
let mobile: ToneCarrier
let outside: ToneCarrier
let roster: DutyRoster

beforeAll(async () => {
  path = await startSignallingPath(
    { portBase: PORT_BASE, rtpPorts: { min: 30_200, max: 30_399 } },
    { records: true, tenants: tenants() },
  )
  writeSpokenTones(path.stack.paths.prompts, WORDS)
  const edge = { host: '127.0.0.1', port: path.stack.ports.sip }
  const voice = { edge, clock, hz: CARRIER_HZ, watchHz: [AGENT_HZ, CALLER_HZ] }
  mobile = await ToneCarrier.open({ ...CARRIERS.mobile, ...voice, number: MOBILE })
  outside = await ToneCarrier.open({ ...CARRIERS.outside, ...voice, number: OUTSIDE })
  await publishOutgoing(path, [
    { trunkId: 'trk_mobile', prefix: '138', carrier: mobile },
    { trunkId: 'trk_outside', prefix: '139', carrier: outside },
  ])
  caller = await Caller.open({ server: edge, localAddress: TRUNK_ADDRESS, clock })
  roster = new DutyRoster(path, clock)
})
afterEach(() => roster.leave())
afterAll(async () => {
  await caller.close()
  await mobile.close()
  await outside.close()
  await path.stop()
})

/**
 * One number leads to the queue, whose outside number is rung when an agent has not answered; one offers a callback by key 1; one leads to the queue that offers it
 * while waiting.
 */
function tenants(): readonly TenantSnapshot[] {
  const [tenant] = wireTenants()
  const [queue] = tenant?.queues ?? []
  const offer = {
    nodeId: 'offer',
    label: 'Callback',
    kind: 'callbackOffer',
    promptId: 'prm_wire-menu',
    acceptKey: '1',
    otherNumberKey: null,
    numberPromptId: null,
    confirmPromptId: null,
    queueId: QUEUE,
    priority: 0,
    dialAttemptsMax: 2,
    retryAfterMs: 30_000,
    timeoutMs: 10_000,
    attemptsMax: 1,
    invalidPromptId: null,
    interruptible: true,
    next: null,
    onDeclined: null,
  }
  const back = { nodeId: 'back', label: 'Back', kind: 'queue', queueId: BACK, priority: 0 }
  const callback = { key: '7', offerAfterMs: 60_000, attemptsMax: 2, retryAfterMs: 60_000, otherNumber: true }
  const others = ['ivr_wire-menu', 'ivr_wire-wait']
  return [
    tenantSnapshotSchema.parse({
      ...tenant,
      destinationClasses: ['local', 'mobile', 'longDistance'],
      flows: [
        ...(tenant?.flows.filter(({ flowId }) => !others.includes(flowId)) ?? []),
        { flowId: 'ivr_wire-menu', flowVersionId: 'ivv_wire-menu', name: 'Menu', entryNodeId: 'offer', nodes: [offer] },
        { flowId: 'ivr_wire-wait', flowVersionId: 'ivv_wire-wait', name: 'Back', entryNodeId: 'back', nodes: [back] },
      ],
      queues: [
        { ...queue, record: true, routing: { outsideNumber: { number: OUTSIDE, afterPresentations: 1 } } },
        { ...queue, queueId: BACK, name: 'Back', routing: { waiting: { callback } } },
      ],
      agents: tenant?.agents.map((agent) => ({ ...agent, queueIds: [QUEUE, BACK] })),
    }),
  ]
}

async function call(number: string, from = MOBILE): Promise<PhoneCall> {
  const placed = await caller.place({
    number,
    from,
    voice: { kind: 'tone', frequencyHz: CALLER_HZ },
    watchHz: [CARRIER_HZ, AGENT_HZ, MENU_HZ, MUSIC_HZ, ...Object.values(WORDS)],
  })
  const outcome = await placed.outcome
  if (!outcome.answered) throw new Error('not answered')
  return outcome.call
}
async function hears(party: PhoneCall | undefined, hz: number): Promise<void> {
  expect(await party?.audio.ear.waitForTone(hz, 8_000), `${String(hz)} Hz is heard`).toEqual(expect.any(Number))
}

it('nobody answers in the queue: the outside number is rung, joined and recorded', async () => {
  outside.behaviour = 'answer'
  const agent = await roster.start({
    agentId: 'agt_wire01',
    queueIds: [QUEUE],
    behaviour: { kind: 'ignore' },
    hz: AGENT_HZ,
  })
  const before = outside.invites.length
  const talking = await call(NUMBERS.queue)
  await hears(talking, CARRIER_HZ)
  const [party] = outside.calls.slice(-1)
  await hears(party, CALLER_HZ)
  expect(outside.invites.slice(before).map(({ number }) => number)).toEqual([OUTSIDE])
  expect(agent.rings).toHaveLength(1)
  party?.hangUp()
  expect((await talking.ended).by).toBe('them')
  const journal = await eventually(
    'the leg is over',
    () => path.journal(),
    (events) => factsOf(events, 'call.outsideEnded').length > 0 && factsOf(events, 'call.ended').length > 0,
  )
  expect(factsOf(journal, 'recording.stopped')).toMatchObject([{ agentId: null, segment: 1 }])
  expect(factsOf(journal, 'call.outsideEnded')).toMatchObject([{ outcome: 'talked' }])
  const [leg] = factsOf(journal, 'leg.started').filter(({ party }) => party === 'outside')
  expect(leg).toMatchObject({ trunkId: 'trk_outside', direction: 'outbound' })
  expect(factsOf(journal, 'leg.ended').filter(({ legId }) => legId === leg?.legId)).toHaveLength(1)
})

it('a callback is one INVITE for each attempt: busy first, reached the second time, and recorded', async () => {
  mobile.behaviour = 'busy'
  const before = mobile.invites.length
  const asking = await call(NUMBERS.menu)
  await hears(asking, MENU_HZ)
  asking.sendDigits('1')
  expect((await asking.ended).by).toBe('them')
  const at = { kind: 'answer', afterMs: 100 } as const
  const agent = await roster.start({
    agentId: 'agt_wire02',
    queueIds: [QUEUE],
    behaviour: at,
    hz: AGENT_HZ,
    watchHz: [450, CARRIER_HZ],
  })
  await eventually(
    'the first attempt ended',
    async () => factsOf(await path.journal(), 'callback.attemptEnded'),
    (facts) => facts.length === 1,
    15_000,
  )
  expect((await agent.calls[0]?.ended)?.by).toBe('them')
  expect(agent.rings).toEqual([expect.stringMatching(/^cbk_/)])
  expect(mobile.invites.slice(before).map(({ number }) => number)).toEqual([MOBILE])
  mobile.behaviour = 'answer'
  await roster.ready(agent.agentId)
  await eventually(
    'the second attempt reached the customer',
    () => Promise.resolve(mobile.calls.length),
    (calls) => calls === 1,
    45_000,
  )
  const customer = mobile.calls.at(-1)
  await hears(customer, AGENT_HZ)
  await hears(agent.calls.at(-1), CARRIER_HZ)
  customer?.hangUp()
  expect((await agent.calls.at(-1)?.ended)?.by).toBe('them')
  expect(mobile.invites.slice(before).map(({ number }) => number)).toEqual([MOBILE, MOBILE])
  const journal = await eventually(
    'the callback ended',
    () => path.journal(),
    (events) => factsOf(events, 'callback.ended').length === 1,
  )
  expect(factsOf(journal, 'callback.attempted').map(({ attempt }) => attempt)).toEqual([1, 2])
  expect(factsOf(journal, 'callback.attemptEnded').map(({ outcome }) => outcome)).toEqual(['busy', 'answered'])
  expect(factsOf(journal, 'callback.ended')).toMatchObject([{ outcome: 'reached', attempts: 2 }])
  expect(factsOf(journal, 'recording.started').at(-1)).toMatchObject({ agentId: agent.agentId })
  expect(factsOf(journal, 'call.dialled').map(({ dnis, ani }) => [dnis, ani])).toContainEqual([MOBILE, NUMBERS.menu])
}, 70_000)

it('a callback at another number keeps the place: who came later is served later, and each number is called once or not at all', async () => {
  outside.behaviour = 'answer'
  const before = { mobile: mobile.invites.length, outside: outside.invites.length, calls: outside.calls.length }
  const asking = await call(NUMBERS.wait)
  await hears(asking, MUSIC_HZ)
  asking.sendDigits('7')
  await hears(asking, WORDS.weWillCall)
  asking.sendDigits('2')
  await hears(asking, WORDS.keyInNumber)
  asking.sendDigits(`${OUTSIDE}#`)
  await eventually(
    'the keyed number is said',
    () => Promise.resolve(asking.audio.ear.tones.get(WORDS.weWillCall)?.lastAtMs ?? 0),
    (at) => at > (asking.audio.ear.tones.get(WORDS.keyInNumber)?.lastAtMs ?? Number.POSITIVE_INFINITY),
    10_000,
  )
  asking.sendDigits('1')
  await hears(asking, WORDS.callbackNoted)
  expect((await asking.ended).by).toBe('them')
  const later = await call(NUMBERS.wait, '13800000055')
  await hears(later, MUSIC_HZ)
  const agent = await roster.start({
    agentId: 'agt_wire03',
    queueIds: [BACK],
    behaviour: { kind: 'answer', afterMs: 100 },
    hz: AGENT_HZ,
    watchHz: [CARRIER_HZ],
  })
  await eventually(
    'the customer answers',
    () => Promise.resolve(outside.calls.length),
    (calls) => calls === before.calls + 1,
    10_000,
  )
  const customer = outside.calls.at(-1)
  await hears(customer, AGENT_HZ)
  await hears(agent.calls[0], CARRIER_HZ)
  expect(later.audio.ear.tones.get(AGENT_HZ)).toBeUndefined()
  expect(agent.rings).toEqual([expect.stringMatching(/^cbk_/)])
  customer?.hangUp()
  await hears(later, AGENT_HZ)
  later.hangUp()
  expect(agent.rings).toEqual([expect.stringMatching(/^cbk_/), null])
  expect(outside.invites.slice(before.outside).map(({ number }) => number)).toEqual([OUTSIDE])
  expect(mobile.invites.length).toBe(before.mobile)
  const requested = factsOf(await path.journal(), 'callback.requested').filter(({ queueId }) => queueId === BACK)
  expect(requested).toMatchObject([{ number: OUTSIDE }])
}, 60_000)

it('an agent calls back with one command: the own phone rings first, then the caller is called once, and the record says so', async () => {
  mobile.behaviour = 'answer'
  const before = { invites: mobile.invites.length, calls: mobile.calls.length }
  const asking = await call(NUMBERS.wait)
  await hears(asking, MUSIC_HZ)
  asking.hangUp()
  const arrived = factsOf(await path.journal(), 'call.arrived').find(({ sipCallId }) => sipCallId === asking.sipCallId)
  const agent = await roster.start({
    agentId: 'agt_wire04',
    queueIds: [BACK],
    behaviour: { kind: 'answer', afterMs: 300 },
    hz: AGENT_HZ,
    watchHz: [CARRIER_HZ],
  })
  const callbackId = formatId('callback', randomBytes(20))
  const { agentId } = agent
  const asked = { callId: arrived?.callId ?? ('' as CallId), queueId: BACK as QueueId, number: MOBILE }
  const command = { kind: 'agent.callBack', agentId, tenantId: 'ten_wire' as TenantId, callbackId, asked } as const
  expect(await path.command(command)).toMatchObject({ ok: true })
  expect(await path.command(command)).toMatchObject({ ok: false })
  await eventually(
    'the customer answers',
    () => Promise.resolve(mobile.calls.length),
    (calls) => calls === before.calls + 1,
    10_000,
  )
  const customer = mobile.calls.at(-1)
  await hears(customer, AGENT_HZ)
  await hears(agent.calls[0], CARRIER_HZ)
  customer?.hangUp()
  expect((await agent.calls[0]?.ended)?.by).toBe('them')
  expect(agent.rings).toEqual([callbackId])
  expect(mobile.invites.slice(before.invites).map(({ number }) => number)).toEqual([MOBILE])
  const events = await eventually(
    'the callback ended and its call is over',
    () => path.journal(),
    (all) => {
      const dialled = factsOf(all, 'callback.attempted').find((fact) => fact.callbackId === callbackId)?.callId
      return factsOf(all, 'call.ended').some(({ callId }) => callId === dialled)
    },
  )
  const own = events.filter(({ fact }) => 'callbackId' in fact && fact.callbackId === callbackId)
  expect(own.map(({ fact }) => fact.kind)).toEqual([
    'callback.requested',
    'callback.attempted',
    'callback.attemptEnded',
    'callback.ended',
  ])
  const [attempt] = factsOf(own, 'callback.attempted')
  await expectRecord(attempt?.callId ?? ('' as CallId), agentId, callbackId)
}, 60_000)

/** In the database: one call out of the platform with two legs, the agent's before the caller's, each with its own times, and the callback reached at the first attempt. */
async function expectRecord(callId: CallId, agentId: string, callbackId: string): Promise<void> {
  await recordsInDatabase(path.stack)
  const database = new pg.Client({ connectionString: path.stack.databaseOwnerUrl })
  await database.connect()
  try {
    const read = async (sql: string, id: string): Promise<readonly unknown[]> =>
      (await database.query<Record<string, unknown>>(sql, [id])).rows
    expect(
      await read(
        `select direction, ani, dnis, agent_id, queue_id, abandoned, presentations, talk_ms > 0 as talked, released_by
         from call where id = $1`,
        callId,
      ),
    ).toEqual([
      {
        ...{ direction: 'outbound', ani: NUMBERS.menu, dnis: MOBILE, agent_id: agentId, queue_id: BACK },
        ...{ abandoned: false, presentations: 1, talked: true, released_by: 'caller' },
      },
    ])
    const leg = { direction: 'outbound', connected: true, whole: true }
    expect(
      await read(
        `select party, direction, agent_id, trunk_id, connected_ms > 0 as connected, duration_ms >= connected_ms as whole
         from leg where call_id = $1 order by started_at`,
        callId,
      ),
    ).toEqual([
      { ...leg, party: 'agent', agent_id: agentId, trunk_id: null },
      { ...leg, party: 'caller', agent_id: null, trunk_id: 'trk_mobile' },
    ])
    const attempt = { agentId, attempt: 1, callId, outcome: 'answered' }
    expect(await read(`select state, attempts, number, attempts_log from callback where id = $1`, callbackId)).toEqual([
      { state: 'reached', attempts: 1, number: MOBILE, attempts_log: [expect.objectContaining(attempt)] },
    ])
  } finally {
    await database.end()
  }
}
