import { Caller, MediaClock } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import type { DidId, TenantSnapshot } from '@seatline/core'
import { tenantSnapshotSchema } from '@seatline/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storyOf } from './support/call-story.ts'
import { eventually } from './support/edge.ts'
import { publishTenant, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { NUMBERS, TRUNK_ADDRESS, wireTenants } from './support/wire-tenants.ts'

/** Promise: what a tenant announces is what its next caller hears first, on the real telephone. */
const [GREETING_HZ, FIRST_HZ, SECOND_HZ] = [700, 900, 1_000]
const WATCHED = [GREETING_HZ, FIRST_HZ, SECOND_HZ]
const HEARD_MS = 8_000

let path: SignallingPath
let caller: Caller
const clock = new MediaClock()
let version = 1

beforeAll(async () => {
  path = await startSignallingPath({ portBase: 5_400, rtpPorts: { min: 26_000, max: 26_400 } })
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

const FIRST = { announcementId: 'ann_first', name: 'Burst pipe', promptId: 'prm_wire-announcement' }
const SECOND = { announcementId: 'ann_second', name: 'Long waits', promptId: 'prm_wire-second-announcement' }
const ALWAYS = { didIds: [] as readonly DidId[], startsAt: null as number | null, endsAt: null, thenHangUp: false }

/** The tenant announces this from now on. */
async function announce(
  announcements: readonly object[],
  changes: Partial<Pick<TenantSnapshot, 'features' | 'regions'>> = {},
): Promise<void> {
  const [tenant] = wireTenants()
  version += 1
  await publishTenant(path.redis, tenantSnapshotSchema.parse({ ...tenant, ...changes, version, announcements }))
}

type Listener = { readonly call: PhoneCall; readonly sipCallId: string; readonly firstHz: number }

/** Calls, and says which tone came first. */
async function listen(number: string, from = '13800000077'): Promise<Listener> {
  const placed = await caller.place({ number, from, watchHz: WATCHED })
  const outcome = await placed.outcome
  if (!outcome.answered) throw new Error('not answered')
  const { ear } = outcome.call.audio
  await Promise.race(WATCHED.map((hz) => ear.waitForTone(hz, HEARD_MS, 0)))
  const [first] = [...ear.tones.values()].toSorted((a, b) => a.firstAtMs - b.firstAtMs)
  return { call: outcome.call, sipCallId: placed.sipCallId, firstHz: first?.frequencyHz ?? 0 }
}

/** A caller who hears this first; the callers before the version reached the node hear what was before, and hang up. */
async function callerWhoHears(firstHz: number, number: string = NUMBERS.menu, from?: string): Promise<Listener> {
  return eventually(
    `a caller who hears ${firstHz} Hz first`,
    async () => {
      const listener = await listen(number, from)
      if (listener.firstHz !== firstHz) listener.call.hangUp()
      return listener
    },
    (listener) => listener.firstHz === firstHz,
    20_000,
  )
}

async function stepsOf(sipCallId: string): Promise<readonly string[]> {
  const story = storyOf(await path.journal(), sipCallId)
  return (story?.facts ?? []).flatMap((fact) => (fact.kind === 'ivr.nodeEntered' ? [fact.label] : []))
}

describe('a caller', () => {
  it('hears what is announced before the greeting, in its order, and it is written down as steps of the call', async () => {
    await callerWhoHears(GREETING_HZ).then(({ call }) => call.hangUp())
    await announce([
      { ...FIRST, ...ALWAYS },
      { ...SECOND, ...ALWAYS },
    ])
    const { call, sipCallId } = await callerWhoHears(FIRST_HZ)
    const { ear } = call.audio
    const second = await ear.waitForTone(SECOND_HZ, HEARD_MS, 0)
    const greeting = await ear.waitForTone(GREETING_HZ, HEARD_MS, 0)
    call.hangUp()
    expect(second).not.toBeNull()
    expect(greeting ?? 0).toBeGreaterThan(second ?? Number.POSITIVE_INFINITY)
    expect(await stepsOf(sipCallId)).toEqual(['Burst pipe', 'Long waits', 'Menu'])
  })

  it('of a number that it is not for hears the greeting at once', async () => {
    await announce([{ ...FIRST, ...ALWAYS, didIds: ['did_wait'] }])
    await callerWhoHears(FIRST_HZ, NUMBERS.wait).then(({ call }) => call.hangUp())
    const other = await listen(NUMBERS.menu)
    other.call.hangUp()
    expect(other.firstHz).toBe(GREETING_HZ)
  })

  it('from a region that it is not for hears the greeting at once', async () => {
    const regions = [
      { name: 'Shanghai', prefixes: ['21'] },
      { name: 'Pudong', prefixes: ['2158'] },
    ]
    await announce([{ ...FIRST, ...ALWAYS, regions: ['Shanghai'] }], { regions })
    await callerWhoHears(FIRST_HZ, NUMBERS.menu, '02161234567').then(({ call }) => call.hangUp())
    for (const from of ['02158234567', '13800000077']) {
      const other = await listen(NUMBERS.menu, from)
      other.call.hangUp()
      expect(other.firstHz, from).toBe(GREETING_HZ)
    }
  })

  it('hears what is for a topic on reaching it, and not before; who goes elsewhere does not hear it', async () => {
    await announce([
      { ...FIRST, ...ALWAYS, topics: ['Queue'] },
      { ...SECOND, ...ALWAYS, topics: ['End'] },
    ])
    // The number that leads straight into the queue tells when the version is there.
    await callerWhoHears(FIRST_HZ, NUMBERS.queue).then(({ call }) => call.hangUp())
    const chooses = async (digit: string, hz: number): Promise<Listener> => {
      const listener = await listen(NUMBERS.menu)
      expect(listener.firstHz).toBe(GREETING_HZ)
      listener.call.sendDigits(digit)
      expect(await listener.call.audio.ear.waitForTone(hz, HEARD_MS, 0)).not.toBeNull()
      return listener
    }
    const queued = await chooses('1', FIRST_HZ)
    const steps = await eventually(
      'the caller in the queue',
      () => stepsOf(queued.sipCallId),
      (labels) => labels.includes('Queue'),
    )
    queued.call.hangUp()
    expect(steps).toEqual(['Menu', 'Burst pipe', 'Queue'])
    expect(queued.call.audio.ear.tones.get(SECOND_HZ)).toBeUndefined()
    const ended = await chooses('2', SECOND_HZ)
    expect(await ended.call.ended).toMatchObject({ by: 'them' })
    expect(ended.call.audio.ear.tones.get(FIRST_HZ)).toBeUndefined()
  })

  it('is let go after an announcement that ends the call', async () => {
    await announce([{ ...SECOND, ...ALWAYS, thenHangUp: true }])
    const { call, sipCallId } = await callerWhoHears(SECOND_HZ)
    expect(await call.ended).toMatchObject({ by: 'them' })
    expect(call.audio.ear.tones.get(GREETING_HZ)).toBeUndefined()
    const story = await eventually(
      'the end of the call in the journal',
      async () => storyOf(await path.journal(), sipCallId),
      (found) => found?.ended !== null && found !== null,
    )
    expect(story?.ended?.by).toBe('system')
  })

  it('hears nothing of it when it is over, or the tenant is not entitled to it', async () => {
    await announce([{ ...FIRST, ...ALWAYS, endsAt: Date.now() - 1 }])
    await callerWhoHears(GREETING_HZ).then(({ call }) => call.hangUp())
    await announce([{ ...FIRST, ...ALWAYS }])
    await callerWhoHears(FIRST_HZ).then(({ call }) => call.hangUp())
    await announce([{ ...FIRST, ...ALWAYS }], { features: ['queueing', 'menu'] })
    await callerWhoHears(GREETING_HZ).then(({ call }) => call.hangUp())
  })
})
