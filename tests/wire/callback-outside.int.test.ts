import { tenantSnapshotSchema } from '@seatline/core'
import { Caller, MediaClock } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { DutyRoster, versionAtMedia } from './support/agents-on-duty.ts'
import { eventually } from './support/edge.ts'
import { publishOutgoing } from './support/outgoing-trunks.ts'
import { factsOf, publishTenant, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { ToneCarrier } from './support/tone-carrier.ts'
import { NUMBERS, TRUNK_ADDRESS, wireTenants } from './support/wire-tenants.ts'

/**
 * Promise: who asks to be called back is called once for each attempt, when an agent is on the line, and keeps the place; a number outside that is rung in an
 * agent's place is joined and recorded like one.
 */
const PORT_BASE = 5_430
const CARRIERS = { mobile: { address: '127.0.0.43', port: 5_481 }, outside: { address: '127.0.0.44', port: 5_482 } }
const MOBILE = '13800138000'
const OUTSIDE = '13900139000'
const CALLER_HZ = 300
const CARRIER_HZ = 860
const AGENT_HZ = 500
const QUEUE = 'que_wire'

const clock = new MediaClock()
let path: SignallingPath
let caller: Caller
let mobile: ToneCarrier
let outside: ToneCarrier
let roster: DutyRoster

beforeAll(async () => {
  path = await startSignallingPath({ portBase: PORT_BASE, rtpPorts: { min: 30_200, max: 30_399 } })
  const edge = { host: '127.0.0.1', port: path.stack.ports.sip }
  const voice = { edge, clock, hz: CARRIER_HZ, watchHz: [AGENT_HZ, CALLER_HZ] }
  mobile = await ToneCarrier.open({ ...CARRIERS.mobile, ...voice, number: MOBILE })
  outside = await ToneCarrier.open({ ...CARRIERS.outside, ...voice, number: OUTSIDE })
  await publishOutgoing(path, [
    { trunkId: 'trk_mobile', prefix: '138', carrier: mobile },
    { trunkId: 'trk_outside', prefix: '139', carrier: outside },
  ])
  await publishQueues()
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

/** One number leads to the queue, whose outside number is rung when an agent has not answered; the other offers a callback by key 1. */
async function publishQueues(): Promise<void> {
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
  await publishTenant(
    path.redis,
    tenantSnapshotSchema.parse({
      ...tenant,
      version: 2,
      destinationClasses: ['local', 'mobile', 'longDistance'],
      flows: [
        ...(tenant?.flows.filter(({ flowId }) => flowId !== 'ivr_wire-menu') ?? []),
        { flowId: 'ivr_wire-menu', flowVersionId: 'ivv_wire-menu', name: 'Menu', entryNodeId: 'offer', nodes: [offer] },
      ],
      queues: [{ ...queue, record: true, routing: { outsideNumber: { number: OUTSIDE, afterPresentations: 1 } } }],
    }),
  )
  await versionAtMedia(path, 'ten_wire', 2)
}

async function call(number: string): Promise<PhoneCall> {
  const placed = await caller.place({
    number,
    from: MOBILE,
    voice: { kind: 'tone', frequencyHz: CALLER_HZ },
    watchHz: [CARRIER_HZ, AGENT_HZ, 700],
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
  await hears(asking, 700)
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
