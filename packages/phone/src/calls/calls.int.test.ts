import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TcpTransport, UserAgent, type IncomingCall } from '@seatline/sip'
import { MediaClock } from '../rtp/media-clock.ts'
import { Caller, type PlaceCall } from './caller.ts'
import { PhoneAudio } from './phone-audio.ts'
import { PhoneCall } from './phone-call.ts'

const HOST = '127.0.0.1'
const PORT = 5_190
const PLACE: PlaceCall = {
  number: '4008001001',
  from: '13800000000',
  voice: { kind: 'tone', frequencyHz: 300 },
  watchHz: [500],
}

/** The other end: a user agent that answers with 500 Hz. */
let callee: UserAgent
let caller: Caller
let onInvite: (call: IncomingCall) => void = () => undefined
const clock = new MediaClock()

async function answer(incoming: IncomingCall): Promise<PhoneCall> {
  const audio = await PhoneAudio.open({
    localAddress: HOST,
    clock,
    voice: { kind: 'tone', frequencyHz: 500 },
    watchHz: [300],
    timeline: false,
  })
  const session = incoming.accept({ sdp: audio.answer(incoming.sdp ?? '') ?? '' })
  if (session === null) throw new Error('the caller gave up')
  return new PhoneCall(session, audio)
}

const answered = (): Promise<PhoneCall> =>
  new Promise((resolve, reject) => {
    onInvite = (incoming) => {
      answer(incoming).then(resolve, reject)
    }
  })

beforeEach(async () => {
  callee = new UserAgent({
    transport: new TcpTransport({
      listen: { host: HOST, port: PORT },
      nextHop: { host: HOST, port: PORT + 1 },
      localAddress: HOST,
      persistent: false,
    }),
    user: PLACE.number,
    domain: HOST,
    contactHost: HOST,
    contactPort: PORT,
    product: 'test',
    credentials: null,
  })
  await callee.start({
    onInvite: (call) => {
      onInvite(call)
    },
  })
  caller = await Caller.open({ server: { host: HOST, port: PORT }, localAddress: '127.0.0.9', clock })
})
afterEach(async () => {
  await caller.close()
  await callee.stop()
})

async function connect(): Promise<{ near: PhoneCall; far: PhoneCall }> {
  const far = answered()
  const outcome = await (await caller.place(PLACE)).outcome
  if (!outcome.answered) throw new Error(`not answered: ${outcome.end.status ?? 0}`)
  return { near: outcome.call, far: await far }
}

describe('a phone', () => {
  it('hears the other end and is heard, and both learn who hung up', async () => {
    const { near, far } = await connect()
    expect(await near.audio.ear.waitForTone(500, 3_000)).not.toBeNull()
    expect(await far.audio.ear.waitForTone(300, 3_000)).not.toBeNull()
    near.hangUp()
    expect(await near.ended).toMatchObject({ by: 'us' })
    expect(await far.ended).toMatchObject({ by: 'them' })
  })

  it('on hold is not spoken to, and again after retrieve', async () => {
    const { near, far } = await connect()
    expect(await near.audio.ear.waitForTone(500, 3_000)).not.toBeNull()
    expect(await near.hold()).toBe(200)
    expect(far.audio.stream.source).toBeNull()
    expect(await near.retrieve()).toBe(200)
    expect(await near.audio.ear.waitForTone(500, 3_000)).not.toBeNull()
    near.hangUp()
    expect(await far.ended).toMatchObject({ by: 'them' })
  })

  it('learns why a call failed', async () => {
    onInvite = (incoming) => {
      incoming.reject(486)
    }
    expect(await (await caller.place(PLACE)).outcome).toMatchObject({
      answered: false,
      end: { by: 'them', status: 486 },
    })
  })

  it('may give up while it rings', async () => {
    onInvite = (incoming) => {
      incoming.progress(180)
    }
    const placed = await caller.place(PLACE)
    placed.cancel()
    expect(await placed.outcome).toMatchObject({ answered: false, end: { by: 'us', status: 487 } })
  })
})
