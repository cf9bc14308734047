import { FIGURE_NODES, liveFiguresKey, tenantFiguresSchema, tenantSnapshotSchema } from '@seatline/core'
import type { AgentId, CommandReply, FactOf, QueueId, TenantFigures, TenantSnapshot } from '@seatline/core'
import { Caller, MediaClock } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storyOf } from './support/call-story.ts'
import { eventually } from './support/edge.ts'
import { factsOf, publishTenant, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { AGENT_IDS, NUMBERS, TRUNK_ADDRESS, wireTenants } from './support/wire-tenants.ts'

/** Promise: what a tenant's life, its rented seats and its limits let in, and who is told what, on the real telephone. */
const TENANT = 'ten_wire'
const [GREETING_HZ, SORRY_HZ] = [700, 900]
const HEARD_MS = 8_000

let path: SignallingPath
let caller: Caller
let version = 1
let from = 13_800_001_000
const clock = new MediaClock()

beforeAll(async () => {
  path = await startSignallingPath({ portBase: 5_700, rtpPorts: { min: 26_500, max: 26_900 } })
  const server = { host: '127.0.0.1', port: path.stack.ports.sip }
  caller = await Caller.open({ server, localAddress: TRUNK_ADDRESS, clock })
})
afterAll(async () => {
  await caller.close()
  await path.stop()
})

async function publish(changes: Partial<Record<keyof TenantSnapshot, unknown>>): Promise<void> {
  const [tenant] = wireTenants()
  version += 1
  await publishTenant(path.redis, tenantSnapshotSchema.parse({ ...tenant, version, ...changes }))
  await eventually(
    `media works by version ${version}`,
    async (): Promise<unknown> => {
      const told = await fetch(new URL(`/configuration/${TENANT}`, path.stack.urls.mediaHealth))
      return told.json()
    },
    (told) => (told as { readonly version: number }).version === version,
  )
}

type Answer = { readonly sipCallId: string; readonly status: number; readonly call: PhoneCall | null }

async function dial(number: string = NUMBERS.menu): Promise<Answer> {
  const placed = await caller.place({ number, from: String(++from), watchHz: [GREETING_HZ, SORRY_HZ] })
  const outcome = await placed.outcome
  return outcome.answered
    ? { sipCallId: placed.sipCallId, status: 200, call: outcome.call }
    : { sipCallId: placed.sipCallId, status: outcome.end.status ?? 0, call: null }
}

/** A caller who is answered like that; those before the version reached the node are answered as before, and hang up. */
const callerWhoGets = (status: number): Promise<Answer> =>
  eventually(
    `a caller who gets ${status}`,
    async () => {
      const answer = await dial()
      if (answer.status !== status) answer.call?.hangUp()
      return answer
    },
    (answer) => answer.status === status,
    20_000,
  )

async function hears(call: PhoneCall | null): Promise<number> {
  if (call === null) throw new Error('not answered')
  const { ear } = call.audio
  await Promise.race([GREETING_HZ, SORRY_HZ].map((hz) => ear.waitForTone(hz, HEARD_MS, 0)))
  const [first] = [...ear.tones.values()].toSorted((a, b) => a.firstAtMs - b.firstAtMs)
  return first?.frequencyHz ?? 0
}

const callerWhoHears = (hz: number): Promise<Answer> =>
  eventually(
    `a caller who hears ${hz} Hz`,
    async () => {
      const answer = await dial()
      const isRight = answer.call !== null && (await hears(answer.call)) === hz
      if (!isRight) answer.call?.hangUp()
      return isRight ? answer : null
    },
    (answer) => answer !== null,
    30_000,
  ).then((answer) => {
    if (answer === null) throw new Error('nobody')
    return answer
  })

const rejectionOf = (sipCallId: string): Promise<FactOf<'call.rejected'>> =>
  eventually(
    'the refusal in the journal',
    async () => factsOf(await path.journal(), 'call.rejected').find((fact) => fact.sipCallId === sipCallId),
    (fact) => fact !== undefined,
  ).then((fact) => {
    if (fact === undefined) throw new Error('no refusal')
    return fact
  })

describe('a tenant that is suspended', () => {
  it('has its next caller hear the neutral announcement, while a call in progress goes on; revived, it serves again', async () => {
    await publish({})
    const inProgress = await callerWhoHears(GREETING_HZ)
    await publish({ status: 'suspended', suspendedPromptId: 'prm_wire-announcement' })
    const told = await callerWhoHears(SORRY_HZ)
    expect(await told.call?.ended).toMatchObject({ by: 'them' })
    const story = await eventually(
      'the end of the call in the journal',
      async () => storyOf(await path.journal(), told.sipCallId),
      (found) => found?.ended !== null && found !== null,
    )
    expect(story?.ended).toEqual({ by: 'system', reason: 'tenantSuspended' })
    expect(story?.kinds).not.toContain('ivr.started')
    // The caller from before is still in the menu, and it still answers to keys.
    expect(storyOf(await path.journal(), inProgress.sipCallId)?.ended).toBeNull()
    inProgress.call?.hangUp()
    await publish({ status: 'live', suspendedPromptId: 'prm_wire-announcement' })
    await callerWhoHears(GREETING_HZ).then(({ call }) => call?.hangUp())
  })

  it('without an announcement tells the caller to try again later', async () => {
    await publish({ status: 'suspended' })
    const { sipCallId } = await callerWhoGets(480)
    expect(await rejectionOf(sipCallId)).toMatchObject({ reason: 'tenantSuspended', sipStatus: 480 })
  })

  it('lets no agent sign in, and says so', async () => {
    expect(await signIn(0)).toMatchObject({
      ok: false,
      code: 'tenant.notOpen',
      detail: { tenantId: TENANT, status: 'suspended' },
    })
  })
})

it.each(['provisioning', 'prospect'])('a tenant that is %s answers to no caller yet', async (status) => {
  await publish({ status })
  const { sipCallId } = await callerWhoGets(404)
  expect(await rejectionOf(sipCallId)).toMatchObject({ reason: 'tenantNotOpen' })
})

describe('a tenant whose calls come too fast', () => {
  it('is slowed alone: its burst is let in, the rest hears busy, and the neighbour’s calls are taken', async () => {
    await publish({ limits: { concurrentCallsMax: 1_000, callsPerSecondMax: 5 } })
    const neighbour = wireTenants().find(({ tenantId }) => tenantId === 'ten_full')
    await publishTenant(
      path.redis,
      tenantSnapshotSchema.parse({ ...neighbour, version: 2, limits: { concurrentCallsMax: 100 } }),
    )
    await eventually(
      'the neighbour is open',
      () => dial(NUMBERS.full),
      ({ status, call }) => {
        call?.hangUp()
        return status === 200
      },
    )
    const answers = await eventually(
      'a burst that is cut',
      () => Promise.all(Array.from({ length: 40 }, () => dial())),
      (all) => all.some(({ status }) => status === 486),
    )
    const other = await dial(NUMBERS.full)
    for (const { call } of [...answers, other]) call?.hangUp()
    const taken = answers.filter(({ status }) => status === 200).length
    const refused = answers.filter(({ status }) => status === 486)
    expect(taken + refused.length).toBe(40)
    expect(taken).toBeGreaterThanOrEqual(5)
    expect(other.status).toBe(200)
    expect(await rejectionOf(refused[0]?.sipCallId ?? '')).toMatchObject({ reason: 'tenantTooFast', sipStatus: 486 })
  })
})

const signIn = (index: number): Promise<CommandReply> =>
  path.command({
    kind: 'agent.signIn',
    agentId: (AGENT_IDS[index] ?? '') as AgentId,
    device: 'sipPhone',
    queueIds: ['que_wire' as QueueId],
  })
const signOut = (index: number): Promise<CommandReply> =>
  path.command({ kind: 'agent.signOut', agentId: (AGENT_IDS[index] ?? '') as AgentId })

const figures = async (): Promise<TenantFigures | null> => {
  const [node = ''] = await path.redis.smembers(FIGURE_NODES)
  const text = await path.redis.hget(liveFiguresKey(node), TENANT)
  return text === null ? null : tenantFiguresSchema.parse(JSON.parse(text))
}

describe('rented seats', () => {
  it('are given to so many and no more, even when all ask at once; fewer seats throw nobody out', async () => {
    await publish({ limits: { concurrentCallsMax: 1_000, seats: { professional: 3 } } })
    const replies = await Promise.all(AGENT_IDS.map((_, index) => signIn(index)))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(3)
    expect(replies.find(({ ok }) => !ok)).toMatchObject({
      code: 'agent.seatsExhausted',
      detail: { tenantId: TENANT, grade: 'professional', rented: 3, inUse: 3 },
    })
    const told = await eventually('figures of seats', figures, (now) => now?.seats.length === 3)
    expect(told?.seatsPeakToday).toMatchObject({ professional: expect.any(Number) as number })
    await publish({ limits: { concurrentCallsMax: 1_000, seats: { professional: 1 } } })
    const seated = replies.findIndex(({ ok }) => ok)
    await signOut(seated)
    const next = await signIn(seated)
    expect(next).toMatchObject({ ok: false, detail: { rented: 1, inUse: 2 } })
    expect((await eventually('figures', figures, (now) => now?.seats.length === 2))?.seats).toHaveLength(2)
    await Promise.all(AGENT_IDS.map((_, index) => signOut(index)))
  })
})

describe('live figures', () => {
  it('tell calls, peak and refusals within seconds', async () => {
    await publish({})
    const dialledAt = Date.now()
    const { call } = await callerWhoHears(GREETING_HZ)
    const during = await eventually(
      'a call in the figures of now',
      figures,
      (now) => (now?.calls ?? 0) > 0 && (now?.at ?? 0) >= dialledAt,
    )
    expect(during?.callsPeakToday).toBeGreaterThan(0)
    expect(during?.refusedToday).toMatchObject({ tenantSuspended: expect.any(Number) as number })
    call?.hangUp()
    await eventually('no call in the figures', figures, (now) => now?.calls === 0)
  })
})
