import { spawn, type ChildProcess } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildAudioSdp, parseAudio } from '@seatline/sip'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DtmfListener, type DtmfEvent } from '../dtmf/dtmf-listener.ts'
import { MediaPath } from '../media-path.ts'
import { NgClient, NgError } from './ng-client.ts'
import { NgCommands } from './ng-commands.ts'

const LOOPBACK = '127.0.0.1'
const START = path.join(import.meta.dirname, '../../../../../infra/rtpengine/start')
let directory: string
let rtpengine: ChildProcess
let client: NgClient
let ng: NgCommands
let dtmf: DtmfListener
const digits: DtmfEvent[] = []
let calls = 0

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'seatline-ng-'))
  writeFileSync(path.join(directory, 'tone.wav'), wav(0.4))
  const [ngPort, dtmfPort] = [await freeUdpPort(), await freeUdpPort()]
  rtpengine = spawn(START, [], {
    stdio: 'ignore',
    env: {
      ...process.env,
      NG_LISTEN: `${LOOPBACK}:${String(ngPort)}`,
      DTMF_LOG_DEST: `${LOOPBACK}:${String(dtmfPort)}`,
      RTP_PORT_MIN: '24576',
      RTP_PORT_MAX: '24975',
      RECORDING_SPOOL_DIR: path.join(directory, 'spool'),
    },
  })
  dtmf = new DtmfListener((event) => digits.push(event))
  await dtmf.start({ host: LOOPBACK, port: dtmfPort })
  client = new NgClient({ host: LOOPBACK, port: ngPort })
  ng = new NgCommands(client)
  await eventually(async () => {
    await ng.ping()
    return true
  })
})
afterAll(async () => {
  client.close()
  dtmf.close()
  const gone = new Promise((resolve) => rtpengine.once('exit', resolve))
  rtpengine.kill('SIGTERM')
  await gone
  rmSync(directory, { recursive: true, force: true })
})

/** One end of a call with RTP of its own: what it receives is counted by source port. */
class Party {
  readonly #socket: Socket
  readonly port: number
  readonly received = new Map<number, number>()
  #sequence = 1

  static async open(): Promise<Party> {
    const socket = createSocket('udp4')
    await new Promise<void>((resolve) => socket.bind(0, LOOPBACK, resolve))
    return new Party(socket)
  }

  constructor(socket: Socket) {
    this.#socket = socket
    this.port = socket.address().port
    socket.on('message', (_, from) => this.received.set(from.port, (this.received.get(from.port) ?? 0) + 1))
  }

  get sdp(): string {
    const { port } = this
    return buildAudioSdp({
      address: LOOPBACK,
      port,
      codecs: ['PCMA'],
      telephoneEventPayload: 101,
      direction: 'sendrecv',
      sessionId: port,
    })
  }

