import { randomBytes } from 'node:crypto'
import {
  CONFIG_CHANGED,
  DEFAULT_DESTINATIONS,
  formatId,
  outboundCallSchema,
  PLATFORM_SNAPSHOT,
  platformSnapshotSchema,
  tenantSnapshotSchema,
  testCallKey,
  TRUNK_REPORTS,
  trunkReportSchema,
} from '@seatline/core'
import type { CallId, OutboundCall, TenantId, TrunkId } from '@seatline/core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startCarrier } from './support/carrier.ts'
import type { Carrier } from './support/carrier.ts'
import { eventually } from './support/edge.ts'
import { header, udpPeer } from './support/raw-sip.ts'
import { factsOf, publishTenant, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { wirePlatform, wireTenants } from './support/wire-tenants.ts'

/** Promise: a call out goes over the first trunk that takes it, is not tried again once a person was reached, and every gateway tried has a record. */
const PORT_BASE = 5_600
const FIRST = { address: '127.0.0.41', port: 5_681 }
const SECOND = { address: '127.0.0.42', port: 5_682 }
const MOBILE = '13800138000'
const OWN = '4000000001'

let path: SignallingPath
let version = 2_000
const open: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  path = await startSignallingPath({ portBase: PORT_BASE, rtpPorts: { min: 27_000, max: 27_200 } })
  const [tenant] = wireTenants()
  const numbers = tenant?.numbers.map((number) => ({ ...number, canBeCalledBack: number.number === OWN }))
  await publishTenant(
    path.redis,
    tenantSnapshotSchema.parse({
      ...tenant,
      version: 2,
      numbers,
      destinationClasses: ['local', 'mobile', 'longDistance'],
    }),
  )
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.stop()))
})
afterAll(() => path.stop())

const carrier = async (scenario: string, at: typeof FIRST): Promise<Carrier> => {
  const started = await startCarrier(scenario, at)
  open.push(started)
  return started
}
const gatewayOf = ({ address, port }: typeof FIRST): string => `${address}:${String(port)}`
const first = (change: object = {}): object =>
  trunk('trk_first', { gateways: [gatewayOf(FIRST)], priority: 1, ...change })
const second = (change: object = {}): object =>
  trunk('trk_second', { gateways: [gatewayOf(SECOND)], priority: 2, ...change })
const trunk = (trunkId: string, change: object): object => ({
  trunkId,
  name: trunkId,
  sourceAddresses: [],
  direction: 'outbound',
  concurrentCallsMax: 10,
  setupTimeoutMs: 1_500,
  probed: false,
  ...change,
})

/** These trunks from now on; media and Kamailio know them. */
async function trunksAre(...trunks: readonly object[]): Promise<void> {
  version += 1
  const { trunks: before, ...platform } = wirePlatform()
  const snapshot = platformSnapshotSchema.parse({
    ...platform,
    version,
    trunks: [...before, ...trunks],
    destinations: DEFAULT_DESTINATIONS,
  })
  await path.redis.set(PLATFORM_SNAPSHOT, JSON.stringify(snapshot))
  await path.redis.publish(CONFIG_CHANGED, 'platform')
  const wanted = snapshot.trunks.flatMap(({ gateways, enabled }) => (enabled ? gateways : []))
  await eventually(
    'the gateways in Kamailio',
    () => edgeRpc('htable.dump', 'gateways'),
    (text) =>
      wanted.every((gateway) => text.includes(`"${gateway}"`)) &&
      [...text.matchAll(/"name"/g)].length === new Set(wanted).size,
    15_000,
  )
  const ids = snapshot.trunks.map(({ trunkId }) => trunkId)
  await eventually(
    'the report of these trunks',
    reports,
    (all) =>
      all.some(({ trunks: told }) => told.length === ids.length && told.every(({ trunkId }) => ids.includes(trunkId))),
    10_000,
  )
}

async function edgeRpc(method: string, ...params: readonly string[]): Promise<string> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  return (await fetch(path.stack.urls.kamailioRpc, { method: 'POST', body })).text()
}

const reports = async () =>
  (await path.redis.hvals(TRUNK_REPORTS)).map((text) => trunkReportSchema.parse(JSON.parse(text)))

