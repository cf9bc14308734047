import { createHmac, randomBytes } from 'node:crypto'
import {
  TcpTransport,
  UserAgent,
  WebSocketTransport,
  type Credentials,
  type HostPort,
  type IncomingCall,
  type Registration,
} from '@seatline/sip'
import type { MediaClock } from '../rtp/media-clock.ts'
import { PhoneAudio, type Voice } from './phone-audio.ts'
import { PhoneCall } from './phone-call.ts'

/** What the person at the phone does when it rings. */
export type Behaviour =
  | { readonly kind: 'answer'; readonly afterMs: number }
  | { readonly kind: 'decline'; readonly afterMs: number; readonly status: number }
  | { readonly kind: 'ignore' }

export type DeskPhoneOptions = {
  /** SIP over TCP to that address, or over a WebSocket to that URL (plain RTP either way). */
  readonly server: HostPort | { readonly webSocketUrl: string }
  readonly localAddress: string
  readonly agentId: string
  readonly domain: string
  /** Asked at each registration, since credentials last for minutes. */
  readonly credentials: () => Credentials
  readonly clock: MediaClock
  readonly behaviour: Behaviour | ((call: IncomingCall) => Behaviour)
  readonly voice: Voice
  readonly watchHz?: readonly number[]
  readonly onRing?: (call: IncomingCall) => void
  /** Answered: 200 has been sent. */
  readonly onAnswered?: (call: PhoneCall, incoming: IncomingCall) => void
  /** The caller gave up while it rang, or our answer came too late. */
  readonly onMissed?: (incoming: IncomingCall) => void
}

const EXPIRES_SECONDS = 120

/** A SIP phone on an agent's desk with somebody simulated in front of it. */
export class DeskPhone {
  readonly #options: DeskPhoneOptions
  readonly #agent: UserAgent
  readonly #registration: Registration
  readonly calls = new Set<PhoneCall>()
  #refresh: NodeJS.Timeout | null = null
  #behaviour: DeskPhoneOptions['behaviour']

  constructor(options: DeskPhoneOptions) {
    this.#options = options
    this.#behaviour = options.behaviour
    const { server, localAddress } = options
    this.#agent = new UserAgent({
      transport:
        'webSocketUrl' in server
          ? new WebSocketTransport({ url: server.webSocketUrl, localAddress, persistent: true })
          : new TcpTransport({ listen: null, nextHop: server, localAddress, persistent: true }),
      user: options.agentId,
      domain: options.domain,
      // Reached over its own connection only: the name need not resolve, but tells phones of one agent apart.
      contactHost: `${randomBytes(6).toString('hex')}.invalid`,
      contactPort: null,
      product: 'Seatline-Phone',
      credentials: options.credentials,
    })
    this.#registration = this.#agent.registration()
  }

  /** Connects and registers; resolves with the SIP status (200: registered). */
  async register(): Promise<number> {
    await this.#agent.start({
      onInvite: (call) => this.#rung(call),
      onConnected: (connected) => {
        if (connected && this.#refresh !== null) void this.#registerAgain()
      },
    })
    return this.#registerAgain()
  }

  behave(behaviour: Behaviour): void {
    this.#behaviour = behaviour
  }

  /** Hangs up, unregisters and disconnects. */
  async close(): Promise<void> {
    this.#stopRefreshing()
    for (const call of this.calls) call.hangUp()
    await Promise.race([this.#registration.register(0), new Promise((resolve) => setTimeout(resolve, 2_000))])
    await this.#agent.stop()
  }

  /** As if the plug were pulled: the connection and the audio stop, nothing is said. */
  async vanish(): Promise<void> {
    this.#stopRefreshing()
    for (const call of this.calls) call.vanish()
    await this.#agent.stop()
  }

  async #registerAgain(): Promise<number> {
    const { status, expiresSeconds } = await this.#registration.register(EXPIRES_SECONDS)
    this.#stopRefreshing()
    const againMs = status === 200 ? expiresSeconds * 500 : 5_000
    this.#refresh = setTimeout(() => void this.#registerAgain(), againMs)
    this.#refresh.unref()
    return status
  }

  #stopRefreshing(): void {
    if (this.#refresh !== null) clearTimeout(this.#refresh)
    this.#refresh = null
  }

  #rung(call: IncomingCall): void {
    const behaviour = typeof this.#behaviour === 'function' ? this.#behaviour(call) : this.#behaviour
    call.trying()
    call.progress(180)
    this.#options.onRing?.(call)
    const later = (afterMs: number, act: () => void): void => {
      const timer = setTimeout(act, afterMs)
      call.handlers = {
        onCancel: () => {
          clearTimeout(timer)
          this.#options.onMissed?.(call)
        },
      }
    }
    switch (behaviour.kind) {
      case 'answer': {
        later(behaviour.afterMs, () => void this.#answer(call))
        break
      }
      case 'decline': {
        later(behaviour.afterMs, () => call.reject(behaviour.status))
        break
      }
      case 'ignore': {
        call.handlers = { onCancel: () => this.#options.onMissed?.(call) }
        break
      }
    }
  }

  async #answer(incoming: IncomingCall): Promise<void> {
    const { localAddress, clock, voice, watchHz } = this.#options
    const audio = await PhoneAudio.open({ localAddress, clock, voice, watchHz: watchHz ?? [], timeline: false })
    const sdp = incoming.sdp === null ? audio.describe() : audio.answer(incoming.sdp)
    if (sdp === null) {
      audio.close()
      incoming.reject(488)
      return
    }
    const session = incoming.accept({ sdp })
    if (session === null) {
      audio.close()
      this.#options.onMissed?.(incoming)
      return
    }
    const call = new PhoneCall(session, audio)
    this.calls.add(call)
    void call.ended.then(() => this.calls.delete(call))
    this.#options.onAnswered?.(call, incoming)
  }
}

/** Credentials as the service issues them: for whoever holds the secret, such as a test or a demo on the same machine. */
export function issueCredentials(secret: string, agentId: string, expiresAtSeconds: number): Credentials {
  const username = `${expiresAtSeconds}:${agentId}`
  return { username, password: createHmac('sha1', secret).update(username).digest('base64') }
}
