import { UA, WebSocketInterface } from 'jssip'
import type { RTCSession as Session } from 'jssip/lib/RTCSession'
import type { IncomingRTCSessionEvent } from 'jssip/lib/UA'
import { g711First } from './g711-first.ts'
import type { CallEndedBy, CallOffer, SipCredentials, SoftphoneEvent, SoftphonePort } from './port.ts'

const REGISTER_EXPIRES_S = 120
/** JsSIP waits between these two, doubling, with chance in it, before it opens the WebSocket again. */
const RECONNECT_S = { min: 1, max: 8 }
/** On a LAN the first host candidates are there at once; whatever comes later is not waited for. */
const ICE_GRACE_MS = 60

export type AdapterDependencies = {
  /** Plays the caller. Its owner keeps it in the document. */
  readonly remoteAudio: HTMLAudioElement
  readonly setTimer: (run: () => void, ms: number) => void
}

/** The softphone on JsSIP. The only file that knows the library. */
export function createJssipSoftphone(dependencies: AdapterDependencies): SoftphonePort {
  return new JssipSoftphone(dependencies)
}

class JssipSoftphone implements SoftphonePort {
  readonly #remoteAudio: HTMLAudioElement
  readonly #setTimer: AdapterDependencies['setTimer']
  readonly #listeners = new Set<(event: SoftphoneEvent) => void>()
  #ua: UA | null = null
  #session: Session | null = null
  #microphone: MediaStream | null = null

  constructor(dependencies: AdapterDependencies) {
    this.#remoteAudio = dependencies.remoteAudio
    this.#setTimer = dependencies.setTimer
  }