const begin = async (
  change: { number?: string; talkMs?: number; ringMs?: number; trunkId?: string; callerId?: string } = {},
): Promise<CallId> => {
  const callId = formatId('call', randomBytes(20))
  const reply = await path.command({
    kind: 'trunk.testCall',
    callId,
    tenantId: 'ten_wire' as TenantId,
    number: change.number ?? MOBILE,
    callerId: change.callerId ?? null,
    trunkId: (change.trunkId ?? null) as TrunkId | null,
    promptFile: null,
    talkMs: change.talkMs ?? 500,
    ringMs: change.ringMs ?? 5_000,
  })
  expect(reply.ok).toBe(true)
  return callId
}

const look = async (callId: CallId): Promise<OutboundCall | null> => {
  const text = await path.redis.get(testCallKey(callId))
  return text === null ? null : outboundCallSchema.parse(JSON.parse(text))
}
const reaches = (callId: CallId, ...states: readonly OutboundCall['state'][]): Promise<OutboundCall> =>
  eventually(
    'the call',
    async () => look(callId),
    (call) => call !== null && states.includes(call.state),
    15_000,
  ).then((call) => {
    if (call === null) throw new Error('no such call')
    return call
  })

async function place(change: Parameters<typeof begin>[0] = {}): Promise<OutboundCall> {
  return reaches(await begin(change), 'ended', 'refused')
}
const tried = ({ attempts }: OutboundCall): readonly string[] =>
  attempts.map(({ trunkId, result, sipStatus }) => `${trunkId} ${result ?? '?'} ${String(sipStatus)}`)

/** The legs of the call with their ends, from the journal: each must have one. */
async function recordsOf(callId: CallId) {
  const facts = (events: Awaited<ReturnType<SignallingPath['journal']>>) => ({
    legs: factsOf(events, 'leg.started').filter((fact) => fact.callId === callId),
    legEnds: factsOf(events, 'leg.ended').filter((fact) => fact.callId === callId),
    ends: factsOf(events, 'call.ended').filter((fact) => fact.callId === callId),
    dialled: factsOf(events, 'call.dialled').filter((fact) => fact.callId === callId),
  })
  return eventually(
    'the records',
    async () => facts(await path.journal()),
    ({ ends }) => ends.length > 0,
    5_000,
  )
}

