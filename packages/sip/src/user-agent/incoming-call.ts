import type { IncomingInviteRequest } from 'sip.js/lib/core/index.js'
import { CallSession, type SessionHost } from './call-session.ts'
import { sdpBody, sdpOf, toHeaderLines, type Headers } from './headers.ts'
import { hasOptionTag, parseSessionExpires, type SessionExpires } from './session-timer.ts'

export interface IncomingCallHandlers {
  /** The caller gave up before our answer; 487 has been sent. */
  onCancel?(): void
}

/** An INVITE that we were sent. End it once: `accept` or `reject`, unless it is cancelled first. */
export class IncomingCall {
  handlers: IncomingCallHandlers = {}
  readonly #request: IncomingInviteRequest
  readonly #host: SessionHost
  readonly #established: (session: CallSession) => void
  #open = true

  constructor(request: IncomingInviteRequest, host: SessionHost, established: (session: CallSession) => void) {
    this.#request = request
    this.#host = host
    this.#established = established
    request.delegate = {
      onCancel: () => {
        if (!this.#open) return
        this.#open = false
        request.reject({ statusCode: 487 })
        this.handlers.onCancel?.()
      },
      // The connection is gone: the peer's transaction will time out on its own.
      onTransportError: () => undefined,
    }
  }

  get callId(): string {
    return this.#request.message.callId
  }

  /** User part and display name of the From header. */
  get from(): { readonly user: string; readonly displayName: string } {
    const { from } = this.#request.message
    return { user: from.uri.user ?? '', displayName: from.displayName }
  }

  /** User part of the Request-URI. */
  get requestUser(): string {
    return this.#request.message.ruri?.user ?? ''
  }

  get sdp(): string | null {
    return sdpOf(this.#request.message)
  }

  get sessionExpires(): SessionExpires | null {
    return parseSessionExpires(this.header('session-expires') ?? this.header('x'))
  }

  /** True while neither answered nor cancelled. */
  get open(): boolean {
    return this.#open
  }

  header(name: string): string | undefined {
    return this.#request.message.getHeader(name)
  }

  /** True when Supported (RFC 3261 20.37, compact `k`) names the option tag. */
  supports(optionTag: string): boolean {
    const { message } = this.#request
    return hasOptionTag([...message.getHeaders('supported'), ...message.getHeaders('k')], optionTag)
  }

  /** Sends 100 Trying. */
  trying(): void {
    if (this.#open) this.#request.trying()
  }

  /** Sends 180 or 183, with SDP when the caller is to hear early media. */
  progress(status: 180 | 183, options: { readonly sdp?: string; readonly headers?: Headers } = {}): void {
    if (!this.#open) return
    this.#request.progress({
      statusCode: status,
      extraHeaders: toHeaderLines(options.headers ?? {}),
      ...(options.sdp === undefined ? {} : { body: sdpBody(options.sdp) }),
    })
  }

  /** Answers 200. Null when the caller has cancelled meanwhile. */
  accept(options: { readonly sdp: string; readonly headers?: Headers }): CallSession | null {
    if (!this.#open) return null
    this.#open = false
    const { session } = this.#request.accept({
      statusCode: 200,
      extraHeaders: toHeaderLines(options.headers ?? {}),
      body: sdpBody(options.sdp),
    })
    const callSession = new CallSession(session, this.#host, this.#request.message)
    this.#established(callSession)
    callSession.onceAcked = () => this.#forgetTransaction()
    return callSession
  }

  /**
   * SIP.js keeps an answered INVITE's transaction for 32 s against repetitions (RFC 6026), and compares every new request with all of them. On a reliable
   * transport nothing is repeated after the ACK, and the edge absorbs what an unreliable one in front of it repeats.
   */
  #forgetTransaction(): void {
    this.#host.core.userAgentServers.delete(this.#request.message.viaBranch)
  }

  /** Answers 4xx, 5xx or 6xx. Nothing when the caller has cancelled meanwhile. */
  reject(status: number, headers: Headers = {}): void {
    if (!this.#open) return
    this.#open = false
    this.#request.reject({ statusCode: status, extraHeaders: toHeaderLines(headers) })
  }
}
