import { spawn, type ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  JOURNAL_STREAM,
  journalEventSchema,
  PLATFORM_SNAPSHOT,
  TENANT_SNAPSHOTS,
  type JournalEvent,
} from '@seatline/core'
import { buildAudioSdp, parseAudio, TcpTransport, UserAgent, type CallSession } from '@seatline/sip'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { NgClient } from './rtp/rtpengine/ng-client.ts'
import { NgCommands } from './rtp/rtpengine/ng-commands.ts'

const LOOPBACK = '127.0.0.1'
const NUMBER = '4008001001'
const MAIN = path.join(import.meta.dirname, 'main.ts')
const RTPENGINE = path.join(import.meta.dirname, '../../../infra/rtpengine/start')
const prompt = { promptId: 'prm_long', name: 'long', file: 'long.wav', durationMs: 30_000 }
const TENANT = {
  v: 1,
  tenantId: 'ten_one',
  version: 1,
  publishedAt: 1,
  name: 'One',
  locale: 'en',
  timeZone: 'UTC',
  status: 'live',
  limits: { concurrentCallsMax: 5 },
  fullPromptId: null,
  numbers: [{ didId: 'did_one', number: NUMBER, flowId: 'ivr_one' }],
  flows: [
    {
      flowId: 'ivr_one',
      flowVersionId: 'ivv_one',
      name: 'main',
      entryNodeId: 'say',
      nodes: [
        { nodeId: 'say', label: 'say', kind: 'play', promptId: prompt.promptId, interruptible: false, next: null },
      ],
    },
  ],
  prompts: [prompt],
  hours: [],
  queues: [],
  agents: [],
}
const PLATFORM = { v: 1, version: 1, operatorTenantId: 'ten_operator', trunks: [] }

const portsGiven = new Set<number>()
let directory: string
let ports: { redis: number; ng: number; dtmf: number; sip: number; http: number; proxy: number }
let redisServer: ChildProcess
let rtpengine: ChildProcess
let media: ChildProcess
let redis: Redis
let caller: UserAgent
let events: string[]

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'seatline-node-'))
  mkdirSync(path.join(directory, 'prompts'))
  writeFileSync(path.join(directory, 'prompts/long.wav'), silence(30))
  const [redisPort, sip, http, proxy] = [await freePort(), await freePort(), await freePort(), await freePort()]
  ports = { redis: redisPort, sip, http, proxy, ng: await freeUdpPort(), dtmf: await freeUdpPort() }
  const redisOptions = ['--port', String(ports.redis), '--bind', LOOPBACK, '--dir', directory, '--save', '']
  redisServer = spawn('redis-server', redisOptions, { stdio: 'ignore' })
  rtpengine = spawn(RTPENGINE, [], {
    stdio: 'ignore',
    env: {
      ...process.env,
      NG_LISTEN: `${LOOPBACK}:${String(ports.ng)}`,
      DTMF_LOG_DEST: `${LOOPBACK}:${String(ports.dtmf)}`,
      RTP_PORT_MIN: '25000',
      RTP_PORT_MAX: '25199',
      RECORDING_SPOOL_DIR: path.join(directory, 'spool'),
    },
  })
  redis = new Redis(`redis://${LOOPBACK}:${String(ports.redis)}`, { maxRetriesPerRequest: null })
  redis.on('error', () => undefined)
  await redis.hset(TENANT_SNAPSHOTS, TENANT.tenantId, JSON.stringify(TENANT))
  await redis.set(PLATFORM_SNAPSHOT, JSON.stringify(PLATFORM))
})
afterAll(async () => {
  redis.disconnect()
  await end(redisServer, 'SIGKILL')
  await end(rtpengine, 'SIGTERM')
  rmSync(directory, { recursive: true, force: true })
})

beforeEach(async () => {
  events = []
  await startMedia()
  caller = new UserAgent({
    transport: new TcpTransport({
      listen: { host: LOOPBACK, port: ports.proxy },
      nextHop: { host: LOOPBACK, port: ports.sip },
      localAddress: null,
      persistent: false,
    }),
    user: '138',
    domain: 'carrier.test',
    contactHost: LOOPBACK,
    contactPort: ports.proxy,
    product: 'test',
    credentials: null,
  })
  await caller.start({})
})
afterEach(async () => {
  await caller.stop()
  await end(media, 'SIGKILL')
})