describe('the first trunk that takes it', () => {
  it('carries the call: answered, hung up by us, with the caller id and the codec of the trunk', async () => {
    const one = await carrier('carrier-answers', FIRST)
    await trunksAre(first({ codecs: ['PCMU', 'PCMA'], stripDigits: 1, addDigits: '77' }), second())
    const call = await place({ talkMs: 800 })
    expect(tried(call)).toEqual(['trk_first answered 200'])
    expect(call.attempts[0]?.answeredAt).not.toBeNull()
    const [invite] = await one.invites()
    if (invite === undefined) throw new Error('no INVITE')
    expect(invite.startLine).toBe(`INVITE sip:773800138000@${gatewayOf(FIRST)} SIP/2.0`)
    expect(header(invite, 'From')).toContain(`sip:${OWN}@`)
    expect(header(invite, 'P-Asserted-Identity')).toContain(`<sip:${OWN}@`)
    expect([...invite.headers.keys()].filter((name) => name.startsWith('x-seatline'))).toEqual([])
    expect(/^m=audio \d+ RTP\/AVP ([\d ]+)/m.exec(invite.body)?.[1]?.trim()).toBe('0 8 101')
    const { legs, legEnds, ends, dialled } = await recordsOf(call.callId)
    expect(legs).toMatchObject([{ trunkId: 'trk_first', direction: 'outbound', party: 'caller' }])
    expect(legEnds).toMatchObject([{ releasedBy: 'system', cause: { reason: 'normalClearing' } }])
    expect(ends).toHaveLength(1)
    expect(dialled).toMatchObject([{ ani: OWN, dnis: MOBILE, destinationClass: 'mobile', test: true }])
    await eventually(
      'the BYE',
      () => one.received(),
      (messages) => messages.some(({ startLine }) => startLine.startsWith('BYE ')),
    )
  })

  it('is the second when the first answers 503: one record for each', async () => {
    await carrier('carrier-503', FIRST)
    const two = await carrier('carrier-answers', SECOND)
    await trunksAre(first(), second())
    const call = await place()
    expect(tried(call)).toEqual(['trk_first carrierFailed 503', 'trk_second answered 200'])
    expect(await two.invites()).toHaveLength(1)
    const { legs, legEnds, ends } = await recordsOf(call.callId)
    expect(legs.map(({ trunkId }) => trunkId)).toEqual(['trk_first', 'trk_second'])
    expect(legEnds).toMatchObject([{ cause: { sipStatus: 503 } }, { cause: { reason: 'normalClearing' } }])
    expect(ends).toHaveLength(1)
  })

  it('is the second when the first says nothing in its time', async () => {
    const silent = await udpPeer({ host: '127.0.0.1', port: path.stack.ports.sip }, FIRST.address, FIRST.port)
    open.push({ stop: () => silent.close() })
    await carrier('carrier-answers', SECOND)
    await trunksAre(first(), second())
    const call = await place()
    expect(tried(call)).toEqual(['trk_first silent null', 'trk_second answered 200'])
    const [lost] = call.attempts
    expect((lost?.endedAt ?? 0) - (lost?.startedAt ?? 0)).toBeGreaterThanOrEqual(1_500)
  })

  it('is the second when nobody is at the first one’s address at all', async () => {
    await carrier('carrier-answers', SECOND)
    await trunksAre(first(), second())
    expect(tried(await place())).toEqual(['trk_first silent null', 'trk_second answered 200'])
  })

  it('is the next gateway of the same trunk before the next trunk', async () => {
    await carrier('carrier-503', FIRST)
    await carrier('carrier-answers', SECOND)
    await trunksAre(first({ gateways: [gatewayOf(FIRST), gatewayOf(SECOND)] }))
    const call = await place()
    expect(call.attempts.map(({ gateway, result }) => [gateway, result])).toEqual([
      [gatewayOf(FIRST), 'carrierFailed'],
      [gatewayOf(SECOND), 'answered'],
    ])
  })
})

describe('a called party who was reached', () => {
  it('and is busy is not called again over another trunk', async () => {
    await carrier('carrier-busy', FIRST)
    const two = await carrier('carrier-answers', SECOND)
    await trunksAre(first(), second())
    const call = await place()
    expect(tried(call)).toEqual(['trk_first busy 486'])
    expect(await two.invites()).toEqual([])
    expect((await recordsOf(call.callId)).legEnds).toMatchObject([
      { releasedBy: 'caller', cause: { reason: 'busy', q850: 17 } },
    ])
  })

  it('is not called again when the carrier fails after it rang', async () => {
    await carrier('carrier-rings-then-503', FIRST)
    const two = await carrier('carrier-answers', SECOND)
    await trunksAre(first(), second())
    expect(tried(await place())).toEqual(['trk_first carrierFailed 503'])
    expect(await two.invites()).toEqual([])
  })

  it('is given up when it rings for too long', async () => {
    await carrier('carrier-rings', FIRST)
    const two = await carrier('carrier-answers', SECOND)
    await trunksAre(first(), second())
    expect(tried(await place({ ringMs: 1_000 }))).toEqual(['trk_first noAnswer null'])
    expect(await two.invites()).toEqual([])
  })

  it('may hang up: the BYE ends the call', async () => {
    await carrier('carrier-hangs-up', FIRST)
    await trunksAre(first())
    const call = await place({ talkMs: 30_000 })
    expect(tried(call)).toEqual(['trk_first answered 200'])
    expect((await recordsOf(call.callId)).ends).toMatchObject([{ releasedBy: 'caller' }])
  })
})

