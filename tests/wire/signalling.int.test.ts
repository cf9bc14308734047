import { Caller, DeskPhone, issueCredentials, MediaClock } from '@seatline/phone'
import type { Behaviour, PhoneCall } from '@seatline/phone'
import type { AgentId, QueueId } from '@seatline/core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { endingsIn, recordsInDatabase } from './support/call-records.ts'
import { faultsOf, storyOf } from './support/call-story.ts'
import type { CallStory } from './support/call-story.ts'
import { eventually } from './support/edge.ts'
import { startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { runSipp } from './support/sipp.ts'
import type { SippResult } from './support/sipp.ts'
import { RawCaller } from './support/raw-caller.ts'
import { answerTheCancel } from './support/raw-phone.ts'
import { udpPeer } from './support/raw-sip.ts'
import { ephemeralCredential, register } from './support/sip-requests.ts'
import { AGENT_IDS, NUMBERS, TRUNK_ADDRESS } from './support/wire-tenants.ts'

const QUEUE_ID = 'que_wire' as QueueId
const SIPP_PHONE = { address: '127.0.0.10', port: 5_066 }
const AGENT_HZ = 500
/** The first prompt of a tenant; see signalling-path.ts. */
const PROMPT_HZ = 700

let path: SignallingPath
let caller: Caller
let nextPort = 5_200
let nextAgent = 0
let lostAck: { readonly callId: string; readonly result: Promise<SippResult> }
const clock = new MediaClock()
const over = new AbortController()
const onDuty: { readonly agentId: AgentId; readonly phone: DeskPhone | null }[] = []

const sip = (): { host: string; port: number } => ({ host: '127.0.0.1', port: path.stack.ports.sip })
const newCallId = (name: string): string => `${name}-${process.pid}-${++nextPort}`

function dial(
  scenario: string,
  number: string,
  options: { callId: string; pauseMs?: number; timeoutSeconds?: number; signal?: AbortSignal },
): Promise<SippResult> {
  return runSipp({ scenario, number, server: sip(), localAddress: TRUNK_ADDRESS, localPort: ++nextPort, ...options })
}

/** The whole story, once the call is over. */
async function storyOfEnded(callId: string, timeoutMs = 15_000): Promise<CallStory> {
  const isOver = (story: CallStory | null): boolean => story !== null && isWhole(story)
  const story = await eventually(
    `end of ${callId}`,
    async () => storyOf(await path.journal(), callId),
    isOver,
    timeoutMs,
  )
  if (story === null) throw new Error('no story')
  expect(faultsOf(await path.journal(), callId)).toEqual([])
  return story
}

const isWhole = ({ kinds, ended }: CallStory): boolean =>
  ended !== null &&
  kinds.filter((kind) => kind === 'leg.started').length === kinds.filter((kind) => kind === 'leg.ended').length

/** An agent who is ready, with a phone that behaves as told; a phone of null is registered by the test itself. */
async function agentOnDuty(
  behaviour: Behaviour | null,
): Promise<{ agentId: AgentId; phone: DeskPhone; calls: PhoneCall[] }> {
  const agentId = (AGENT_IDS[nextAgent++ % AGENT_IDS.length] ?? '') as AgentId
  const calls: PhoneCall[] = []
  const phone = new DeskPhone({
    server: sip(),
    localAddress: '127.0.0.1',
    agentId,
    domain: path.stack.sipDomain,
    credentials: () => issueCredentials(path.stack.sipCredentialSecret, agentId, Math.floor(Date.now() / 1_000) + 600),
    clock,
    behaviour: behaviour ?? { kind: 'ignore' },
    voice: { kind: 'tone', frequencyHz: AGENT_HZ },
    onAnswered: (call) => calls.push(call),
  })
  if (behaviour !== null) expect(await phone.register()).toBe(200)
  onDuty.push({ agentId, phone: behaviour === null ? null : phone })
  expect(await path.command({ kind: 'agent.signIn', agentId, device: 'sipPhone', queueIds: [QUEUE_ID] })).toMatchObject(
    { ok: true },
  )
  if (behaviour !== null) await ready(agentId)
  return { agentId, phone, calls }
}

async function ready(agentId: AgentId): Promise<void> {
  // Media hears of the phone a moment after its registration.
  await eventually(
    'agent ready',
    () => path.command({ kind: 'agent.ready', agentId }),
    ({ ok }) => ok,
  )
}

beforeAll(async () => {
  path = await startSignallingPath({ portBase: 4_800, rtpPorts: { min: 28_000, max: 29_999 } }, { records: true })
  caller = await Caller.open({ server: sip(), localAddress: TRUNK_ADDRESS, clock })
  // Takes 32 s by the standard: it runs beside the others.
  const callId = newCallId('lost-ack')
  lostAck = { callId, result: dial('lost-ack', NUMBERS.wait, { callId, timeoutSeconds: 60, signal: over.signal }) }
})
afterEach(async () => {
  for (const { agentId, phone } of onDuty.splice(0)) {
    await path.command({ kind: 'agent.signOut', agentId })
    await phone?.close()
  }
})
afterAll(async () => {
  over.abort()
  await lostAck.result
  await caller.close()
  await path.stop()
})

describe('a call that cannot be taken', () => {
  it('gets 404 for an unknown number and 486 when the tenant is full, and is written down once', async () => {
    expect(await dial('refused-404', NUMBERS.unknown, { callId: 'unknown-number' })).toMatchObject({ ok: true })
    expect(await dial('refused-486', NUMBERS.full, { callId: 'full-tenant' })).toMatchObject({ ok: true })
    const rejections = await eventually(
      'two rejections',
      async () => (await path.journal()).map(({ fact }) => fact).filter((fact) => fact.kind === 'call.rejected'),
      (facts) => facts.length >= 2,
    )
    expect(rejections.map(({ reason, sipStatus, sipCallId }) => [sipCallId, reason, sipStatus])).toEqual([
      ['unknown-number', 'unknownNumber', 404],
      ['full-tenant', 'tenantFull', 486],
    ])
  })
})

describe('a caller of a tenant that is full and has an announcement', () => {
  it('hears it, is let go by the service, and is written down as turned away', async () => {
    const placed = await caller.place({
      number: NUMBERS.fullWithAnnouncement,
      from: '13800000002',
      watchHz: [PROMPT_HZ],
    })
    const outcome = await placed.outcome
    if (!outcome.answered) throw new Error('not answered')
    expect(await outcome.call.audio.ear.waitForTone(PROMPT_HZ, 5_000)).not.toBeNull()
    await outcome.call.ended
    const { ended, kinds } = await storyOfEnded(placed.sipCallId)
    expect(ended).toEqual({ by: 'system', reason: 'tenantFull' })
    expect(kinds).not.toContain('ivr.started')
  })
})

describe('a caller', () => {
  it('who cancels at once ends the call once, whether the CANCEL met the call pending or crossed the answer', async () => {
    const cancelled: { readonly callId: string; readonly status: number }[] = []
    for (const pauseMs of [0, 0, 1, 1, 2, 3, 4, 6, 8, 12, 20, 250]) {
      const phone = await rawCaller()
      cancelled.push({ callId: phone.callId, status: await phone.inviteAndCancel(NUMBERS.menu, pauseMs) })
      await phone.close()
    }
    // A call after them, on the same connection to media: when it is written down, so is whatever of theirs reached media.
    const callId = newCallId('after-the-cancelled')
    expect(await dial('hang-up-early', NUMBERS.menu, { callId, pauseMs: 50 })).toMatchObject({ ok: true })
    await storyOfEnded(callId)
    const journal = await path.journal()
    const reached = cancelled.filter(({ callId: id }) => storyOf(journal, id) !== null)
    expect(reached.length).toBeGreaterThan(0)
    for (const { callId: id } of reached) {
      const { ended } = await storyOfEnded(id)
      expect(ended?.by).toBe('caller')
      expect(['callerCancelled', 'callerAbandoned']).toContain(ended?.reason)
    }
    // The edge itself answers a CANCEL that comes between its 100 and its forwarding: no call ever was.
    for (const { status } of cancelled.filter((call) => !reached.includes(call))) expect(status).toBe(487)
    expect(cancelled.every(({ status }) => status === 200 || status === 487)).toBe(true)
  })

  it.each([0, 20, 80, 200, 600, 1_500])(
    'who hangs up %i ms after the answer ends the call once, before and while an agent rings or talks',
    async (pauseMs) => {
      await agentOnDuty({ kind: 'answer', afterMs: 150 })
      const callId = newCallId(`early-${pauseMs}`)
      const { ok, report } = await dial('hang-up-early', NUMBERS.queue, { callId, pauseMs })
      expect(report).toBe('')
      expect(ok).toBe(true)
      const { ended, kinds } = await storyOfEnded(callId)
      expect(ended?.by).toBe('caller')
      expect(ended?.reason).toBe(kinds.includes('call.connected') ? 'normalClearing' : 'callerAbandoned')
    },
  )

  it('who hangs up in the menu has abandoned the call there', async () => {
    const callId = newCallId('early-menu')
    expect(await dial('hang-up-early', NUMBERS.menu, { callId, pauseMs: 50 })).toMatchObject({ ok: true })
    const { ended, facts } = await storyOfEnded(callId)
    expect(ended).toEqual({ by: 'caller', reason: 'callerAbandoned' })
    expect(facts.find((fact) => fact.kind === 'call.abandoned')).toMatchObject({ phase: 'ivr', queueId: null })
  })

  it('whose INVITE is repeated on the wire has one call', async () => {
    const phone = await rawCaller()
    await phone.invite(NUMBERS.menu, 3)
    phone.inDialog('BYE', 2)
    expect(await phone.finalStatus(2, 'BYE')).toBe(200)
    expect((await storyOfEnded(phone.callId)).ended?.by).toBe('caller')
    await phone.close()
  })

  it('whose ACK comes late is not cut off', async () => {
    const callId = newCallId('late-ack')
    expect((await dial('late-ack', NUMBERS.menu, { callId })).report).toBe('')
    expect((await storyOfEnded(callId)).ended?.by).toBe('caller')
  })

  it('whose BYE crosses the service’s gets both answered, and the call ends once', async () => {
    await agentOnDuty({ kind: 'answer', afterMs: 50 }).then(({ calls }) => {
      void eventually(
        'agent talking',
        () => calls[0],
        (call) => call !== undefined,
      ).then((call) => {
        setTimeout(() => call?.hangUp(), 300)
      })
    })
    const phone = await rawCaller()
    await phone.invite(NUMBERS.queue)
    // RFC 5407 3.1.5: 200, or 481 from a side that has forgotten the dialog.
    expect([200, 481]).toContain(await phone.crossByes(2))
    expect((await storyOfEnded(phone.callId)).ended).toEqual({ by: 'agent', reason: 'normalClearing' })
    await phone.close()
  })

  it('who sends a second re-INVITE over the first is answered or told to wait, and keeps the call', async () => {
    const phone = await rawCaller()
    await phone.invite(NUMBERS.wait)
    phone.inDialog('INVITE', 2)
    phone.inDialog('INVITE', 3)
    // RFC 3261 14.2: 500 with Retry-After for the one that comes second (UDP may turn them round), unless the first is already done.
    const statuses = [await phone.finalStatus(2, 'INVITE'), await phone.finalStatus(3, 'INVITE')]
    expect(statuses).toContain(200)
    expect(statuses.every((status) => [200, 491, 500].includes(status))).toBe(true)
    phone.acknowledge(2)
    phone.acknowledge(3)
    phone.inDialog('BYE', 4)
    expect(await phone.finalStatus(4, 'BYE')).toBe(200)
    expect((await storyOfEnded(phone.callId)).ended?.by).toBe('caller')
    await phone.close()
  })
})

describe('an agent’s phone', () => {
  it('that is not answered sends the caller back to the queue and the agent to not ready', async () => {
    const { agentId } = await agentOnDuty({ kind: 'ignore' })
    const callId = newCallId('no-answer')
    expect(await dial('hang-up-early', NUMBERS.queue, { callId, pauseMs: 3_500 })).toMatchObject({ ok: true })
    const { ended, facts } = await storyOfEnded(callId)
    expect(ended).toEqual({ by: 'caller', reason: 'callerAbandoned' })
    expect(facts.filter((fact) => fact.kind === 'call.presentationEnded')).toMatchObject([
      { agentId, outcome: 'noAnswer' },
    ])
    expect(facts.filter((fact) => fact.kind === 'call.queued')).toMatchObject([{ requeued: false }, { requeued: true }])
    const states = (await path.journal())
      .map(({ fact }) => fact)
      .filter((fact) => fact.kind === 'agent.stateChanged' && fact.agentId === agentId)
    expect(states.map((fact) => fact.kind === 'agent.stateChanged' && fact.to)).toContainEqual({
      kind: 'notReady',
      reason: { kind: 'system', code: 'ringNoAnswer' },
    })
  })

  it('that declines lets the next agent be rung', async () => {
    await agentOnDuty({ kind: 'decline', afterMs: 50, status: 486 })
    const { agentId } = await agentOnDuty({ kind: 'answer', afterMs: 50 })
    const callId = newCallId('decline')
    expect(await dial('hang-up-early', NUMBERS.queue, { callId, pauseMs: 1_500 })).toMatchObject({ ok: true })
    const { facts, ended } = await storyOfEnded(callId)
    expect(facts.filter((fact) => fact.kind === 'call.presentationEnded').map(({ outcome }) => outcome)).toEqual([
      'declined',
      'answered',
    ])
    expect(facts.find((fact) => fact.kind === 'call.connected')).toMatchObject({ agentId })
    expect(ended).toEqual({ by: 'caller', reason: 'normalClearing' })
  })

  it('whose connection is cut while talking gives the caller back to the queue', async () => {
    const { phone, calls, agentId } = await agentOnDuty({ kind: 'answer', afterMs: 50 })
    const placed = await caller.place({ number: NUMBERS.queue, from: '13800000001', watchHz: [AGENT_HZ] })
    const outcome = await placed.outcome
    if (!outcome.answered) throw new Error('not answered')
    expect(await outcome.call.audio.ear.waitForTone(AGENT_HZ, 5_000)).not.toBeNull()
    expect(calls).toHaveLength(1)
    await phone.vanish()
    const lost = await eventually(
      'agent lost',
      async () => storyOf(await path.journal(), placed.sipCallId),
      (story) => story?.kinds.includes('call.agentLost') === true,
      20_000,
    )
    expect(lost?.facts.find((fact) => fact.kind === 'call.agentLost')).toMatchObject({ agentId })
    outcome.call.hangUp()
    const { facts, ended } = await storyOfEnded(placed.sipCallId)
    expect(facts.filter((fact) => fact.kind === 'call.queued')).toMatchObject([{ requeued: false }, { requeued: true }])
    const legs = facts.filter((fact) => fact.kind === 'leg.ended').map(({ cause }) => cause.reason)
    expect(legs[0]).toBe('connectionLost')
    expect(ended).toEqual({ by: 'caller', reason: 'callerAbandoned' })
  })

  it('that answers into its own CANCEL is hung up, and nobody is joined', async () => {
    const { agentId } = await agentOnDuty(null)
    await registerSippPhone(agentId)
    await ready(agentId)
    const peer = await udpPeer(sip(), SIPP_PHONE.address, SIPP_PHONE.port)
    const phone = answerTheCancel(peer)
    const callId = newCallId('answer-crossing-cancel')
    expect((await dial('hang-up-early', NUMBERS.queue, { callId, pauseMs: 600 })).report).toBe('')
    await phone
    await peer.close()
    const { ended, kinds } = await storyOfEnded(callId)
    expect(kinds).not.toContain('call.connected')
    expect(ended).toEqual({ by: 'caller', reason: 'callerAbandoned' })
  })

  it('that says nothing at all counts as not answering', async () => {
    const { agentId } = await agentOnDuty(null)
    await registerSippPhone(agentId)
    await ready(agentId)
    const phone = runSipp({
      scenario: 'phone-is-silent',
      server: sip(),
      localAddress: SIPP_PHONE.address,
      localPort: SIPP_PHONE.port,
      timeoutSeconds: 8,
    })
    const callId = newCallId('silent-phone')
    expect(await dial('hang-up-early', NUMBERS.queue, { callId, pauseMs: 3_500 })).toMatchObject({ ok: true })
    await phone
    const { facts, ended } = await storyOfEnded(callId)
    expect(facts.filter((fact) => fact.kind === 'call.presentationEnded').map(({ outcome }) => outcome)).toEqual([
      'noAnswer',
    ])
    expect(ended).toEqual({ by: 'caller', reason: 'callerAbandoned' })
  })

  it('of one agent in two places, both answering at once, is joined once', async () => {
    const { agentId, calls } = await agentOnDuty({ kind: 'answer', afterMs: 100 })
    const second = new DeskPhone({
      server: sip(),
      localAddress: '127.0.0.1',
      agentId,
      domain: path.stack.sipDomain,
      credentials: () =>
        issueCredentials(path.stack.sipCredentialSecret, agentId, Math.floor(Date.now() / 1_000) + 600),
      clock,
      behaviour: { kind: 'answer', afterMs: 100 },
      voice: { kind: 'silence' },
      onAnswered: (call) => calls.push(call),
    })
    expect(await second.register()).toBe(200)
    const callId = newCallId('double-answer')
    expect(await dial('hang-up-early', NUMBERS.queue, { callId, pauseMs: 1_500 })).toMatchObject({ ok: true })
    const { kinds, ended } = await storyOfEnded(callId)
    expect(kinds.filter((kind) => kind === 'call.connected')).toHaveLength(1)
    expect(ended).toEqual({ by: 'caller', reason: 'normalClearing' })
    await Promise.all(calls.map((call) => call.ended))
    await second.close()
  })
})

describe('a caller whose ACK is lost for good', () => {
  it('is given up after 32 s', { timeout: 70_000 }, async () => {
    expect((await lostAck.result).report).toBe('')
    expect((await storyOfEnded(lostAck.callId)).ended).toMatchObject({ reason: 'ackTimeout' })
  })
})

describe('all of these calls together', () => {
  it('have one record each in PostgreSQL, and one of each leg, with the cause that the journal gives', async () => {
    const told = await eventually(
      'every call to be over',
      () => path.journal(),
      (events) => {
        const arrived = events.filter(({ fact }) => fact.kind === 'call.arrived').length
        return arrived === events.filter(({ fact }) => fact.kind === 'call.ended').length
      },
      15_000,
    )
    const endings = endingsIn(told)
    expect(endings.calls.length).toBeGreaterThanOrEqual(18)
    expect(new Set(endings.calls.map(({ id }) => id)).size).toBe(endings.calls.length)
    expect(await recordsInDatabase(path.stack)).toEqual(endings)
  })
})

const rawCaller = async (): Promise<RawCaller> => new RawCaller(await udpPeer(sip(), TRUNK_ADDRESS), newCallId('raw'))

/** SIPp listens on the address that a phone has just registered from. */
async function registerSippPhone(agentId: AgentId): Promise<void> {
  const peer = await udpPeer(sip(), SIPP_PHONE.address, SIPP_PHONE.port)
  const credential = ephemeralCredential(path.stack.sipCredentialSecret, agentId, Math.floor(Date.now() / 1_000) + 600)
  const answer = await register(peer, { agentId, domain: path.stack.sipDomain, credential })
  expect(answer.startLine).toContain('200')
  await peer.close()
}
