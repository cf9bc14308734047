import { answerDirection, parseAudio, type CallSession, type ModifyRequest } from '@seatline/sip'
import type { PhoneAudio } from './phone-audio.ts'

/** How a call ended. `status` is the SIP status of a call that was never answered. Times are `performance.now()`. */
export type CallEnd = {
  readonly by: 'us' | 'them'
  readonly atMs: number
  readonly status: number | null
  /** The Reason header (RFC 3326), as sent. */
  readonly reason: string | null
}

/** A call that is up, seen from a phone: what a person could do with it. */
export class PhoneCall {
  readonly answeredAtMs = performance.now()
  readonly audio: PhoneAudio
  readonly session: CallSession
  readonly ended: Promise<CallEnd>
  #end: (end: CallEnd) => void = () => undefined
  #ended = false
  #held = false

  constructor(session: CallSession, audio: PhoneAudio) {
    this.session = session
    this.audio = audio
    this.ended = new Promise((resolve) => {
      this.#end = resolve
    })
    session.handlers = {
      onBye: ({ reason }) => this.#finish({ by: 'them', reason }),
      onModify: (request) => this.#modified(request),
      // Nobody acknowledged our answer: RFC 3261 13.3.1.4 ends the call.
      onAckTimeout: () => this.hangUp(),
    }
  }

  get sipCallId(): string {
    return this.session.callId
  }

  get isUp(): boolean {
    return !this.#ended
  }

  sendDigits(digits: string): void {
    this.audio.stream.sendDigits(digits)
  }

  /** Puts the other side on hold: they are asked not to send us anything. Resolves with the final SIP status. */
  hold(): Promise<number> {
    this.#held = true
    return this.#offer('sendonly')
  }

  retrieve(): Promise<number> {
    this.#held = false
    return this.#offer('sendrecv')
  }

  hangUp(): void {
    if (this.#ended) return
    this.session.bye()
    this.#finish({ by: 'us', reason: null })
  }

  /** The phone lost its power: no more packets, no BYE. */
  vanish(): void {
    this.audio.close()
  }

  async #offer(direction: 'sendrecv' | 'sendonly'): Promise<number> {
    const outcome = await this.session.reinvite(this.audio.describe(direction))
    if (outcome.sdp !== null) this.audio.connect(outcome.sdp)
    return outcome.status
  }

  #modified(request: ModifyRequest): void {
    if (request.sdp === null) {
      // A session refresh by UPDATE needs no description; a re-INVITE without one asks for our offer (RFC 3261 14.2).
      request.accept({ sdp: request.method === 'INVITE' ? this.audio.describe() : null, headers: refreshed(request) })
      return
    }
    const offered = parseAudio(request.sdp)?.direction ?? 'sendrecv'
    const answer = this.audio.answer(request.sdp, this.#held ? 'sendonly' : answerDirection(offered))
    if (answer === null) request.reject(488)
    else request.accept({ sdp: answer, headers: refreshed(request) })
  }

  #finish(end: { readonly by: 'us' | 'them'; readonly reason: string | null }): void {
    if (this.#ended) return
    this.#ended = true
    this.audio.close()
    this.#end({ ...end, atMs: performance.now(), status: null })
  }
}

/** RFC 4028 9: the answer to a refresh repeats the interval and who refreshes. */
function refreshed(request: ModifyRequest): Record<string, string> {
  const expires = request.header('session-expires')
  return expires === undefined ? {} : { 'Session-Expires': expires, Require: 'timer' }
}
