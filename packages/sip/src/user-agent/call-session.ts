import {
  SessionState,
  type IncomingInfoRequest,
  type IncomingInviteRequest,
  type IncomingRequestMessage,
  type IncomingResponseMessage,
  SessionDialog,
  type Session,
  type UserAgentCore,
} from 'sip.js/lib/core/index.js'
import { sdpBody, sdpOf, toHeaderLines, type Headers } from './headers.ts'
import { hasOptionTag, parseSessionExpires, type SessionExpires } from './session-timer.ts'

/** A request of the peer's to change the session: re-INVITE or UPDATE. Answer it exactly once. */
export interface ModifyRequest {
  readonly method: 'INVITE' | 'UPDATE'
  /** Null: no new offer (a session refresh, or a re-INVITE that wants our offer). */
  readonly sdp: string | null
  readonly sessionExpires: SessionExpires | null
  header(name: string): string | undefined
  accept(answer: { readonly sdp: string | null; readonly headers?: Headers }): void
  reject(status: number, headers?: Headers): void
}

export interface SessionHandlers {
  /** The caller's ACK for our 2xx. `sdp` is set when our 2xx carried the offer. */
  onAck?(sdp: string | null): void
  /** No ACK within 64*T1 (RFC 3261 13.3.1.4). The session is still up: end it with `bye`. */
  onAckTimeout?(): void
  /** The peer hung up; it has been answered with 200. */
  onBye?(bye: { readonly reason: string | null }): void
  onModify?(request: ModifyRequest): void
  onInfo?(info: { readonly contentType: string; readonly body: string }): void
}

export type RequestOutcome = {
  readonly status: number
  readonly sdp: string | null
  readonly sessionExpires: SessionExpires | null
}

/** What a session needs of its user agent. */
export interface SessionHost {
  readonly core: UserAgentCore
  /** Value of the Contact header. */
  readonly contact: string
  readonly allow: string
  forget(session: CallSession): void
}

/** One confirmed INVITE dialog. */
export class CallSession {
  handlers: SessionHandlers = {}
  /** For the stack itself: the first ACK has come. */
  onceAcked: () => void = () => undefined
  readonly dialogId: string
  readonly callId: string
  readonly #session: Session
  readonly #host: SessionHost
  readonly #allowsUpdate: boolean
  #ended = false
  #byeWhenAcked: Headers | null = null
  /** SIP.js keeps its state at AckWait for ever when no ACK comes. */
  #ackTimedOut = false

  constructor(session: Session, host: SessionHost, established: IncomingRequestMessage | IncomingResponseMessage) {
    this.#session = session
    this.#allowsUpdate = hasOptionTag(established.getHeaders('allow'), 'update')
    this.#host = host
    this.dialogId = session.id
    this.callId = session.callId
    session.delegate = {
      onAck: ({ message }) => {
        this.#acked(sdpOf(message))
      },
      onAckTimeout: () => {
        this.#ackTimedOut = true
        const headers = this.#byeWhenAcked
        if (headers === null) this.handlers.onAckTimeout?.()
        else this.#sendBye(headers)
      },
      onBye: (request) => {
        request.accept()
        this.#peerEnded(request.message.getHeader('reason') ?? null)
      },
      onInvite: (request) => this.#modifiedByInvite(request),
      onInfo: (request) => this.#informed(request),
      onMessage: (request) => void request.reject({ statusCode: 405 }),
      onRefer: (request) => void request.reject({ statusCode: 405 }),
    }
  }

  get ended(): boolean {
    return this.#ended
  }

