import { tenantSnapshotSchema } from '@seatline/core'
import type { AgentId, CallId, FlowId, OnCallListId, TransferTarget } from '@seatline/core'
import { Caller, MediaClock } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectedCall, DutyRoster, versionAtMedia } from './support/agents-on-duty.ts'
import type { DutyOptions, OnDuty } from './support/agents-on-duty.ts'
import { faultsOf } from './support/call-story.ts'
import { eventually } from './support/edge.ts'
import { publishOutgoing } from './support/outgoing-trunks.ts'
import { factsOf, publishTenant, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { writeSpokenTones } from './support/spoken-tones.ts'
import { ToneCarrier } from './support/tone-carrier.ts'
import { NUMBERS, TRUNK_ADDRESS, wireTenants } from './support/wire-tenants.ts'

/**
 * Promise: a caller gets to whom somebody chose and nobody else: an extension, whoever is on call, a number outside, a flow; what cannot be done is refused while
 * agent and caller still talk. And the caller hears whom they talk with.
 */
const PORT_BASE = 5_600
const CARRIER = { address: '127.0.0.45', port: 5_681 }
const OUTSIDE = '13900139001'
/** Its class is forbidden to the tenant. */
const ABROAD = '0014155550100'
const [CALLER_HZ, FIRST_HZ, SECOND_HZ, OUTSIDE_HZ] = [300, 500, 600, 860]
/** The prompt that the flow plays; see signalling-path.ts. */
const FLOW_HZ = 900
const WORDS = { agentNumberIs: 1_200, n1: 1_300, n0: 1_400, n2: 1_600, n3: 1_700 }
const QUEUE = 'que_wire'
const EXPERTS = ['agt_wire11', 'agt_wire12'] as const
const LIST = 'ocl_wire' as OnCallListId
const FLOW = 'ivr_wire-told' as FlowId

const clock = new MediaClock()
let path: SignallingPath
let caller: Caller
let carrier: ToneCarrier
let roster: DutyRoster

beforeAll(async () => {
  path = await startSignallingPath({ portBase: PORT_BASE, rtpPorts: { min: 27_700, max: 27_899 } })
  writeSpokenTones(path.stack.paths.prompts, WORDS)
  const edge = { host: '127.0.0.1', port: path.stack.ports.sip }
  carrier = await ToneCarrier.open({
    ...CARRIER,
    edge,
    clock,
    hz: OUTSIDE_HZ,
    number: OUTSIDE,
    watchHz: [CALLER_HZ, FIRST_HZ],
  })
  await publishOutgoing(path, [{ trunkId: 'trk_outside', prefix: '139', carrier }])
  await publishConfiguration()
  caller = await Caller.open({ server: edge, localAddress: TRUNK_ADDRESS, clock })
  roster = new DutyRoster(path, clock)
})
afterEach(() => roster.leave())
afterAll(async () => {
  await caller.close()
  await carrier.close()
  await path.stop()
})

/** One number leads to extension 1023, one to who is on call, one to the queue, which says the agent's number. */
async function publishConfiguration(): Promise<void> {
  const [tenant] = wireTenants()
  const [queue] = tenant?.queues ?? []
  const flow = (name: string, node: object) => ({
    flowId: `ivr_wire-${name}`,
    flowVersionId: `ivv_wire-${name}`,
    name,
    entryNodeId: 'only',
    nodes: [{ nodeId: 'only', label: name, ...node }],
  })
  const told = { kind: 'play', promptId: 'prm_wire-announcement', interruptible: true, next: null }
  const always = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', firstDate: null, lastDate: null }
  const never = { ...always, firstDate: '2000-01-01', lastDate: '2000-01-02' }
  await publishTenant(
    path.redis,
    tenantSnapshotSchema.parse({
      ...tenant,
      version: 2,
      destinationClasses: ['local', 'mobile', 'longDistance'],
      flows: [
        flow('menu', { kind: 'transferExtension', extension: '1023', onFailure: null }),
        flow('wait', { kind: 'transferOnCall', listId: LIST, onFailure: null }),
        flow('queue', { kind: 'queue', queueId: QUEUE, priority: 0 }),
        flow('told', told),
      ],
      onCallLists: [
        {
          listId: LIST,
          name: 'Experts',
          queueId: QUEUE,
          timeZone: 'Asia/Shanghai',
          duties: [
            { ...never, agentId: 'agt_wire01', number: null },
            { ...always, agentId: EXPERTS[0], number: null },
            { ...always, agentId: EXPERTS[1], number: OUTSIDE },
          ],
        },
      ],
      queues: [{ ...queue, routing: { sayAgentNumber: true } }],
      agents: tenant?.agents.map((agent, index) => ({
        ...agent,
        number: String(1_023 + index),
        expert: EXPERTS.some((expert) => expert === agent.agentId),
      })),
    }),
  )
  await versionAtMedia(path, 'ten_wire', 2)
}

type Seat = Pick<DutyOptions, 'agentId' | 'hz'> & Partial<DutyOptions>
const seated = (seat: Seat): Promise<OnDuty> =>
  roster.start({ queueIds: [QUEUE], behaviour: { kind: 'answer', afterMs: 100 }, watchHz: [CALLER_HZ], ...seat })

async function call(number: string): Promise<PhoneCall> {
  const placed = await caller.place({
    number,
    from: '13800000001',
    voice: { kind: 'tone', frequencyHz: CALLER_HZ },
    watchHz: [FIRST_HZ, SECOND_HZ, OUTSIDE_HZ, FLOW_HZ, ...Object.values(WORDS)],
  })
  const outcome = await placed.outcome
  if (!outcome.answered) throw new Error('not answered')
  return outcome.call
}

async function hears(party: PhoneCall | undefined, hz: number, sinceMs?: number): Promise<number> {
  const at = await party?.audio.ear.waitForTone(hz, 12_000, sinceMs)
  if (typeof at !== 'number') throw new Error(`${String(hz)} Hz is not heard`)
  return at
}

type Talk = { readonly talking: PhoneCall; readonly callId: CallId; readonly agent: OnDuty }

async function talk(agentId: string): Promise<Talk> {
  const agent = await seated({ agentId, hz: FIRST_HZ })
  const talking = await call(NUMBERS.queue)
  const callId = await connectedCall(path, talking.sipCallId, agent.agentId)
  await hears(talking, WORDS.agentNumberIs)
  await hears(talking, FIRST_HZ, performance.now() + 500)
  return { talking, callId, agent }
}

const transfer = (agentId: AgentId, callId: CallId, to: TransferTarget) =>
  path.command({ kind: 'agent.transfer', agentId, callId, to })

/** Given on without return: the agent's phone is free again, and the agent wraps up or is ready. */
async function isFree({ agent }: Talk): Promise<void> {
  expect((await agent.calls[0]?.ended)?.by).toBe('them')
  const statusNow = async () =>
    factsOf(await path.journal(), 'agent.stateChanged').findLast((fact) => fact.agentId === agent.agentId)?.to.kind
  await eventually(`${agent.agentId} is free`, statusNow, (kind) => kind === 'ready')
}

async function isOver({ talking }: Pick<Talk, 'talking'>): Promise<void> {
  const events = await eventually(
    'the call is over',
    () => path.journal(),
    (journal) => {
      const callId = factsOf(journal, 'call.arrived').find((fact) => fact.sipCallId === talking.sipCallId)?.callId
      return factsOf(journal, 'call.ended').some((fact) => fact.callId === callId)
    },
  )
  expect(faultsOf(events, talking.sipCallId)).toEqual([])
}

describe('who is connected with an agent', () => {
  it('hears the number of the agent, digit by digit, and only then the agent, who hears the caller all the while', async () => {
    const agent = await seated({ agentId: 'agt_wire01', hz: FIRST_HZ })
    const talking = await call(NUMBERS.queue)
    const heard = [await hears(talking, WORDS.agentNumberIs)]
    for (const digit of [WORDS.n1, WORDS.n0, WORDS.n2, WORDS.n3]) heard.push(await hears(talking, digit))
    expect(heard).toEqual(heard.toSorted((a, b) => a - b))
    const [said, last] = [heard[0] ?? 0, heard.at(-1) ?? 0]
    expect(await hears(talking, FIRST_HZ, said + 200)).toBeGreaterThan(last)
    expect(await hears(agent.calls[0], CALLER_HZ, 0)).toBeLessThan(last)
    talking.hangUp()
    await isOver({ talking })
  })

  it('is rung at the extension that the menu names, and nowhere else', async () => {
    const other = await seated({ agentId: 'agt_wire02', hz: SECOND_HZ })
    const agent = await seated({ agentId: 'agt_wire01', hz: FIRST_HZ })
    const talking = await call(NUMBERS.menu)
    await hears(talking, FIRST_HZ, performance.now() + 1_000)
    expect([agent.rings.length, other.rings.length]).toEqual([1, 0])
    talking.hangUp()
    await isOver({ talking })
  })
})

describe('who is on call', () => {
  it('is rung from the menu: the expert who is there, then the next, at last the number outside', async () => {
    carrier.behaviour = 'answer'
    const ignore = { kind: 'ignore' } as const
    const ordinary = await seated({ agentId: 'agt_wire01', hz: FIRST_HZ })
    const [one, two] = [
      await seated({ agentId: EXPERTS[0], hz: SECOND_HZ, behaviour: ignore }),
      await seated({ agentId: EXPERTS[1], hz: SECOND_HZ, behaviour: ignore }),
    ]
    const talking = await call(NUMBERS.wait)
    await hears(talking, OUTSIDE_HZ)
    await hears(carrier.calls.at(-1), CALLER_HZ)
    expect([ordinary, one, two].map(({ rings }) => rings.length)).toEqual([0, 1, 1])
    talking.hangUp()
    await isOver({ talking })
  })

  it('is reached by an agent who gives the caller on, and the agent is free', async () => {
    const expert = await seated({ agentId: EXPERTS[1], hz: SECOND_HZ })
    const own = await talk('agt_wire03')
    expect(await transfer(own.agent.agentId, own.callId, { kind: 'onCall', listId: LIST, parties: [] })).toMatchObject({
      ok: true,
    })
    await hears(own.talking, SECOND_HZ, performance.now() + 1_000)
    await isFree(own)
    expect(expert.rings).toHaveLength(1)
    const facts = factsOf(await path.journal(), 'call.transferred').filter((fact) => fact.callId === own.callId)
    expect(facts).toMatchObject([{ to: 'onCall', target: LIST }])
    own.talking.hangUp()
    await isOver(own)
  })
})

describe('an agent gives the caller away for good', () => {
  it('to a number outside: both are joined, and the agent is free', async () => {
    carrier.behaviour = 'answer'
    const own = await talk('agt_wire04')
    const before = carrier.calls.length
    expect(await transfer(own.agent.agentId, own.callId, { kind: 'number', number: OUTSIDE })).toMatchObject({
      ok: true,
    })
    await hears(own.talking, OUTSIDE_HZ)
    expect(carrier.calls).toHaveLength(before + 1)
    await hears(carrier.calls.at(-1), CALLER_HZ)
    await isFree(own)
    expect(carrier.calls.at(-1)?.audio.ear.tones.get(FIRST_HZ)).toBeUndefined()
    carrier.calls.at(-1)?.hangUp()
    expect((await own.talking.ended).by).toBe('them')
    await isOver(own)
  })

  it('to a flow: the caller hears it, the agent is free, and the end of the flow is the end of the call', async () => {
    const own = await talk('agt_wire05')
    const to = { kind: 'flow', flowId: FLOW, returns: false } as const
    expect(await transfer(own.agent.agentId, own.callId, to)).toMatchObject({ ok: true })
    await hears(own.talking, FLOW_HZ)
    await isFree(own)
    expect((await own.talking.ended).by).toBe('them')
    await isOver(own)
  })

  it('to a number that may not be called: it is refused with the reason, and they talk on', async () => {
    const own = await talk('agt_wire06')
    expect(await transfer(own.agent.agentId, own.callId, { kind: 'number', number: ABROAD })).toMatchObject({
      ok: false,
      code: 'transfer.numberRefused',
      message: 'Numbers of that kind may not be called.',
    })
    const refusedAt = performance.now()
    await hears(own.talking, FIRST_HZ, refusedAt + 200)
    await hears(own.agent.calls[0], CALLER_HZ, refusedAt + 200)
    expect(factsOf(await path.journal(), 'call.transferred').filter((fact) => fact.callId === own.callId)).toEqual([])
    own.talking.hangUp()
    await isOver(own)
  })
})
