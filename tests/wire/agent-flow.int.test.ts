import { tenantSnapshotSchema } from '@seatline/core'
import type { CallId, FlowId } from '@seatline/core'
import { Caller, MediaClock } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { connectedCall, DutyRoster, versionAtMedia } from './support/agents-on-duty.ts'
import type { OnDuty } from './support/agents-on-duty.ts'
import { eventually } from './support/edge.ts'
import { factsOf, publishTenant, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { NUMBERS, TRUNK_ADDRESS, wireTenants } from './support/wire-tenants.ts'

/**
 * Promise: an agent sends the caller into a flow, hears nothing of it, and has the same caller back on the same line, at the end of the flow or when the agent
 * asks; when the agent hangs up first, the caller is asked about the talk instead of being cut.
 */
const PORT_BASE = 5_460
const CALLER_HZ = 300
const AGENT_HZ = 500
/** Prompts by their place in the tenant's list; see signalling-path.ts. */
const MENU_HZ = 700
const SURVEY_HZ = 900
const QUEUE = 'que_wire'
const PIN_FLOW = 'ivr_wire-pin' as FlowId

const clock = new MediaClock()
let path: SignallingPath
let caller: Caller
let roster: DutyRoster
let nextAgent = 0

beforeAll(async () => {
  path = await startSignallingPath({ portBase: PORT_BASE, rtpPorts: { min: 30_400, max: 30_599 } })
  await publishFlows()
  const server = { host: '127.0.0.1', port: path.stack.ports.sip }
  caller = await Caller.open({ server, localAddress: TRUNK_ADDRESS, clock })
  roster = new DutyRoster(path, clock)
})
afterEach(() => roster.leave())
afterAll(async () => {
  await caller.close()
  await path.stop()
})

/** A flow that takes four digits and gives the caller back, and a queue with a question after the talk. */
async function publishFlows(): Promise<void> {
  const [tenant] = wireTenants()
  const [queue] = tenant?.queues ?? []
  const collect = {
    nodeId: 'pin',
    label: 'Number',
    kind: 'collect',
    promptId: 'prm_wire-menu',
    variable: 'pin',
    digitsMin: 4,
    digitsMax: 4,
    terminator: null,
    timeoutMs: 20_000,
    interDigitTimeoutMs: 5_000,
    attemptsMax: 1,
    invalidPromptId: null,
    next: 'back',
    onFailure: 'back',
  }
  const back = { nodeId: 'back', label: 'Back', kind: 'sendBack', next: null }
  const note = { nodeId: 'note', label: 'Note', kind: 'setVariable', variable: 'order', value: '771204', next: 'queue' }
  const enter = { nodeId: 'queue', label: 'Queue', kind: 'queue', queueId: QUEUE, priority: 0, afterTalk: 'ask' }
  const ask = {
    nodeId: 'ask',
    label: 'Ask',
    kind: 'play',
    promptId: 'prm_wire-announcement',
    interruptible: true,
    next: null,
  }
  const flow = (name: string, entryNodeId: string, nodes: readonly object[]) => ({
    flowId: `ivr_wire-${name}`,
    flowVersionId: `ivv_wire-${name}`,
    name,
    entryNodeId,
    nodes,
  })
  const others = tenant?.flows.filter(({ flowId }) => flowId !== 'ivr_wire-queue') ?? []
  await publishTenant(
    path.redis,
    tenantSnapshotSchema.parse({
      ...tenant,
      version: 2,
      flows: [...others, flow('pin', 'pin', [collect, back]), flow('queue', 'note', [note, enter, ask])],
      queues: [{ ...queue, record: true }],
    }),
  )
  await versionAtMedia(path, 'ten_wire', 2)
}

type Talk = {
  readonly talking: PhoneCall
  readonly agent: OnDuty
  readonly agentCall: PhoneCall
  readonly callId: CallId
}

async function talk(): Promise<Talk> {
  const agent = await roster.start({
    agentId: `agt_wire0${String(++nextAgent)}`,
    queueIds: [QUEUE],
    behaviour: { kind: 'answer', afterMs: 100 },
    hz: AGENT_HZ,
    watchHz: [CALLER_HZ, MENU_HZ],
  })
  const placed = await caller.place({
    number: NUMBERS.queue,
    from: '13800000001',
    voice: { kind: 'tone', frequencyHz: CALLER_HZ },
    watchHz: [AGENT_HZ, MENU_HZ, SURVEY_HZ],
  })
  const outcome = await placed.outcome
  if (!outcome.answered) throw new Error('not answered')
  const callId = await connectedCall(path, placed.sipCallId, agent.agentId)
  const [agentCall] = agent.calls
  if (agentCall === undefined) throw new Error('nobody answered')
  await hears(outcome.call, AGENT_HZ)
  await hears(agentCall, CALLER_HZ)
  return { talking: outcome.call, agent, agentCall, callId }
}

async function hears(party: PhoneCall, hz: number): Promise<void> {
  expect(await party.audio.ear.waitForTone(hz, 8_000), `${String(hz)} Hz is heard`).not.toBeNull()
}

const sendToFlow = async ({ agent, callId }: Talk): Promise<void> => {
  const to = { kind: 'flow', flowId: PIN_FLOW, returns: true } as const
  expect(await path.command({ kind: 'agent.transfer', agentId: agent.agentId, callId, to })).toMatchObject({ ok: true })
}

it('the caller goes into a flow and comes back; the agent hears neither the caller nor the digits', async () => {
  const own = await talk()
  const { talking, agentCall, agent, callId } = own
  await sendToFlow(own)
  await hears(talking, MENU_HZ)
  const { counters } = agentCall.audio.stream
  const heardSoFar = counters.packetsReceived
  const said = talking.audio.stream.counters.packetsSent
  talking.sendDigits('123')
  await eventually(
    'three keys are pressed',
    () => Promise.resolve(talking.audio.stream.counters.packetsSent - said),
    (packets) => packets > 60,
  )
  expect(counters.packetsReceived).toBe(heardSoFar)
  talking.sendDigits('4')
  const collected = await eventually(
    'the digits',
    async () => factsOf(await path.journal(), 'ivr.digitsCollected').filter((fact) => fact.callId === callId),
    (facts) => facts.length === 1,
  )
  expect(collected).toMatchObject([{ digits: '1234' }])
  await hears(talking, AGENT_HZ)
  await hears(agentCall, CALLER_HZ)
  expect(agentCall.audio.ear.tones.get(MENU_HZ)).toBeUndefined()
  expect(agent.calls).toHaveLength(1)
  talking.hangUp()
  const journal = await eventually(
    'the end',
    () => path.journal(),
    (events) => factsOf(events, 'call.ended').some((fact) => fact.callId === callId),
  )
  const ofCall = journal.map(({ fact }) => fact).filter((fact) => 'callId' in fact && fact.callId === callId)
  expect(ofCall.filter(({ kind }) => kind === 'call.sentToFlow' || kind === 'call.returnedToAgent')).toMatchObject([
    { kind: 'call.sentToFlow', agentId: agent.agentId, flowId: PIN_FLOW, returns: true },
    { kind: 'call.returnedToAgent', agentId: agent.agentId },
  ])
  // What the flow knows is told before the agent's phone rings, and what it found out for the agent with the caller.
  const told = ofCall.filter(({ kind }) => kind === 'ivr.variablesShown' || kind === 'call.presented')
  expect(told).toMatchObject([
    { kind: 'ivr.variablesShown', variables: { order: '771204' } },
    { kind: 'call.presented' },
    { kind: 'ivr.variablesShown', variables: { order: '771204', pin: '1234' } },
  ])
  // What is keyed in lies between two segments, and in none of them.
  const kinds = ofCall.map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'recording.started')).toHaveLength(2)
  expect(kinds.indexOf('recording.stopped')).toBeLessThan(kinds.indexOf('ivr.digitsCollected'))
  expect(kinds.lastIndexOf('recording.started')).toBeGreaterThan(kinds.indexOf('ivr.digitsCollected'))
})

