import { PhoneAudio, PhoneCall } from '@seatline/phone'
import type { MediaClock } from '@seatline/phone'
import { TcpTransport, UserAgent } from '@seatline/sip'
import type { IncomingCall } from '@seatline/sip'

/** A carrier behind which one party answers and speaks a tone, or is busy, or never answers. */
export class ToneCarrier {
  readonly gateway: string
  /** Every call that came, in order. */
  readonly invites: { readonly number: string; readonly from: string; readonly atMs: number; cancelled: boolean }[] = []
  readonly calls: PhoneCall[] = []
  behaviour: 'answer' | 'busy' | 'ring' = 'answer'
  readonly #agent: UserAgent
  readonly #options: ToneCarrierOptions

  private constructor(options: ToneCarrierOptions) {
    const { address, port } = options
    this.#options = options
    this.gateway = `${address}:${String(port)};transport=tcp`
    this.#agent = new UserAgent({
      transport: new TcpTransport({
        listen: { host: address, port },
        nextHop: options.edge,
        localAddress: address,
        persistent: false,
      }),
      // The stack answers calls to its own user alone.
      user: options.number,
      domain: address,
      contactHost: address,
      contactPort: port,
      product: 'Seatline-Test-Carrier',
      credentials: null,
    })
  }

  static async open(options: ToneCarrierOptions): Promise<ToneCarrier> {
    const carrier = new ToneCarrier(options)
    await carrier.#agent.start({ onInvite: (incoming) => void carrier.#called(incoming) })
    return carrier
  }

  async close(): Promise<void> {
    for (const call of this.calls) call.hangUp()
    await this.#agent.stop()
  }

  async #called(incoming: IncomingCall): Promise<void> {
    const { address, clock, hz, watchHz } = this.#options
    const invite = {
      number: incoming.requestUser,
      from: incoming.from.user,
      atMs: performance.now(),
      cancelled: false,
    }
    this.invites.push(invite)
    incoming.trying()
    incoming.handlers = {
      onCancel: () => {
        invite.cancelled = true
      },
    }
    if (this.behaviour === 'busy') {
      incoming.reject(486)
      return
    }
    incoming.progress(180)
    if (this.behaviour === 'ring') return
    const voice = { kind: 'tone', frequencyHz: hz } as const
    const audio = await PhoneAudio.open({ localAddress: address, clock, voice, watchHz, timeline: false })
    const sdp = incoming.sdp === null ? audio.describe() : audio.answer(incoming.sdp)
    const session = sdp === null ? null : incoming.accept({ sdp })
    if (session === null) audio.close()
    else this.calls.push(new PhoneCall(session, audio))
  }
}

export type ToneCarrierOptions = {
  readonly address: string
  readonly port: number
  /** The one number that is behind it. */
  readonly number: string
  readonly edge: { readonly host: string; readonly port: number }
  readonly clock: MediaClock
  readonly hz: number
  readonly watchHz: readonly number[]
}