test('a node that was killed leaves nothing open: its successor dates the end and clears rtpengine', async () => {
  await call()
  await eventually(async () => (await journal()).some(({ fact }) => fact.kind === 'ivr.nodeEntered'))
  const before = Date.now()
  await end(media, 'SIGKILL')
  expect((await rtpengineCalls()).length).toBe(1)
  await startMedia()
  await eventually(async () => (await journal()).filter(({ fact }) => fact.kind === 'node.started').length > 1)
  expect(await rtpengineCalls()).toEqual([])
  const started = (await journal()).findLast(({ fact }) => fact.kind === 'node.started')
  const lastAliveAt = started?.fact.kind === 'node.started' ? started.fact.lastAliveAt : null
  expect(Math.abs(before - (lastAliveAt ?? 0))).toBeLessThan(5_000)
})

test('asked to stop, it says goodbye to everybody and leaves a complete journal', async () => {
  await call()
  await eventually(() => events.includes('answered'))
  expect(await end(media, 'SIGTERM')).toBe(0)
  await eventually(() => events.includes('bye'))
  const ended = (await journal()).findLast(({ fact }) => fact.kind === 'call.ended')
  expect(ended?.fact).toMatchObject({ releasedBy: 'system', cause: { reason: 'nodeLost' } })
  expect(await rtpengineCalls()).toEqual([])
})

test('with Redis empty it serves from its copy of the configuration', async () => {
  await eventually(async () => (await fetchHealth()) === 200)
  await end(media, 'SIGTERM')
  await redis.del(TENANT_SNAPSHOTS, PLATFORM_SNAPSHOT)
  await startMedia()
  await call()
  await eventually(() => events.includes('answered'))
  await redis.hset(TENANT_SNAPSHOTS, TENANT.tenantId, JSON.stringify(TENANT))
  await redis.set(PLATFORM_SNAPSHOT, JSON.stringify(PLATFORM))
})

test('who dials a number of nobody gets 404, and the operator’s journal knows', async () => {
  await call('4000000000')
  await eventually(() => events.includes('failed 404'))
  await eventually(async () => (await journal()).some(({ fact }) => fact.kind === 'call.rejected'))
  const rejected = (await journal()).findLast(({ fact }) => fact.kind === 'call.rejected')
  expect(rejected).toMatchObject({ tenantId: 'ten_operator', fact: { reason: 'unknownNumber', dnis: '4000000000' } })
})

test('an offer without G.711 gets 488, one with too short a session timer 422', async () => {
  await call(NUMBER, {
    sdp: 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 18\r\n',
  })
  await eventually(() => events.includes('failed 488'))
  await call(NUMBER, { headers: { 'Session-Expires': '30' } })
  await eventually(() => events.includes('failed 422'))
})

test('a caller whose BYE was lost is let go when the packets have stopped', async () => {
  await call()
  await eventually(() => events.includes('answered'))
  const rtp = createSocket('udp4')
  for (let sequence = 1; sequence <= 10; sequence++) rtp.send(rtpPacket(sequence), mediaPort, LOOPBACK)
  await eventually(() => events.includes('bye'))
  rtp.close()
  await eventually(async () => (await journal()).at(-1)?.fact.kind === 'call.ended')
  expect((await journal()).at(-1)?.fact).toMatchObject({ releasedBy: 'network', cause: { reason: 'mediaLost' } })
})

test('within one subject the sequence has no gap', async () => {
  await call()
  await eventually(() => events.includes('answered'))
  // The flow begins a moment after the answer: who hangs up before has not been in it.
  await eventually(async () => (await journal()).at(-1)?.fact.kind === 'ivr.nodeEntered')
  session?.bye()
  await eventually(async () => (await journal()).at(-1)?.fact.kind === 'call.ended')
  const last = (await journal()).at(-1)
  const ours = (await journal()).filter(({ subject }) => subject.id === last?.subject.id)
  expect(ours.map(({ seq }) => seq)).toEqual(ours.map((_, index) => index + 1))
  expect(ours.map(({ fact }) => fact.kind)).toEqual([
    'call.arrived',
    'leg.started',
    'leg.answered',
    'call.answered',
    'ivr.started',
    'ivr.nodeEntered',
    'leg.ended',
    'call.abandoned',
    'ivr.ended',
    'call.ended',
  ])
})

let session: CallSession | null = null
let mediaPort = 0