it('the agent takes the caller back before the flow is over', async () => {
  const own = await talk()
  const { talking, agentCall, agent, callId } = own
  await sendToFlow(own)
  await hears(talking, MENU_HZ)
  const status = factsOf(await path.journal(), 'agent.stateChanged').findLast((fact) => fact.agentId === agent.agentId)
  expect(status?.to).toMatchObject({ kind: 'hold', callId, inFlow: true })
  expect(await path.command({ kind: 'agent.takeBack', agentId: agent.agentId, callId })).toMatchObject({ ok: true })
  await hears(talking, AGENT_HZ)
  await hears(agentCall, CALLER_HZ)
  talking.hangUp()
})

it('the agent hangs up first: the caller is asked about the talk, and then the call ends', async () => {
  const { talking, agentCall, callId } = await talk()
  agentCall.hangUp()
  await hears(talking, SURVEY_HZ)
  expect(talking.isUp).toBe(true)
  expect((await talking.ended).by).toBe('them')
  const journal = await eventually(
    'the end',
    () => path.journal(),
    (events) => factsOf(events, 'call.ended').some((fact) => fact.callId === callId),
  )
  expect(factsOf(journal, 'call.ended').find((fact) => fact.callId === callId)).toMatchObject({ releasedBy: 'agent' })
  expect(factsOf(journal, 'call.abandoned').filter((fact) => fact.callId === callId)).toEqual([])
})