describe('before anything is sent', () => {
  it('a forbidden destination is refused, and one that the tenant may not call', async () => {
    const one = await carrier('carrier-answers', FIRST)
    await trunksAre(first())
    expect(await place({ number: '+870 773 111 111' })).toMatchObject({
      state: 'refused',
      refusal: 'destinationForbidden',
      attempts: [],
    })
    expect(await place({ number: '+1 312 555 0100' })).toMatchObject({ refusal: 'destinationNotAllowed' })
    expect(await place({ number: 'hello' })).toMatchObject({ refusal: 'numberMalformed' })
    expect(await place({ callerId: '02188880000' })).toMatchObject({ refusal: 'callerIdNotOwn' })
    expect(await one.invites()).toEqual([])
  })

  it('a full trunk is passed over, and one that carries other prefixes', async () => {
    await carrier('carrier-answers', FIRST)
    await carrier('carrier-answers', SECOND)
    await trunksAre(
      first({ concurrentCallsMax: 1 }),
      second(),
      trunk('trk_abroad', { gateways: ['127.0.0.43'], prefixes: ['00'] }),
    )
    const talking = await begin({ talkMs: 3_000 })
    await reaches(talking, 'answered')
    const call = await place()
    expect(tried(call)).toEqual(['trk_second answered 200'])
    expect(call.leftOut).toEqual(
      expect.arrayContaining([
        { trunkId: 'trk_first', trunkName: 'trk_first', why: 'full' },
        { trunkId: 'trk_abroad', trunkName: 'trk_abroad', why: 'prefix' },
      ]),
    )
    await reaches(talking, 'ended')
    expect(tried(await place())).toEqual(['trk_first answered 200'])
  })

  it('a number that cannot be called back is not shown: the trunk with a fixed one carries the call', async () => {
    await carrier('carrier-answers', FIRST)
    const two = await carrier('carrier-answers', SECOND)
    await trunksAre(first(), second({ callerIdRule: 'fixed', fixedCallerId: '02188880000' }))
    const call = await place({ callerId: '4000000002' })
    expect(call.leftOut).toContainEqual({ trunkId: 'trk_first', trunkName: 'trk_first', why: 'noCallerId' })
    const [invite] = await two.invites()
    expect(invite === undefined ? '' : header(invite, 'P-Asserted-Identity')).toContain('sip:02188880000@')
  })
})

describe('a gateway', () => {
  it('that does not answer OPTIONS is down, passed over, and used again when it is back', async () => {
    await carrier('carrier-answers', SECOND)
    await trunksAre(first({ probed: true }), second())
    const health = async () =>
      (await reports()).flatMap(({ gateways }) => gateways).find(({ gateway }) => gateway === gatewayOf(FIRST))
        ?.answers ?? null
    await eventually('the gateway is down', health, (answers) => answers === false, 20_000)
    const call = await place()
    expect(tried(call)).toEqual(['trk_second answered 200'])
    expect(call.leftOut).toContainEqual({ trunkId: 'trk_first', trunkName: 'trk_first', why: 'down' })
    await carrier('carrier-options', FIRST)
    await eventually('the gateway is back', health, (answers) => answers === true, 20_000)
  })

  it('is called by media alone, and only one that a trunk has', async () => {
    const one = await carrier('carrier-answers', FIRST)
    await trunksAre(second())
    const outsider = await udpPeer({ host: '127.0.0.1', port: path.stack.ports.sip }, '127.0.0.9')
    open.push({ stop: () => outsider.close() })
    const invite = [
      `INVITE sip:${MOBILE}@${gatewayOf(FIRST)} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.9:${String(outsider.port)};branch=z9hG4bK${randomBytes(6).toString('hex')}`,
      'From: <sip:1@127.0.0.9>;tag=1',
      `To: <sip:${MOBILE}@127.0.0.1>`,
      `Call-ID: ${randomBytes(6).toString('hex')}`,
      'CSeq: 1 INVITE',
      `Contact: <sip:1@127.0.0.9:${String(outsider.port)}>`,
      `X-Seatline-Gateway: ${gatewayOf(FIRST)}`,
      'Max-Forwards: 70',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n')
    outsider.send(invite)
    await outsider.inbox.waitFor('a final answer', ({ startLine }) => /^SIP\/2.0 [3-6]/.test(startLine))
    expect(await one.invites()).toEqual([])
    await trunksAre(second())
    expect(tried(await place({ trunkId: 'trk_first' }))).toEqual([])
  })
})
