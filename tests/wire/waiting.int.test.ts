import { readdirSync, readFileSync } from 'node:fs'
import nodePath from 'node:path'
import { tenantSnapshotSchema } from '@seatline/core'
import type { FactKind, FactOf } from '@seatline/core'
import { Caller, MediaClock, samplesSource, sineWave } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf, storyOf } from './support/call-story.ts'
import { eventually } from './support/edge.ts'
import { publishTenant, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { writeSpokenTones } from './support/spoken-tones.ts'
import { NUMBERS, TRUNK_ADDRESS, wireTenants } from './support/wire-tenants.ts'

/** Promise: who waits hears what the queue says and nothing else, and may leave for a message or a call back without losing anything. */
const [MUSIC_HZ, PAPERS_HZ, GREETING_HZ] = [800, 900, 1_000]
const WORDS = {
  youAreNext: 1_200,
  youAreNumber: 1_300,
  weWillCall: 1_400,
  callbackNoted: 1_600,
  tone: 1_700,
  messageKept: 1_800,
  messageTooShort: 1_900,
}
const WATCHED = [MUSIC_HZ, PAPERS_HZ, GREETING_HZ, ...Object.values(WORDS)]
const HEARD_MS = 8_000
const FROM = '13800000077'

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
    queues: tenant?.queues.map((queue) => ({ ...queue, routing: { ...queue.routing, waiting } })),
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

async function waitInQueue(): Promise<PhoneCall> {
  const placed = await caller.place({ number: NUMBERS.queue, from: FROM, watchHz: WATCHED })
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

/** rtpengine's text file of the capture. */
function captureOf(recordingId: string): string | null {
  const directory = nodePath.join(path.stack.paths.recordingSpool, 'metadata')
  const name = readdirSync(directory).find((each) =>
    readFileSync(nodePath.join(directory, each), 'utf8').includes(recordingId),
  )
  return name ?? null
}
