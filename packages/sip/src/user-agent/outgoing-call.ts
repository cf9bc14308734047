import type { IncomingResponseMessage, OutgoingInviteRequest, UserAgentCore, URI } from 'sip.js/lib/core/index.js'
import { CallSession, type SessionHost } from './call-session.ts'
import { sdpBody, sdpOf, toHeaderLines, type Headers } from './headers.ts'
import { parseSessionExpires, type SessionExpires } from './session-timer.ts'

export type OutgoingCallHandlers = {
  readonly onRinging?: (ringing: { readonly status: number; readonly sdp: string | null }) => void
  /** The callee answered; the ACK has been sent. */
  readonly onAnswered: (answered: {
    readonly session: CallSession
    readonly sdp: string | null
    readonly sessionExpires: SessionExpires | null
  }) => void
  /** Any final answer but 2xx, also 408 (nobody answered our INVITE), 503 (no connection) and 487 after `cancel`. */
  readonly onFailed: (failed: { readonly status: number; readonly reason: string | null }) => void
}

export type OutgoingInvite = {
  readonly requestUri: URI
  readonly from: URI
  readonly fromDisplayName: string
  readonly to: URI
  readonly sdp: string
  readonly headers: Headers
  /** Null: made up by the stack. */
  readonly callId: string | null
}

/** How long after a CANCEL the INVITE may stay without a final answer (RFC 3261 9.1: 64*T1). */
const CANCEL_TIMEOUT_MS = 32_000

/** An INVITE that we sent. Exactly one of `onAnswered` and `onFailed` follows. */
export class OutgoingCall {
  readonly callId: string
  readonly #request: OutgoingInviteRequest
  readonly #host: SessionHost
  readonly #handlers: OutgoingCallHandlers
  #cancelTimer: NodeJS.Timeout | null = null
  #cancelled = false
  #finished = false

  constructor(core: UserAgentCore, host: SessionHost, invite: OutgoingInvite, handlers: OutgoingCallHandlers) {
    this.#host = host
    this.#handlers = handlers
    const message = core.makeOutgoingRequestMessage(
      'INVITE',
      invite.requestUri,
      invite.from,
      invite.to,
      {
        fromDisplayName: invite.fromDisplayName.replace(/["\\]/g, ''),
        ...(invite.callId === null ? {} : { callId: invite.callId }),
      },
      [`Contact: ${host.contact}`, `Allow: ${host.allow}`, ...toHeaderLines(invite.headers)],
      sdpBody(invite.sdp),
    )
    this.callId = message.callId
    this.#request = core.invite(message, {
      onProgress: ({ message: response }) => {
        if (this.#cancelled) return
        handlers.onRinging?.({ status: response.statusCode ?? 180, sdp: sdpOf(response) })
      },
      onAccept: (response) => {
        response.ack()
        this.#answered(new CallSession(response.session, this.#host, response.message), response.message)
      },
      onReject: ({ message: response }) => this.#failed(response),
      onRedirect: ({ message: response }) => this.#failed(response),
    })
  }

  /** Gives up: CANCEL as soon as a provisional answer allows it. A 200 that crosses it is acknowledged and hung up at once, and reported as failed 487. */
  cancel(headers: Headers = {}): void {
    if (this.#cancelled || this.#finished) return
    this.#cancelled = true
    this.#request.cancel(headers['Reason'])
    this.#cancelTimer = setTimeout(() => {
      this.#finish(() => {
        this.#request.dispose()
        this.#handlers.onFailed({ status: 487, reason: null })
      })
    }, CANCEL_TIMEOUT_MS)
    this.#cancelTimer.unref()
  }

  #answered(session: CallSession, response: IncomingResponseMessage): void {
    // A forked INVITE may be answered twice (RFC 3261 13.2.2.4): the first answer counts, every later one is hung up.
    if (this.#cancelled || this.#finished) {
      session.bye()
      this.#finish(() => this.#handlers.onFailed({ status: 487, reason: null }))
      return
    }
    this.#finish(() =>
      this.#handlers.onAnswered({
        session,
        sdp: sdpOf(response),
        sessionExpires: parseSessionExpires(response.getHeader('session-expires')),
      }),
    )
  }

  #failed(response: IncomingResponseMessage): void {
    this.#finish(() =>
      this.#handlers.onFailed({ status: response.statusCode ?? 500, reason: response.getHeader('reason') ?? null }),
    )
  }

  #finish(report: () => void): void {
    if (this.#finished) return
    this.#finished = true
    if (this.#cancelTimer !== null) clearTimeout(this.#cancelTimer)
    report()
  }
}