async function call(
  dnis = NUMBER,
  { sdp, headers }: { readonly sdp?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  const offer = { address: LOOPBACK, port: await freeUdpPort(), codecs: ['PCMA'] as const, sessionId: 1 }
  caller.invite(
    {
      to: `sip:media@${LOOPBACK}:${String(ports.sip)}`,
      from: 'sip:138@carrier.test',
      sdp: sdp ?? buildAudioSdp({ ...offer, telephoneEventPayload: 101, direction: 'sendrecv' }),
      headers: { 'X-Seatline-Dnis': dnis, 'X-Seatline-Trunk': 'trk_one', ...headers },
    },
    {
      onAnswered: (answered) => {
        session = answered.session
        mediaPort = parseAudio(answered.sdp ?? '')?.port ?? 0
        session.handlers = { onBye: () => events.push('bye') }
        events.push('answered')
      },
      onFailed: ({ status }) => events.push(`failed ${String(status)}`),
    },
  )
}

/** `media` is the new process from its first moment on: one that never serves is ended too. Only what it logs as an error is seen. */
async function startMedia(): Promise<void> {
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 2, 2],
    env: {
      ...process.env,
      REDIS_URL: `redis://${LOOPBACK}:${String(ports.redis)}`,
      MEDIA_NODE_ID: 'media-test',
      MEDIA_SIP_LISTEN: `${LOOPBACK}:${String(ports.sip)}`,
      MEDIA_PROXY: `${LOOPBACK}:${String(ports.proxy)}`,
      KAMAILIO_RPC_URL: `http://${LOOPBACK}:9/rpc`,
      RTPENGINE_NG: `${LOOPBACK}:${String(ports.ng)}`,
      MEDIA_DTMF_LISTEN: `${LOOPBACK}:${String(ports.dtmf)}`,
      MEDIA_ADDRESS: LOOPBACK,
      PROMPTS_DIR: path.join(directory, 'prompts'),
      MEDIA_DATA_DIR: path.join(directory, 'data'),
      MEDIA_HTTP_LISTEN: `${LOOPBACK}:${String(ports.http)}`,
      SIP_DOMAIN: 'sip.seatline.test',
      MEDIA_SILENCE_MS: '2000',
      LOG_LEVEL: 'error',
    },
  })
  media = child
  await eventually(async () => child.exitCode !== null || (await fetchHealth()) === 200)
  expect(child.exitCode).toBeNull()
}

async function fetchHealth(): Promise<number> {
  const response = await fetch(`http://${LOOPBACK}:${String(ports.http)}/healthz`)
  return response.status
}

async function journal(): Promise<readonly JournalEvent[]> {
  const entries = await redis.xrange(JOURNAL_STREAM, '-', '+')
  return entries.map(([, fields]) => journalEventSchema.parse(JSON.parse(fields[1] ?? '')))
}

async function rtpengineCalls(): Promise<readonly string[]> {
  const client = new NgClient({ host: LOOPBACK, port: ports.ng })
  try {
    return await new NgCommands(client).listCalls()
  } finally {
    client.close()
  }
}

/** Ends the process and gives its exit code. */
async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.kill(signal)
  return gone
}

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const held = await Promise.resolve()
      .then(holds)
      .catch(() => false)
    if (held) return
    if (Date.now() > deadline) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Below those that the system gives to connections going out: between two processes of media nobody else may come to have it. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 6_000)
    if (portsGiven.has(port)) continue
    portsGiven.add(port)
    const server = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, LOOPBACK, () => resolve(true))
    })
    if (!isFree) continue
    await new Promise((resolve) => server.close(resolve))
    return port
  }
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, LOOPBACK, resolve))
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return port
}

function rtpPacket(sequence: number): Buffer {
  const header = Buffer.from([0x80, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7])
  header.writeUInt16BE(sequence, 2)
  header.writeUInt32BE(sequence * 160, 4)
  return Buffer.concat([header, Buffer.alloc(160, 0xd5)])
}

/** A WAV of silence: 8 kHz, mono, 16 bit. */
function silence(seconds: number): Buffer {
  const bytes = seconds * 16_000
  const header = Buffer.from('RIFF....WAVEfmt ....................data....', 'latin1')
  header.writeUInt32LE(36 + bytes, 4)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8_000, 24)
  header.writeUInt32LE(16_000, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.writeUInt32LE(bytes, 40)
  return Buffer.concat([header.subarray(0, 44), Buffer.alloc(bytes)])
}
