import { createServer } from 'node:net'
import { once } from 'node:events'
import { TcpTransport, UserAgent, type HostPort, type OutgoingCall } from '@seatline/sip'
import type { G711 } from '../audio/g711.ts'
import type { MediaClock } from '../rtp/media-clock.ts'
import { PhoneAudio, type Voice } from './phone-audio.ts'
import { PhoneCall, type CallEnd } from './phone-call.ts'

export type CallerOptions = {
  /** SIP address (TCP) that calls are sent to. */
  readonly server: HostPort
  /** Calls come from here: what a carrier's switch is recognised by. */
  readonly localAddress: string
  readonly clock: MediaClock
}

export type PlaceCall = {
  readonly number: string
  /** The caller's own number. */
  readonly from: string
  /** Default silence. */
  readonly voice?: Voice
  readonly watchHz?: readonly number[]
  readonly timeline?: boolean
  readonly codecs?: readonly G711['name'][]
}

/** A call on its way. */
export class PlacedCall {
  readonly startedAtMs = performance.now()
  readonly audio: PhoneAudio
  /** The call when it is answered, or how it failed. Never rejects. */
  readonly outcome: Promise<
    { readonly answered: true; readonly call: PhoneCall } | { readonly answered: false; readonly end: CallEnd }
  >
  ringingAtMs: number | null = null
  readonly #outgoing: OutgoingCall
  #cancelled = false

  constructor(agent: UserAgent, server: HostPort, localAddress: string, place: PlaceCall, audio: PhoneAudio) {
    this.audio = audio
    let settle: (outcome: Awaited<PlacedCall['outcome']>) => void = () => undefined
    this.outcome = new Promise((resolve) => {
      settle = resolve
    })
    this.#outgoing = agent.invite(
      {
        to: `sip:${place.number}@${server.host}:${server.port}`,
        from: `sip:${place.from}@${localAddress}`,
        sdp: audio.describe(),
      },
      {
        onRinging: ({ sdp }) => {
          this.ringingAtMs ??= performance.now()
          // Early media: the network's announcements before the answer.
          if (sdp !== null) audio.connect(sdp)
        },
        onAnswered: ({ session, sdp }) => {
          const call = new PhoneCall(session, audio)
          if (sdp === null || !audio.connect(sdp)) call.hangUp()
          settle({ answered: true, call })
        },
        onFailed: ({ status, reason }) => {
          audio.close()
          const by = this.#cancelled ? 'us' : 'them'
          settle({ answered: false, end: { by, atMs: performance.now(), status, reason } })
        },
      },
    )
  }

  get sipCallId(): string {
    return this.#outgoing.callId
  }

  /** Gives up before the answer. */
  cancel(): void {
    this.#cancelled = true
    this.#outgoing.cancel()
  }
}

/** Someone out in the telephone network (or a whole carrier): places calls, any number at once. */
export class Caller {
  readonly #options: CallerOptions
  readonly #agent: UserAgent

  private constructor(options: CallerOptions, agent: UserAgent) {
    this.#options = options
    this.#agent = agent
  }

  static async open(options: CallerOptions): Promise<Caller> {
    // The address to be called back on must be known before the first request names it.
    const port = await freePort(options.localAddress)
    const agent = new UserAgent({
      transport: new TcpTransport({
        listen: { host: options.localAddress, port },
        nextHop: options.server,
        localAddress: options.localAddress,
        persistent: true,
      }),
      user: 'caller',
      domain: options.localAddress,
      contactHost: options.localAddress,
      contactPort: port,
      product: 'Seatline-Phone',
      credentials: null,
    })
    await agent.start({})
    return new Caller(options, agent)
  }

  async place(place: PlaceCall): Promise<PlacedCall> {
    const { server, localAddress, clock } = this.#options
    const audio = await PhoneAudio.open({
      localAddress,
      clock,
      voice: place.voice ?? { kind: 'silence' },
      watchHz: place.watchHz ?? [],
      timeline: place.timeline ?? false,
      ...(place.codecs === undefined ? {} : { codecs: place.codecs }),
    })
    return new PlacedCall(this.#agent, server, localAddress, place, audio)
  }

  /** Drops what is left without a word. Hang up before. */
  close(): Promise<void> {
    return this.#agent.stop()
  }
}

async function freePort(host: string): Promise<number> {
  const server = createServer()
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
