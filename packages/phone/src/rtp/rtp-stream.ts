import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { G711 } from '../audio/g711.ts'
import { FRAME_SAMPLES, type FrameSource } from '../audio/sources.ts'
import { DigitSender } from './digit-sender.ts'
import type { MediaClock, Ticking } from './media-clock.ts'
import { parseRtp, RTP_HEADER_BYTES, writeRtpHeader } from './rtp-packet.ts'

export type RtpRemote = {
  readonly address: string
  readonly port: number
  readonly codec: G711
  /** Payload type of telephone events; null when the peer takes none. */
  readonly eventPayload: number | null
}

export type ReceivedFrame = { readonly payload: Uint8Array; readonly ssrc: number; readonly atMs: number }

export type RtpCounters = { packetsSent: number; packetsReceived: number; packetsLost: number; faults: number }

/** A packet being sent stays untouched until three more have been: the socket may still hold it. */
const BUFFERS = 4
const MAX_PAYLOAD = FRAME_SAMPLES

/** One phone's audio: a UDP socket that sends a frame at each tick of the clock and hands on what it gets. */
export class RtpStream implements Ticking {
  readonly counters: RtpCounters = { packetsSent: 0, packetsReceived: 0, packetsLost: 0, faults: 0 }
  readonly port: number
  /** What is said; null: nothing is sent (hold, vanished, not yet connected). */
  source: FrameSource | null = null
  onFrame: ((frame: ReceivedFrame) => void) | null = null
  readonly #socket: Socket
  readonly #clock: MediaClock
  readonly #digits = new DigitSender()
  readonly #buffers = Array.from({ length: BUFFERS }, () => Buffer.alloc(RTP_HEADER_BYTES + MAX_PAYLOAD))
  readonly #ssrc = randomBytes(4).readUInt32BE()
  #remote: RtpRemote | null = null
  #sequence = randomBytes(2).readUInt16BE()
  #timestamp = randomBytes(4).readUInt32BE()
  #marker = true
  #lastReceived: { readonly ssrc: number; readonly sequence: number } | null = null
  #closed = false

  private constructor(socket: Socket, clock: MediaClock) {
    this.#socket = socket
    this.#clock = clock
    this.port = socket.address().port
    socket.on('message', (packet) => this.#receive(packet))
    // ICMP port unreachable while the peer's port is not open yet, or no more.
    socket.on('error', () => this.counters.faults++)
    clock.add(this)
  }

  /** Opens a socket on a port that the system chooses. */
  static async open(localAddress: string, clock: MediaClock): Promise<RtpStream> {
    // Addresses come from SDP as numbers: nothing to look up, and thousands of packets a second to send.
    const socket = createSocket({ type: 'udp4', lookup: (address, _options, found) => found(null, address, 4) })
    const listening = once(socket, 'listening')
    socket.bind(0, localAddress)
    await listening
    return new RtpStream(socket, clock)
  }

  get remote(): RtpRemote | null {
    return this.#remote
  }

  connectTo(remote: RtpRemote): void {
    this.#remote = remote
  }

  /** Sends digits as telephone events, after those still being sent. */
  sendDigits(digits: string): void {
    this.#digits.add(digits)
  }

  get sendingDigits(): boolean {
    return this.#digits.busy
  }

  tick(): void {
    const remote = this.#remote
    this.#timestamp = (this.#timestamp + FRAME_SAMPLES) >>> 0
    if (remote === null) return
    const events = remote.eventPayload === null ? null : this.#digits.next(this.#timestamp)
    if (events !== null && remote.eventPayload !== null) {
      for (const { payload, marker, timestamp } of events)
        this.#send(remote, { payload, marker, timestamp, payloadType: remote.eventPayload })
      return
    }
    const payload = this.source?.() ?? null
    if (payload === null) {
      // RFC 3551 4.1: the first packet after silence carries the marker.
      this.#marker = true
      return
    }
    this.#send(remote, {
      payload,
      marker: this.#marker,
      timestamp: this.#timestamp,
      payloadType: remote.codec.payloadType,
    })
    this.#marker = false
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#clock.remove(this)
    this.#socket.close()
  }

  #send(
    remote: RtpRemote,
    packet: {
      readonly payload: Uint8Array
      readonly marker: boolean
      readonly timestamp: number
      readonly payloadType: number
    },
  ): void {
    if (this.#closed) return
    const buffer = this.#buffers[this.counters.packetsSent % BUFFERS]
    if (buffer === undefined) return
    this.#sequence = (this.#sequence + 1) & 0xffff
    writeRtpHeader(buffer, { ...packet, sequence: this.#sequence, ssrc: this.#ssrc })
    buffer.set(packet.payload, RTP_HEADER_BYTES)
    this.#socket.send(buffer, 0, RTP_HEADER_BYTES + packet.payload.length, remote.port, remote.address)
    this.counters.packetsSent++
  }

  #receive(packet: Buffer): void {
    const rtp = parseRtp(packet)
    if (rtp === null || (rtp.payloadType !== 0 && rtp.payloadType !== 8)) return
    this.counters.packetsReceived++
    const last = this.#lastReceived
    if (last?.ssrc === rtp.ssrc) {
      const gap = (rtp.sequence - last.sequence) & 0xffff
      // Larger gaps are packets out of order, or a sender that began anew.
      if (gap > 1 && gap < 1_000) this.counters.packetsLost += gap - 1
    }
    this.#lastReceived = rtp
    this.onFrame?.({ payload: rtp.payload, ssrc: rtp.ssrc, atMs: performance.now() })
  }
}
