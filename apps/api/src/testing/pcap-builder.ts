/** One RTP packet to capture. Times are in ms from the start of the capture. */
export type TestPacket = {
  readonly atMs: number
  readonly port: number
  readonly sequence: number
  readonly timestamp: number
  readonly ssrc: number
  readonly payloadType: number
  readonly payload: Buffer
}

export type CaptureFormat = { readonly link: 'ethernet' | 'rawIp' }

/** The bytes of a capture as rtpengine writes it. */
export function buildPcap(startedAtMs: number, packets: readonly TestPacket[], format: CaptureFormat): Buffer {
  const header = Buffer.alloc(24)
  header.writeUInt32LE(0xa1b2c3d4, 0)
  header.writeUInt16LE(2, 4)
  header.writeUInt16LE(4, 6)
  header.writeUInt32LE(65_535, 16)
  header.writeUInt32LE(format.link === 'ethernet' ? 1 : 101, 20)
  const records = packets.map((packet) => record(startedAtMs, packet, format))
  return Buffer.concat([header, ...records])
}

function record(startedAtMs: number, packet: TestPacket, format: CaptureFormat): Buffer {
  const link = format.link === 'ethernet' ? Buffer.alloc(14) : Buffer.alloc(0)
  const data = Buffer.concat([link, ipPacket(packet)])
  const header = Buffer.alloc(16)
  const atUs = Math.round((startedAtMs + packet.atMs) * 1_000)
  header.writeUInt32LE(Math.floor(atUs / 1_000_000), 0)
  header.writeUInt32LE(atUs % 1_000_000, 4)
  header.writeUInt32LE(data.length, 8)
  header.writeUInt32LE(data.length, 12)
  return Buffer.concat([header, data])
}

function ipPacket({ port, sequence, timestamp, ssrc, payloadType, payload }: TestPacket): Buffer {
  const rtp = Buffer.alloc(12)
  rtp[0] = 0x80
  rtp[1] = payloadType
  rtp.writeUInt16BE(sequence & 0xffff, 2)
  rtp.writeUInt32BE(timestamp >>> 0, 4)
  rtp.writeUInt32BE(ssrc, 8)
  const udp = Buffer.alloc(8)
  udp.writeUInt16BE(40_000, 0)
  udp.writeUInt16BE(port, 2)
  udp.writeUInt16BE(8 + rtp.length + payload.length, 4)
  const ip = Buffer.alloc(20)
  ip[0] = 0x45
  ip.writeUInt16BE(20 + udp.length + rtp.length + payload.length, 2)
  ip[9] = 17
  return Buffer.concat([ip, udp, rtp, payload])
}

/** Mu-law of a constant level: easy to find again. */
export const ULAW_LOUD = 0x80
const PACKET_MS = 20
const SAMPLES = 160

export type TalkOptions = {
  readonly port: number
  readonly fromMs?: number
  readonly untilMs: number
  readonly ssrc?: number
  readonly firstSequence?: number
  readonly firstTimestamp?: number
  readonly payloadType?: number
  readonly code?: number
  /** Between these times nothing is sent; `clockStops` tells whether the RTP clock stands still meanwhile. */
  readonly pause?: { readonly fromMs: number; readonly untilMs: number; readonly clockStops: boolean }
}

/** One party's packets, 20 ms each. */
export function talk(options: TalkOptions): TestPacket[] {
  const { port, fromMs = 0, untilMs, pause } = options
  const packets: TestPacket[] = []
  let timestamp = options.firstTimestamp ?? 1_000
  let sequence = options.firstSequence ?? 100
  for (let atMs = fromMs; atMs < untilMs; atMs += PACKET_MS) {
    const isPaused = pause !== undefined && atMs >= pause.fromMs && atMs < pause.untilMs
    if (!isPaused) {
      packets.push({
        atMs,
        port,
        sequence,
        timestamp,
        ssrc: options.ssrc ?? port,
        payloadType: options.payloadType ?? 0,
        payload: Buffer.alloc(SAMPLES, options.code ?? ULAW_LOUD),
      })
      sequence++
    }
    if (!isPaused || !pause.clockStops) timestamp += SAMPLES
  }
  return packets
}

/** In order of arrival. */
export const inOrder = (...parties: readonly (readonly TestPacket[])[]): TestPacket[] =>
  parties.flat().sort((a, b) => a.atMs - b.atMs)
