import { tenantSnapshotSchema } from '@seatline/core'
import type { QueueId, ReasonId } from '@seatline/core'
import { Caller, MediaClock } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { connectedCall, DutyRoster, versionAtMedia } from './support/agents-on-duty.ts'
import type { OnDuty } from './support/agents-on-duty.ts'
import { eventually } from './support/edge.ts'
import { factsOf, publishTenant, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { NUMBERS, TRUNK_ADDRESS, wireTenants } from './support/wire-tenants.ts'

/** Promise: several phones ring for one caller and exactly one talks; an agent gives the caller to a queue or an expert, and the caller hears who has answered. */
const PORT_BASE = 5_400
const CALLER_HZ = 300
const HZ = [500, 620, 740] as const
const FIRST = 'que_wire'
const SECOND = 'que_wire-second'
const EXPERT = 'agt_wire09'

const clock = new MediaClock()
let path: SignallingPath
let caller: Caller
let roster: DutyRoster

beforeAll(async () => {
  path = await startSignallingPath({ portBase: PORT_BASE, rtpPorts: { min: 30_000, max: 30_199 } })
  const [tenant] = wireTenants()
  const [queue] = tenant?.queues ?? []
  await publishTenant(
    path.redis,
    tenantSnapshotSchema.parse({
      ...tenant,
      version: 2,
      queues: [
        { ...queue, routing: { method: 'ringAll', ringAllMax: 3 } },
        { ...queue, queueId: SECOND, name: 'Second', routing: {} },
      ],
      agents: tenant?.agents.map((agent) => ({
        ...agent,
        queueIds: [FIRST, SECOND],
        expert: agent.agentId === EXPERT,
      })),
    }),
  )
  caller = await Caller.open({
    server: { host: '127.0.0.1', port: path.stack.ports.sip },
    localAddress: TRUNK_ADDRESS,
    clock,
  })
  roster = new DutyRoster(path, clock)
  await versionAtMedia(path, 'ten_wire', 2)
})
afterEach(() => roster.leave())
afterAll(async () => {
  await caller.close()
  await path.stop()
})

async function call(): Promise<PhoneCall> {
  const placed = await caller.place({
    number: NUMBERS.queue,
    from: '13800000001',
    voice: { kind: 'tone', frequencyHz: CALLER_HZ },
    watchHz: [...HZ],
  })
  const outcome = await placed.outcome
  if (!outcome.answered) throw new Error('not answered')
  return outcome.call
}
async function hears(party: PhoneCall, hz: number): Promise<void> {
  expect(await party.audio.ear.waitForTone(hz, 8_000), `${String(hz)} Hz is heard`).not.toBeNull()
}
it('rings all, the first answer wins and the others stop', async () => {
  const slow = { kind: 'answer', afterMs: 60_000 } as const
  const [one, two, three] = [
    await roster.start({ agentId: 'agt_wire01', queueIds: [FIRST], behaviour: slow, hz: HZ[0] }),
    await roster.start({
      agentId: 'agt_wire02',
      queueIds: [FIRST],
      behaviour: { kind: 'answer', afterMs: 400 },
      hz: HZ[1],
    }),
    await roster.start({ agentId: 'agt_wire03', queueIds: [FIRST], behaviour: slow, hz: HZ[2] }),
  ]
  const talking = await call()
  await hears(talking, HZ[1])
  await eventually(
    'the others are stopped',
    () => Promise.resolve(one.missed + three.missed),
    (missed) => missed === 2,
  )
  expect([one, two, three].map(({ rings }) => rings.length)).toEqual([1, 1, 1])
  expect([one, two, three].map(({ calls }) => calls.length)).toEqual([0, 1, 0])
  talking.hangUp()
  const ended = await eventually(
    'all legs over',
    async () => factsOf(await path.journal(), 'leg.ended'),
    (facts) => facts.length === 4,
  )
  expect(ended.map(({ cause }) => cause.reason).filter((reason) => reason === 'answeredElsewhere')).toHaveLength(2)
})

it('rings all, two answer in the same moment: one talks, the other is let go', async () => {
  const both = { kind: 'answer', afterMs: 300 } as const
  const [one, two] = [
    await roster.start({ agentId: 'agt_wire04', queueIds: [FIRST], behaviour: both, hz: HZ[0] }),
    await roster.start({ agentId: 'agt_wire05', queueIds: [FIRST], behaviour: both, hz: HZ[1] }),
  ]
  const talking = await call()
  const isGone = ({ missed, calls }: OnDuty): boolean => missed + calls.filter(({ isUp }) => !isUp).length === 1
  await eventually(
    'one of both is let go',
    () => Promise.resolve([one, two].filter(isGone).length),
    (gone) => gone === 1,
  )
  const [left] = [one, two].filter((each) => !isGone(each))
  await hears(talking, left === one ? HZ[0] : HZ[1])
  expect(left?.calls.map(({ isUp }) => isUp)).toEqual([true])
  talking.hangUp()
})

it('rings all, an agent who becomes free meanwhile is rung too, and may take the call', async () => {
  const first = await roster.start({
    agentId: 'agt_wire10',
    queueIds: [FIRST],
    behaviour: { kind: 'answer', afterMs: 60_000 },
    hz: HZ[0],
  })
  const late = await roster.start({
    agentId: 'agt_wire11',
    queueIds: [FIRST],
    behaviour: { kind: 'answer', afterMs: 100 },
    hz: HZ[1],
  })
  const pause = {
    kind: 'agent.notReady',
    agentId: late.agentId,
    reason: { kind: 'code', reasonId: 'rsn_break' as ReasonId },
  } as const
  expect(await path.command(pause)).toMatchObject({ ok: true })
  const talking = await call()
  await eventually(
    'the first phone rings',
    () => Promise.resolve(first.rings.length),
    (rings) => rings === 1,
  )
  expect(late.rings).toHaveLength(0)
  await roster.ready(late.agentId)
  await hears(talking, HZ[1])
  const callId = await connectedCall(path, talking.sipCallId, late.agentId)
  await eventually(
    'the first phone is stopped',
    () => Promise.resolve(first.missed),
    (missed) => missed === 1,
  )
  expect([first.rings.length, late.rings.length]).toEqual([1, 1])
  const presented = factsOf(await path.journal(), 'call.presented').filter((fact) => fact.callId === callId)
  expect(presented.map(({ agentId }) => agentId)).toEqual([first.agentId, late.agentId])
  talking.hangUp()
})

it('an agent gives the caller to another queue, whose agent talks with the caller then', async () => {
  const at = { kind: 'answer', afterMs: 100 } as const
  const giver = await roster.start({ agentId: 'agt_wire06', queueIds: [FIRST], behaviour: at, hz: HZ[0] })
  const taker = await roster.start({
    agentId: 'agt_wire07',
    queueIds: [SECOND],
    behaviour: at,
    hz: HZ[1],
    watchHz: [CALLER_HZ],
  })
  const talking = await call()
  await hears(talking, HZ[0])
  const callId = await connectedCall(path, talking.sipCallId, giver.agentId)
  const to = { kind: 'queue', queueId: SECOND as QueueId } as const
  expect(await path.command({ kind: 'agent.transfer', agentId: giver.agentId, callId, to })).toMatchObject({ ok: true })
  expect((await giver.calls[0]?.ended)?.by).toBe('them')
  await hears(talking, HZ[1])
  const [takersCall] = taker.calls
  if (takersCall === undefined) throw new Error('nobody took the call')
  await hears(takersCall, CALLER_HZ)
  talking.hangUp()
  const facts = factsOf(await path.journal(), 'call.transferred').filter((fact) => fact.callId === callId)
  expect(facts).toMatchObject([{ agentId: giver.agentId, to: 'queue', target: SECOND }])
})

it('an agent gives the caller to an expert, whom no queue gives calls to', async () => {
  const at = { kind: 'answer', afterMs: 100 } as const
  const expert = await roster.start({ agentId: EXPERT, queueIds: [FIRST], behaviour: at, hz: HZ[2] })
  const giver = await roster.start({ agentId: 'agt_wire08', queueIds: [FIRST], behaviour: at, hz: HZ[0] })
  const talking = await call()
  await hears(talking, HZ[0])
  expect(expert.rings).toEqual([])
  const callId = await connectedCall(path, talking.sipCallId, giver.agentId)
  const to = { kind: 'agent', agentId: expert.agentId } as const
  expect(await path.command({ kind: 'agent.transfer', agentId: giver.agentId, callId, to })).toMatchObject({ ok: true })
  await hears(talking, HZ[2])
  expect((await giver.calls[0]?.ended)?.by).toBe('them')
  talking.hangUp()
})
