import { decodeG711 } from './g711.ts'
import { PartyTrack, SAMPLES_PER_MS, type TrackReport } from './party-track.ts'
import { CaptureFormatError, readPcap, type CapturedPacket } from './pcap.ts'
import { readRtp } from './rtp.ts'
import { WavWriter } from './wav-writer.ts'

export type CaptureStream = { readonly party: 'caller' | 'agent'; readonly localPort: number }
export type MadeWav = {
  readonly actualMs: number
  readonly sizeBytes: number
  readonly caller: TrackReport
  readonly agent: TrackReport
  /** False when the manifest did not say which port is whose: the first heard is then on the left. */
  readonly portsKnown: boolean
}

const LEFT = 0
const RIGHT = 1
/** How much later than the segment's start the first packet may come and still be counted from that start. */
const LATE_START_MAX_MS = 5_000
/** A capture whose clock leaps further is broken; it must not fill the disk with silence. */
const LENGTH_MAX_MS = 24 * 3_600_000

/**
 * Makes the file of one recorded segment from its capture: caller left, agent right, or what the caller said alone. Memory use does not grow with the length.
 */
export async function makeWav(input: {
  readonly capturePath: string
  readonly wavPath: string
  readonly streams: readonly CaptureStream[]
  readonly startedAtMs: number
  readonly heard?: 'both' | 'caller'
}): Promise<MadeWav> {
  const channels = input.heard === 'caller' ? 1 : 2
  const wav = await WavWriter.create(input.wavPath, channels)
  const tracks: Tracks = [new PartyTrack(), new PartyTrack()]
  const place = placer(tracks, input)
  try {
    for await (const packets of readPcap(input.capturePath))
      for (const packet of packets) {
        const placed = place(packet)
        if (placed === null || placed.channel >= channels) continue
        const untilFrame = placed.frame + placed.samples.length
        if (!wav.hasRoom(untilFrame)) await wav.makeRoom(untilFrame)
        tracks[placed.channel].wrote(wav.write(placed.channel, placed.frame, placed.samples))
      }
    const actualMs = wav.durationMs
    const { sizeBytes } = await wav.finish()
    const [caller, agent] = [tracks[LEFT].report(), tracks[RIGHT].report()]
    return { actualMs, sizeBytes, caller, agent, portsKnown: input.streams.length > 0 }
  } catch (error) {
    await wav.abandon()
    throw error
  }
}

type Tracks = readonly [PartyTrack, PartyTrack]
type Placed = { readonly channel: 0 | 1; readonly frame: number; readonly samples: Int16Array }

/** Finds out what of a packet is heard, on which side and when; null when it is nothing, or was there already. */
function placer(
  tracks: Tracks,
  input: { readonly streams: readonly CaptureStream[]; readonly startedAtMs: number },
): (packet: CapturedPacket) => Placed | null {
  const channelOf = channelFinder(input.streams)
  let originUs: number | null = null
  return ({ atUs, ip }) => {
    const packet = readRtp(ip)
    const samples = packet === null ? null : decodeG711(packet.payloadType, packet.payload)
    if (packet === null || samples === null) return null
    const channel = channelOf(packet.destinationPort)
    if (channel === null) return null
    originUs ??= originOf(atUs, input.startedAtMs)
    const arrivedMs = (atUs - originUs) / 1_000
    if (arrivedMs > LENGTH_MAX_MS) throw new CaptureFormatError('a capture is longer than a day')
    const frame = tracks[channel].place(packet, Math.round(arrivedMs * SAMPLES_PER_MS))
    return frame === null ? null : { channel, frame, samples }
  }
}

/**
 * Where the time line begins: with the segment, when the first packet comes soon after it, so that a late start of both is heard as silence. Otherwise with
 * the first packet: then the clocks of two machines differ, or the capture began a moment early.
 */
function originOf(firstPacketUs: number, startedAtMs: number): number {
  const laterMs = firstPacketUs / 1_000 - startedAtMs
  return laterMs >= 0 && laterMs <= LATE_START_MAX_MS ? startedAtMs * 1_000 : firstPacketUs
}

/** The packets of a party come in at the port that rtpengine opened for it. */
function channelFinder(streams: readonly CaptureStream[]): (port: number) => 0 | 1 | null {
  if (streams.length > 0) {
    const channels = new Map(
      streams.map(({ party, localPort }) => [localPort, party === 'caller' ? LEFT : RIGHT] as const),
    )
    return (port) => channels.get(port) ?? null
  }
  const heard: number[] = []
  return (port) => {
    if (!heard.includes(port)) heard.push(port)
    return heard[0] === port ? LEFT : RIGHT
  }
}
