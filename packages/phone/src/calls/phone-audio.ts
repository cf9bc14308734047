import { randomInt } from 'node:crypto'
import { buildAudioSdp, parseAudio, type MediaDirection } from '@seatline/sip'
import { PCMA, PCMU, type G711 } from '../audio/g711.ts'
import { silenceSource, toneSource, type FrameSource } from '../audio/sources.ts'
import { Ear, type EarOptions } from '../hearing/ear.ts'
import type { MediaClock } from '../rtp/media-clock.ts'
import { RtpStream } from '../rtp/rtp-stream.ts'

/** What a phone says while nothing else is asked of it. */
export type Voice = { readonly kind: 'silence' } | { readonly kind: 'tone'; readonly frequencyHz: number }

export type PhoneAudioOptions = EarOptions & {
  readonly localAddress: string
  readonly clock: MediaClock
  /** In order of preference. Default PCMA, PCMU. */
  readonly codecs?: readonly G711['name'][]
  readonly voice: Voice
}

const EVENT_PAYLOAD = 101
const CODECS: Readonly<Record<G711['name'], G711>> = { PCMA, PCMU }
const BOTH = ['PCMA', 'PCMU'] as const

/** One call's sound at one phone: its RTP, its voice and its ear. */
export class PhoneAudio {
  readonly ear: Ear
  readonly stream: RtpStream
  readonly #options: PhoneAudioOptions
  readonly #sessionId = randomInt(1, 2 ** 31)
  #version = 0
  #direction: MediaDirection = 'sendrecv'
  #playing: (() => void) | null = null

  private constructor(options: PhoneAudioOptions, stream: RtpStream) {
    this.#options = options
    this.stream = stream
    this.ear = new Ear(options)
    stream.onFrame = (frame) => this.ear.hear(frame, this.codec)
  }

  static async open(options: PhoneAudioOptions): Promise<PhoneAudio> {
    return new PhoneAudio(options, await RtpStream.open(options.localAddress, options.clock))
  }

  get codec(): G711 {
    return this.stream.remote?.codec ?? CODECS[this.#options.codecs?.[0] ?? 'PCMA']
  }

  /** Our side of an offer or an answer, with the session version counted up (RFC 3264 8). */
  describe(
    direction: MediaDirection = 'sendrecv',
    codecs: readonly G711['name'][] = this.#options.codecs ?? BOTH,
  ): string {
    this.#direction = direction
    this.#version++
    const sdp = buildAudioSdp({
      address: this.#options.localAddress,
      port: this.stream.port,
      codecs,
      telephoneEventPayload: EVENT_PAYLOAD,
      direction,
      sessionId: this.#sessionId,
    })
    return sdp.replace(/^(o=- \d+) \d+/m, `$1 ${this.#version}`)
  }

  /** Takes the peer's description; false when it offers no G.711. */
  connect(sdp: string): boolean {
    const audio = parseAudio(sdp)
    const known = audio?.payloads.find(({ codec }) => codec === 'PCMA' || codec === 'PCMU')
    if (audio === null || known === undefined) return false
    const codec = known.codec === 'PCMA' ? PCMA : PCMU
    const events = audio.payloads.find((payload) => payload.codec === 'TELEPHONE-EVENT')
    const peerListens = audio.direction === 'sendrecv' || audio.direction === 'recvonly'
    this.stream.connectTo({ address: audio.address, port: audio.port, codec, eventPayload: events?.type ?? null })
    const weSpeak = peerListens && (this.#direction === 'sendrecv' || this.#direction === 'sendonly')
    if (this.#playing === null) this.stream.source = weSpeak ? this.#voice() : null
    return true
  }

  /** The answer to the peer's offer; null when it offers no G.711. */
  answer(offer: string, direction: MediaDirection = 'sendrecv'): string | null {
    this.#direction = direction
    if (!this.connect(offer)) return null
    return this.describe(direction, [this.codec.name])
  }

  /** Says this instead of the usual voice until it ends; resolves then. */
  play(make: (codec: G711) => FrameSource): Promise<void> {
    return new Promise((resolve) => {
      const source = make(this.codec)
      const finish = (): void => {
        this.#playing = null
        this.stream.source = this.#voice()
        resolve()
      }
      this.#playing = finish
      this.stream.source = () => {
        const frame = source()
        if (frame === null) finish()
        return frame
      }
    })
  }

  /** Stops sending at once, without a word. */
  silenceSender(): void {
    this.stream.source = null
  }

  close(): void {
    this.#playing?.()
    this.stream.close()
  }

  #voice(): FrameSource {
    const { voice } = this.#options
    return voice.kind === 'tone' ? toneSource(this.codec, voice.frequencyHz) : silenceSource(this.codec)
  }
}
