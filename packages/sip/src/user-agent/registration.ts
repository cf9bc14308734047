import type { URI, UserAgentCore } from 'sip.js/lib/core/index.js'

export type RegistrationResult = { readonly status: number; readonly expiresSeconds: number }

/** One address-of-record's binding (RFC 3261 10): same Call-ID, rising CSeq. */
export class Registration {
  readonly #core: UserAgentCore
  readonly #registrar: URI
  readonly #aor: URI
  #callId: string | null = null
  #cseq = 0

  constructor(core: UserAgentCore, registrar: URI, aor: URI) {
    this.#core = core
    this.#registrar = registrar
    this.#aor = aor
  }

  /** Sends REGISTER, answering one digest challenge, and resolves with the final status. `expiresSeconds` 0 removes the binding. Never rejects. */
  register(expiresSeconds: number): Promise<RegistrationResult> {
    this.#cseq++
    const core = this.#core
    const contact = `Contact: ${core.configuration.contact.toString({ register: true })};expires=${String(expiresSeconds)}`
    const message = core.makeOutgoingRequestMessage(
      'REGISTER',
      this.#registrar,
      this.#aor,
      this.#aor,
      { cseq: this.#cseq, ...(this.#callId === null ? {} : { callId: this.#callId }) },
      [contact, `Expires: ${String(expiresSeconds)}`],
    )
    this.#callId = message.callId
    return new Promise((resolve) => {
      const finish = (status: number, granted: string | undefined): void => {
        // The answer to a challenge took another CSeq.
        this.#cseq = message.cseq
        resolve({ status, expiresSeconds: Number(granted ?? expiresSeconds) })
      }
      core.register(message, {
        onAccept: ({ message: response }) => {
          const granted = /;\s*expires\s*=\s*(\d+)/i.exec(response.getHeaders('contact').join(','))?.[1]
          finish(response.statusCode ?? 200, granted)
        },
        onReject: ({ message: response }) => finish(response.statusCode ?? 500, undefined),
        onRedirect: ({ message: response }) => finish(response.statusCode ?? 300, undefined),
      })
    })
  }
}