  send(port: number, payloadType = 8, payload: Buffer = Buffer.alloc(160, 0xd5)): void {
    const header = Buffer.alloc(12)
    header[0] = 0x80
    header[1] = payloadType
    header.writeUInt16BE(this.#sequence, 2)
    header.writeUInt32BE(this.#sequence * 160, 4)
    header.writeUInt32BE(this.port, 8)
    this.#sequence++
    this.#socket.send(Buffer.concat([header, payload]), port, LOOPBACK)
  }

  close(): void {
    this.#socket.close()
  }
}

/** Keeps both sending until `heard` holds. */
async function talk(pairs: readonly (readonly [Party, number])[], heard: () => boolean): Promise<boolean> {
  const deadline = Date.now() + 3_000
  while (!heard() && Date.now() < deadline) {
    for (const [party, port] of pairs) party.send(port)
    await pause()
  }
  return heard()
}

const openPath = (): { path: MediaPath; callId: string } => {
  calls++
  const callId = `cal_test${String(calls)}`
  return { path: new MediaPath({ ng, callId, promptsDirectory: directory }), callId }
}

test('the caller keeps the port from the menu over two agents, and only the present agent is heard', async () => {
  const { path: media } = openPath()
  const [caller, first, second] = [await Party.open(), await Party.open(), await Party.open()]
  const opened = await media.open(caller.sdp)
  const offers = []
  for (const [tag, agent] of [['agent-1', first] as const, ['agent-2', second] as const]) {
    const offer = await media.offerAgent(tag, 'sipPhone')
    offers.push(offer)
    await media.joinAgent(tag, 'sipPhone', agent.sdp)
    caller.received.clear()
    const both = (): boolean => caller.received.has(opened.port) && agent.received.has(offer.port)
    expect(
      await talk(
        [
          [caller, opened.port],
          [agent, offer.port],
        ],
        both,
      ),
    ).toBe(true)
    // What the agent hears comes from where the agent sends: symmetric RTP holds behind NAT.
    expect([...agent.received.keys()]).toEqual([offer.port])
    if (tag === 'agent-1') await media.dropAgent(tag)
  }
  second.received.clear()
  caller.received.clear()
  for (let round = 0; round < 10; round++) {
    first.send(offers[0]?.port ?? 0)
    await pause()
  }
  expect(caller.received.size).toBe(0)
  await media.close()
  for (const party of [caller, first, second]) party.close()
})

test('a phone that rang in vain, among several, leaves the caller the music', async () => {
  const { path: media } = openPath()
  const caller = await Party.open()
  const { port } = await media.open(caller.sdp)
  const hearsOn = (): Promise<boolean> => {
    caller.received.clear()
    return talk([[caller, port]], () => (caller.received.get(port) ?? 0) > 20)
  }
  await media.playMusic('tone.wav')
  await media.offerAgent('agent-1', 'sipPhone')
  await media.offerAgent('agent-2', 'browser')
  expect(await hearsOn()).toBe(true)
  for (const tag of ['agent-1', 'agent-2']) {
    await media.dropAgent(tag)
    expect(await hearsOn()).toBe(true)
  }
  await media.close()
  caller.close()
})

test('on hold neither hears the other and the caller hears music; retrieved, both hear again', async () => {
  const { path: media } = openPath()
  const [caller, agent] = [await Party.open(), await Party.open()]
  const { port } = await media.open(caller.sdp)
  const offer = await media.offerAgent('agent-1', 'sipPhone')
  await media.joinAgent('agent-1', 'sipPhone', agent.sdp)
  const pairs = [
    [caller, port],
    [agent, offer.port],
  ] as const
  const both = (): boolean => caller.received.size > 0 && agent.received.size > 0
  expect(await talk(pairs, both)).toBe(true)
  await media.hold('agent-1', 'tone.wav')
  await pause()
  caller.received.clear()
  agent.received.clear()
  await talk([[caller, port]], () => (caller.received.get(port) ?? 0) > 10)
  expect(agent.received.size).toBe(0)
  expect(caller.received.get(port)).toBeGreaterThan(10)
  await media.retrieve('agent-1')
  caller.received.clear()
  expect(await talk(pairs, both)).toBe(true)
  await media.close()
  caller.close()
  agent.close()
})

test('parted, neither hears the other nor the keys, and the keys are told to us; rejoined, both hear again', async () => {
  const { path: media, callId } = openPath()
  const [caller, agent] = [await Party.open(), await Party.open()]
  const { port } = await media.open(caller.sdp)
  const offer = await media.offerAgent('agent-1', 'sipPhone')
  await media.joinAgent('agent-1', 'sipPhone', agent.sdp)
  const pairs = [
    [caller, port],
    [agent, offer.port],
  ] as const
  const both = (): boolean => caller.received.size > 0 && agent.received.size > 0
  expect(await talk(pairs, both)).toBe(true)
  await media.part('agent-1')
  await pause()
  caller.received.clear()
  agent.received.clear()
  pressFive(caller, port)
  await talk(pairs, () => digits.some((event) => event.callId === callId))
  expect(digits.find((event) => event.callId === callId)).toEqual({ callId, tag: 'caller', digit: '5' })
  expect(caller.received.size + agent.received.size).toBe(0)
  await media.playPrompt('tone.wav')
  expect(await talk([[caller, port]], () => caller.received.size > 0)).toBe(true)
  expect(agent.received.size).toBe(0)
  await media.rejoin('agent-1')
  caller.received.clear()
  expect(await talk(pairs, both)).toBe(true)
  agent.received.clear()
  pressFive(caller, port)
  expect(await talk([], () => agent.received.size > 0)).toBe(true)
  await media.close()
  caller.close()
  agent.close()
})

test('called back, the agent hears it ring, then the customer, who is the caller from then on', async () => {
  const { path: media, callId } = openPath()
  const [agent, customer, next] = [await Party.open(), await Party.open(), await Party.open()]
  media.openForCallback('PCMA')
  const offer = await media.offerAgent('agent-1', 'sipPhone')
  await media.joinAgent('agent-1', 'sipPhone', agent.sdp)
  await media.loop('agent-1', 'tone.wav')
  expect(await talk([[agent, offer.port]], () => agent.received.size > 0)).toBe(true)
  await media.offerCustomer('customer-1')
  await media.dropAgent('customer-1')
  const { port } = await media.offerCustomer('customer-2')
  await media.endLoop('agent-1')
  await media.joinCustomer('customer-2', customer.sdp)
  expect(media.callerTag).toBe('customer-2')
  agent.received.clear()
  const pairs = [
    [customer, port],
    [agent, offer.port],
  ] as const
  expect(await talk(pairs, () => customer.received.has(port) && agent.received.has(offer.port))).toBe(true)
  pressFive(customer, port)
  await eventually(() => digits.some((event) => event.callId === callId && event.tag === 'customer-2'))
  await media.dropAgent('agent-1')
  const second = await media.offerAgent('agent-2', 'sipPhone')
  await media.joinAgent('agent-2', 'sipPhone', next.sdp)
  customer.received.clear()
  const heard = (): boolean => customer.received.has(port) && next.received.has(second.port)
  expect(await talk([...pairs, [next, second.port]], heard)).toBe(true)
  expect(await media.packets()).not.toBeNull()
  await media.close()
  for (const party of [agent, customer, next]) party.close()
})

test('a prompt says its length, and a digit is heard', async () => {
  const { path: media, callId } = openPath()
  const caller = await Party.open()
  const { port } = await media.open(caller.sdp)
  expect(await media.playPrompt('tone.wav')).toBeCloseTo(400, -2)
  expect(await talk([[caller, port]], () => caller.received.size > 0)).toBe(true)
  pressFive(caller, port)
  await eventually(() => digits.some((event) => event.callId === callId))
  expect(digits.find((event) => event.callId === callId)).toEqual({ callId, tag: 'caller', digit: '5' })
  await media.close()
  caller.close()
})

test('each recorded segment becomes a capture of its own, named in the metadata by our text', async () => {
  const { path: media, callId } = openPath()
  const [caller, agent] = [await Party.open(), await Party.open()]
  const { port } = await media.open(caller.sdp)
  const offer = await media.offerAgent('agent-1', 'sipPhone')
  await media.joinAgent('agent-1', 'sipPhone', agent.sdp)
  for (const segment of [1, 2]) {
    await media.startRecording(`recordingId:rec_${String(segment)}|callId:${callId}`)
    caller.received.clear()
    await talk(
      [
        [caller, port],
        [agent, offer.port],
      ],
      () => (caller.received.get(port) ?? 0) > 5,
    )
    await media.stopRecording()
  }
  await media.close()
  const metadata = path.join(directory, 'spool/metadata')
  const ours = (): string[] => readdirSync(metadata).filter((name) => name.includes(callId))
  await eventually(() => ours().length === 2)
  const texts = ours().map((name) => readFileSync(path.join(metadata, name), 'utf8'))
  expect(texts.map((text) => /recordingId:rec_(\d)/.exec(text)?.[1]).toSorted()).toEqual(['1', '2'])
  expect(new Set(texts.map((text) => text.split('\n')[0])).size).toBe(2)
  caller.close()
  agent.close()
})

test('a browser is offered DTLS-SRTP with ICE, the trunk plain RTP', async () => {
  const { path: media } = openPath()
  const caller = await Party.open()
  const opened = await media.open(caller.sdp)
  expect(opened.sdp).toMatch(/m=audio \d+ RTP\/AVP 8 101/)
  expect(opened.sdp).not.toMatch(/a=(candidate|fingerprint)/)
  const offer = await media.offerAgent('agent-1', 'browser')
  expect(offer.sdp).toMatch(/m=audio \d+ UDP\/TLS\/RTP\/SAVPF 8 101/)
  for (const line of [/a=fingerprint:/, /a=ice-ufrag:/, /a=candidate:/, /a=rtcp-mux/, /a=setup:/, /a=mid:/])
    expect(offer.sdp).toMatch(line)
  expect(parseAudio(offer.sdp)?.payloads.map(({ codec }) => codec)).toEqual(['PCMA', 'TELEPHONE-EVENT'])
  await media.close()
  caller.close()
})

describe('when something is wrong', () => {
  test('a caller without G.711 over RTP is refused', async () => {
    const { path: media } = openPath()
    await expect(media.open('v=0\r\nm=audio 4 RTP/SAVP 8\r\n')).rejects.toThrow('no G.711')
  })

  test('an unknown call has no packets', async () => {
    expect(await ng.packets('cal_nobody')).toBeNull()
  })

  test('a refusal and a silence are told apart', async () => {
    await expect(ng.stopPlaying('cal_nobody', 'caller')).rejects.toMatchObject({ code: 'ng.refused' })
    const nobody = new NgClient({ host: LOOPBACK, port: await freeUdpPort() })
    await expect(nobody.request('ping')).rejects.toBeInstanceOf(NgError)
    expect(nobody.retries).toBeGreaterThan(2)
    nobody.close()
  })

  test('a lost request is sent again with the same cookie and carried out once', async () => {
    const cookies: string[] = []
    const proxy = createSocket('udp4')
    await new Promise<void>((resolve) => proxy.bind(0, LOOPBACK, resolve))
    proxy.on('message', (datagram, from) => {
      cookies.push(datagram.subarray(0, 36).toString())
      if (cookies.length > 2) proxy.send(`${cookies.at(-1) ?? ''} d6:result4:ponge`, from.port, from.address)
    })
    const through = new NgClient({ host: LOOPBACK, port: proxy.address().port })
    expect((await through.request('ping')).result).toBe('pong')
    expect(new Set(cookies).size).toBe(1)
    expect(cookies).toHaveLength(3)
    through.close()
    proxy.close()
  })
})

/** One key, as RFC 4733 says it: it grows, then it ends. */
function pressFive(party: Party, port: number): void {
  for (const [end, duration] of [
    [0x0a, 160],
    [0x0a, 320],
    [0x8a, 480],
  ] as const) {
    const payload = Buffer.from([5, end, 0, 0])
    payload.writeUInt16BE(duration, 2)
    party.send(port, 101, payload)
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10))

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const held = await Promise.resolve()
      .then(holds)
      .catch(() => false)
    if (held) return
    if (Date.now() > deadline) throw new Error('waited in vain')
    await pause()
  }
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, LOOPBACK, resolve))
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return port
}

/** A WAV of silence: 8 kHz, mono, 16 bit. */
function wav(seconds: number): Buffer {
  const bytes = Math.round(seconds * 8_000) * 2
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + bytes, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8_000, 24)
  header.writeUInt32LE(16_000, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(bytes, 40)
  return Buffer.concat([header, Buffer.alloc(bytes)])
}