  /**
   * Ends the session. A UAS may not send BYE before the ACK (RFC 3261 15): then it goes out as soon as the ACK, or its time-out, has come.
   * Calling it again, or after the peer's BYE, does nothing.
   */
  bye(headers: Headers = {}): void {
    if (this.#ended || this.#byeWhenAcked !== null) return
    if (this.#session.sessionState === SessionState.AckWait && !this.#ackTimedOut) {
      this.#byeWhenAcked = headers
      return
    }
    this.#sendBye(headers)
  }

  /** Sends a re-INVITE and resolves with its final status; 491 when another is in progress. Never rejects. */
  reinvite(sdp: string, headers: Headers = {}): Promise<RequestOutcome> {
    if (this.#ended) return Promise.resolve(failed(481))
    return new Promise((resolve) => {
      try {
        this.#session.invite(
          {
            onAccept: (response) => {
              const { message } = response
              response.ack()
              resolve({
                status: message.statusCode ?? 200,
                sdp: sdpOf(message),
                sessionExpires: parseSessionExpires(message.getHeader('session-expires')),
              })
            },
            onReject: ({ message }) => resolve(failed(message.statusCode ?? 500)),
            onRedirect: ({ message }) => resolve(failed(message.statusCode ?? 300)),
          },
          { extraHeaders: [...this.#targetHeaders(), ...toHeaderLines(headers)], body: sdpBody(sdp) },
        )
      } catch {
        // SIP.js throws when a re-INVITE is in progress in either direction: to us that is glare (RFC 3261 14.1).
        resolve(failed(491))
      }
    })
  }

  /** Carries the session on (RFC 4028 7.4): an UPDATE without a body where the peer takes one, else a re-INVITE with the unchanged `sdp`. Never rejects. */
  refresh(sdp: string, headers: Headers = {}): Promise<RequestOutcome> {
    const dialog = this.#session
    if (!this.#allowsUpdate || !(dialog instanceof SessionDialog)) return this.reinvite(sdp, headers)
    if (this.#ended) return Promise.resolve(failed(481))
    const message = dialog.createOutgoingRequestMessage('UPDATE', {
      extraHeaders: [...this.#targetHeaders(), ...toHeaderLines(headers)],
    })
    return new Promise((resolve) => {
      this.#host.core.request(message, {
        onAccept: ({ message: response }) =>
          resolve({
            status: response.statusCode ?? 200,
            sdp: null,
            sessionExpires: parseSessionExpires(response.getHeader('session-expires')),
          }),
        onReject: ({ message: response }) => resolve(failed(response.statusCode ?? 500)),
        onRedirect: ({ message: response }) => resolve(failed(response.statusCode ?? 300)),
      })
    })
  }

  /** Called by the user agent for an UPDATE within this dialog. */
  receiveModify(request: ModifyRequest): void {
    if (this.handlers.onModify === undefined) request.reject(488)
    else this.handlers.onModify(request)
  }

  #acked(sdp: string | null): void {
    this.onceAcked()
    this.onceAcked = () => undefined
    const headers = this.#byeWhenAcked
    if (headers !== null) {
      this.#sendBye(headers)
      return
    }
    this.handlers.onAck?.(sdp)
  }

  #peerEnded(reason: string | null): void {
    if (this.#ended) return
    this.#ended = true
    this.#host.forget(this)
    this.handlers.onBye?.({ reason })
  }

  #sendBye(headers: Headers): void {
    this.#ended = true
    this.#host.forget(this)
    this.#session.bye({}, { extraHeaders: toHeaderLines(headers) })
  }

  #modifiedByInvite(request: IncomingInviteRequest): void {
    this.receiveModify({
      method: 'INVITE',
      ...modifyFacts(request.message),
      accept: ({ sdp, headers }) => {
        request.accept({
          statusCode: 200,
          extraHeaders: [...this.#targetHeaders(), ...toHeaderLines(headers ?? {})],
          ...(sdp === null ? {} : { body: sdpBody(sdp) }),
        })
      },
      reject: (status, headers) => {
        request.reject({ statusCode: status, extraHeaders: toHeaderLines(headers ?? {}) })
      },
    })
  }

  #informed(request: IncomingInfoRequest): void {
    const { message } = request
    const contentType = message.getHeader('content-type') ?? ''
    // RFC 6086: an INFO without a package that we know is legacy use (DTMF): answered, and handed on.
    request.accept()
    this.handlers.onInfo?.({ contentType, body: message.body })
  }

  #targetHeaders(): string[] {
    return [`Contact: ${this.#host.contact}`, `Allow: ${this.#host.allow}`]
  }
}

const failed = (status: number): RequestOutcome => ({ status, sdp: null, sessionExpires: null })

export function modifyFacts(message: IncomingRequestMessage): Pick<ModifyRequest, 'sdp' | 'sessionExpires' | 'header'> {
  return {
    sdp: sdpOf(message),
    sessionExpires: parseSessionExpires(message.getHeader('session-expires')),
    header: (name) => message.getHeader(name),
  }
}
