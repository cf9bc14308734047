import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildPcap, inOrder, talk, type CaptureFormat, type TestPacket } from '../testing/pcap-builder.ts'
import { makeWav, type MadeWav } from './make-wav.ts'

const CALLER = 30_000
const AGENT = 30_010
const STREAMS = [
  { party: 'caller', localPort: CALLER },
  { party: 'agent', localPort: AGENT },
] as const
const START = Date.UTC(2026, 10, 3, 9)

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'seatline-wav-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

type Heard = {
  readonly made: MadeWav
  /** Stretches of sound of each channel, in ms. */
  readonly caller: readonly (readonly [number, number])[]
  readonly agent: readonly (readonly [number, number])[]
  readonly wav: Buffer
}

async function record(
  packets: readonly TestPacket[],
  options: { readonly format?: CaptureFormat; readonly captureStart?: number; readonly cutBytes?: number } = {},
): Promise<Heard> {
  const capturePath = join(directory, 'capture.pcap')
  const wavPath = join(directory, 'out.wav')
  const pcap = buildPcap(options.captureStart ?? START, packets, options.format ?? { link: 'ethernet' })
  await writeFile(capturePath, pcap.subarray(0, pcap.length - (options.cutBytes ?? 0)))
  const made = await makeWav({ capturePath, wavPath, streams: STREAMS, startedAtMs: START })
  const wav = await readFile(wavPath)
  return { made, caller: stretches(wav, 0), agent: stretches(wav, 1), wav }
}

function stretches(wav: Buffer, channel: 0 | 1): [number, number][] {
  const found: [number, number][] = []
  let since: number | null = null
  const frames = (wav.length - 44) / 4
  for (let frame = 0; frame <= frames; frame++) {
    const sounds = frame < frames && wav.readInt16LE(44 + frame * 4 + channel * 2) !== 0
    if (sounds) since ??= frame
    else if (since !== null) {
      found.push([since / 8, frame / 8])
      since = null
    }
  }
  return found
}

const both = (untilMs: number): TestPacket[] => inOrder(talk({ port: CALLER, untilMs }), talk({ port: AGENT, untilMs }))