  subscribe(listener: (event: SoftphoneEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(credentials: SipCredentials, microphone: MediaStream): void {
    this.stop()
    this.#microphone = microphone
    const ua = new UA({
      sockets: [new WebSocketInterface(credentials.webSocketUrl)],
      uri: credentials.uri,
      authorization_user: credentials.username,
      password: credentials.password,
      register: true,
      register_expires: REGISTER_EXPIRES_S,
      connection_recovery_min_interval: RECONNECT_S.min,
      connection_recovery_max_interval: RECONNECT_S.max,
      session_timers: true,
      user_agent: 'Seatline portal',
    })
    this.#ua = ua
    this.#listenToUa(ua)
    ua.start()
  }

  renew(credentials: SipCredentials): void {
    this.#ua?.set('authorization_user', credentials.username)
    this.#ua?.set('password', credentials.password)
    if (this.#ua?.isConnected() === true) this.#ua.register()
  }

  stop(): void {
    const ua = this.#ua
    this.#ua = null
    this.#session = null
    this.#remoteAudio.srcObject = null
    ua?.stop()
  }

  answer(): void {
    const session = this.#session
    if (session === null || session.isEstablished() || !session.isInProgress()) return
    this.#emit({ kind: 'call.answering' })
    // JsSIP mutes and holds by disabling the track, which outlives the call: one that ended muted must not make the next one silent.
    for (const track of this.#microphone?.getAudioTracks() ?? []) track.enabled = true
    session.answer({
      ...(this.#microphone === null
        ? { mediaConstraints: { audio: true, video: false } }
        : { mediaStream: this.#microphone }),
      pcConfig: { iceServers: [], rtcpMuxPolicy: 'require' },
    })
  }

  decline(): void {
    if (this.#session?.isInProgress() === true) this.#session.terminate({ status_code: 603, reason_phrase: 'Decline' })
  }

  hold(): void {
    if (this.#session?.isEstablished() === true) this.#session.hold()
  }

  retrieve(): void {
    if (this.#session?.isEstablished() === true) this.#session.unhold()
  }

  setMuted(muted: boolean): void {
    if (this.#session?.isEstablished() !== true) return
    if (muted) this.#session.mute({ audio: true })
    else this.#session.unmute({ audio: true })
  }

  hangUp(): void {
    if (this.#session !== null && !this.#session.isEnded()) this.#session.terminate()
  }

  #emit(event: SoftphoneEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** An event of a phone that has been stopped or replaced is not this phone's any more. */
  #listenToUa(ua: UA): void {
    const whileCurrent = (event: () => void) => () => {
      if (this.#ua === ua) event()
    }
    ua.on('connecting', (event) => {
      if (this.#ua === ua) this.#emit({ kind: 'transport.connecting', attempt: Math.max(1, event.attempts) })
    })
    ua.on(
      'connected',
      whileCurrent(() => this.#emit({ kind: 'transport.connected' })),
    )
    ua.on(
      'disconnected',
      whileCurrent(() => this.#emit({ kind: 'transport.lost' })),
    )
    ua.on(
      'registered',
      whileCurrent(() => this.#emit({ kind: 'registration.succeeded' })),
    )
    ua.on(
      'unregistered',
      whileCurrent(() => this.#emit({ kind: 'registration.ended' })),
    )
    ua.on('registrationFailed', (event) => {
      if (this.#ua === ua) this.#emit({ kind: 'registration.failed', cause: event.cause ?? 'unknown' })
    })
    ua.on('newRTCSession', (event: IncomingRTCSessionEvent) => {
      if (this.#ua === ua) this.#onInvite(event)
    })
  }

  #onInvite({ session, request }: IncomingRTCSessionEvent): void {
    if (this.#session !== null) {
      session.terminate({ status_code: 486, reason_phrase: 'Busy Here' })
      return
    }
    this.#session = session
    this.#listenToSession(session)
    this.#emit({ kind: 'call.ringing', offer: offerOf(request, session) })
  }

  #listenToSession(session: Session): void {
    const ended = (by: CallEndedBy, cause: string): void => {
      if (this.#session !== session) return
      this.#session = null
      this.#remoteAudio.srcObject = null
      this.#emit({ kind: 'call.ended', by, cause })
    }
    session.on('ended', (event) => ended(endedBy(event.originator), event.cause))
    session.on('failed', (event) => ended(endedBy(event.originator), event.cause))
    session.on('accepted', () => this.#emit({ kind: 'call.connected' }))
    session.on('hold', (event) => {
      if (isLocal(event.originator)) this.#emit({ kind: 'call.held' })
    })
    session.on('unhold', (event) => {
      if (isLocal(event.originator)) this.#emit({ kind: 'call.retrieved' })
    })
    session.on('muted', () => this.#emit({ kind: 'call.muteChanged', muted: true }))
    session.on('unmuted', () => this.#emit({ kind: 'call.muteChanged', muted: false }))
    session.on('sdp', (event) => {
      event.sdp = g711First(event.sdp)
    })
    session.on('icecandidate', (event) => {
      if (event.candidate.type === 'host' || event.candidate.type === null) this.#setTimer(event.ready, ICE_GRACE_MS)
    })
    session.on('peerconnection', (event) => this.#playRemote(event.peerconnection))
  }

  #playRemote(connection: RTCPeerConnection): void {
    connection.addEventListener('track', (event) => {
      const [stream] = event.streams
      this.#remoteAudio.srcObject = stream ?? new MediaStream([event.track])
      // A muted remote track has received no packet yet (WebRTC 5.3).
      event.track.addEventListener('unmute', () => this.#emit({ kind: 'call.audioStarted' }), { once: true })
      void this.#remoteAudio.play().catch((error: unknown) => {
        console.warn('the caller cannot be played', { error })
      })
    })
  }
}

type Headers = { getHeader(name: string): string | undefined }

function offerOf(request: Headers, session: Session): CallOffer {
  const header = (name: string): string | null => request.getHeader(name) ?? null
  return {
    callId: header('X-Seatline-Call'),
    brand: header('X-Seatline-Brand'),
    queue: header('X-Seatline-Queue'),
    dnis: header('X-Seatline-Dnis'),
    callbackId: header('X-Seatline-Callback'),
    ani: session.remote_identity.uri.user,
  }
}

const isLocal = (originator: string): boolean => originator === 'local'

function endedBy(originator: string): CallEndedBy {
  if (originator === 'local') return 'agent'
  return originator === 'remote' ? 'remote' : 'system'
}