describe('a capture becomes a stereo file', () => {
  it.each(['ethernet', 'rawIp'] as const)('caller left, agent right, from %s', async (link) => {
    const packets = inOrder(talk({ port: CALLER, untilMs: 1_000 }), talk({ port: AGENT, untilMs: 600 }))
    const { made, caller, agent, wav } = await record(packets, { format: { link } })
    expect(caller).toEqual([[0, 1_000]])
    expect(agent).toEqual([[0, 600]])
    expect(made).toMatchObject({ actualMs: 1_000, sizeBytes: wav.length, portsKnown: true })
    expect(made.caller).toEqual({
      packets: 50,
      lost: 0,
      reordered: 0,
      duplicates: 0,
      restarts: 0,
      audioMs: 1_000,
    })
    expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ')
    expect([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([2, 8_000, 16])
    expect(wav.readUInt32LE(40)).toBe(wav.length - 44)
  })

  it('decodes both laws to the same loudness', async () => {
    // Full scale: 0x80 in mu-law, 0xAA in A-law.
    const packets = inOrder(
      talk({ port: CALLER, untilMs: 20, code: 0x80 }),
      talk({ port: AGENT, untilMs: 20, payloadType: 8, code: 0xaa }),
    )
    const { wav } = await record(packets)
    expect([wav.readInt16LE(44), wav.readInt16LE(46)]).toEqual([32_124, 32_256])
  })

  it('leaves telephone events and comfort noise silent', async () => {
    const digits = talk({ port: CALLER, fromMs: 200, untilMs: 300, payloadType: 101, ssrc: 7 })
    const noise = talk({ port: CALLER, fromMs: 300, untilMs: 340, payloadType: 13, ssrc: 8 })
    const { caller } = await record(inOrder(talk({ port: CALLER, untilMs: 200 }), digits, noise))
    expect(caller).toEqual([[0, 200]])
  })

  it('keeps what was captured before the writer died', async () => {
    const { made, caller } = await record(talk({ port: CALLER, untilMs: 1_000 }), { cutBytes: 50 })
    expect(made.actualMs).toBe(980)
    expect(caller).toEqual([[0, 980]])
  })
})

describe('the network is not heard', () => {
  const party = talk({ port: CALLER, untilMs: 1_000 })
  const cases: readonly {
    readonly what: string
    readonly packets: readonly TestPacket[]
    readonly heard: readonly (readonly [number, number])[]
    readonly report: Partial<MadeWav['caller']>
  }[] = [
    {
      what: 'jitter: packets up to 60 ms late keep their place',
      packets: party.map((packet, index) => ({ ...packet, atMs: packet.atMs + (index > 0 ? (index % 4) * 20 : 0) })),
      heard: [[0, 1_000]],
      report: { packets: 50, lost: 0 },
    },
    {
      what: 'loss: silence where the packets are missing',
      packets: party.filter((_, index) => index < 10 || index >= 15),
      heard: [
        [0, 200],
        [300, 1_000],
      ],
      report: { packets: 45, lost: 5 },
    },
    {
      what: 'reordering: each packet at its own place',
      packets: swapped(party, 20),
      heard: [[0, 1_000]],
      report: { packets: 50, lost: 0, reordered: 1 },
    },
    {
      what: 'duplicates: once',
      packets: [...party, ...party.slice(40, 45).map((packet) => ({ ...packet, atMs: packet.atMs + 1 }))],
      heard: [[0, 1_000]],
      report: { packets: 50, duplicates: 5 },
    },
    {
      what: 'sequence numbers wrap around',
      packets: talk({ port: CALLER, untilMs: 1_000, firstSequence: 65_520 }),
      heard: [[0, 1_000]],
      report: { packets: 50, lost: 0, restarts: 0 },
    },
    {
      what: 'the RTP clock wraps around',
      packets: talk({ port: CALLER, untilMs: 1_000, firstTimestamp: 2 ** 32 - 1_600 }),
      heard: [[0, 1_000]],
      report: { packets: 50, restarts: 0 },
    },
    {
      what: 'another source takes over in the middle',
      packets: [
        ...talk({ port: CALLER, untilMs: 400 }),
        ...talk({ port: CALLER, fromMs: 500, untilMs: 1_000, ssrc: 9, firstTimestamp: 77, firstSequence: 5 }),
      ],
      heard: [
        [0, 400],
        [500, 1_000],
      ],
      report: { packets: 45, restarts: 1, lost: 0 },
    },
    {
      what: 'hold: a pause in which the RTP clock runs on',
      packets: talk({
        port: CALLER,
        untilMs: 5_000,
        pause: { fromMs: 1_000, untilMs: 4_000, clockStops: false },
      }),
      heard: [
        [0, 1_000],
        [4_000, 5_000],
      ],
      report: { packets: 100, restarts: 0 },
    },
    {
      what: 'hold: a pause in which the RTP clock stands still',
      packets: talk({ port: CALLER, untilMs: 5_000, pause: { fromMs: 1_000, untilMs: 4_000, clockStops: true } }),
      heard: [
        [0, 1_000],
        [4_000, 5_000],
      ],
      report: { packets: 100, restarts: 1 },
    },
  ]
  it.each(cases)('$what', async ({ packets, heard, report }) => {
    const { caller, made } = await record(inOrder(packets))
    expect(caller).toEqual(heard)
    expect(made.caller).toMatchObject(report)
  })
})

describe('where the time line begins', () => {
  it('with the segment, when both parties start late', async () => {
    const packets = inOrder(
      talk({ port: CALLER, fromMs: 700, untilMs: 1_500 }),
      talk({ port: AGENT, fromMs: 900, untilMs: 1_500 }),
    )
    const { caller, agent, made } = await record(packets)
    expect(caller).toEqual([[700, 1_500]])
    expect(agent).toEqual([[900, 1_500]])
    expect(made.actualMs).toBe(1_500)
  })

  it.each([
    ['the capture began a moment before', START - 30],
    ['the clocks of the machines differ', START + 3_600_000],
  ])('with the first packet, when %s', async (_what, captureStart) => {
    const { caller } = await record(both(500), { captureStart })
    expect(caller).toEqual([[0, 500]])
  })
})

describe('length costs no memory', () => {
  it('makes a file of ten minutes with a window of seconds', async () => {
    const untilMs = 10 * 60_000
    const { made } = await recordLong(untilMs)
    expect(made.actualMs).toBe(untilMs)
    expect(made.caller.audioMs).toBe(untilMs)
  })

  it('lets a packet that comes when its place is on the disk move no other', async () => {
    const party = talk({ port: CALLER, untilMs: 60_000 })
    const [late] = party.splice(100, 1)
    if (late === undefined) throw new Error('there is a packet')
    const { made, caller } = await record(inOrder(party, [{ ...late, atMs: 21_001 }]))
    expect(made.actualMs).toBe(60_000)
    expect(caller).toEqual([
      [0, 2_000],
      [2_020, 60_000],
    ])
  })
})

async function recordLong(untilMs: number): Promise<{ readonly made: MadeWav }> {
  const capturePath = join(directory, 'long.pcap')
  await writeFile(capturePath, buildPcap(START, both(untilMs), { link: 'rawIp' }))
  const made = await makeWav({
    capturePath,
    wavPath: join(directory, 'long.wav'),
    streams: STREAMS,
    startedAtMs: START,
  })
  return { made }
}

describe('what is no capture', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'header'],
    ['a text', Buffer.from('this is a text, and a long one at that'), 'not a pcap file'],
    ['a capture of another network', withLinkType(113), 'another kind of network'],
  ])('%s is refused', async (_what, bytes, message) => {
    const capturePath = join(directory, 'bad.pcap')
    await writeFile(capturePath, bytes)
    const made = makeWav({ capturePath, wavPath: join(directory, 'bad.wav'), streams: STREAMS, startedAtMs: START })
    await expect(made).rejects.toThrow(message)
  })
})

function withLinkType(linkType: number): Buffer {
  const pcap = buildPcap(START, [], { link: 'rawIp' })
  pcap.writeUInt32LE(linkType, 20)
  return pcap
}

/** The packet comes after its successor. */
function swapped(packets: readonly TestPacket[], index: number): TestPacket[] {
  return packets.map((packet, i) => (i === index ? { ...packet, atMs: packet.atMs + 25 } : packet))
}
