/** What the API issues for the browser's phone: digest credentials that expire by themselves. */
export type SipCredentials = {
  readonly agentId: string
  /** Address of record, `sip:agt_…@domain`. */
  readonly uri: string
  readonly username: string
  readonly password: string
  readonly webSocketUrl: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** What the INVITE says of the call before it is answered. Null where the header is missing. */
export type CallOffer = {
  readonly callId: string | null
  readonly brand: string | null
  readonly queue: string | null
  readonly dnis: string | null
  readonly ani: string
  /** Of a callback: nobody is on the line until the agent has answered. */
  readonly callbackId: string | null
}

export type CallEndedBy = 'agent' | 'remote' | 'system'

/** What the phone tells. `attempt` counts the connection attempts since the last success, from 1. */
export type SoftphoneEvent =
  | { readonly kind: 'transport.connecting'; readonly attempt: number }
  | { readonly kind: 'transport.connected' }
  | { readonly kind: 'transport.lost' }
  | { readonly kind: 'registration.succeeded' }
  | { readonly kind: 'registration.failed'; readonly cause: string }
  | { readonly kind: 'registration.ended' }
  | { readonly kind: 'call.ringing'; readonly offer: CallOffer }
  | { readonly kind: 'call.answering' }
  | { readonly kind: 'call.connected' }
  /** The first sound of the caller can be heard from now on. */
  | { readonly kind: 'call.audioStarted' }
  | { readonly kind: 'call.held' }
  | { readonly kind: 'call.retrieved' }
  | { readonly kind: 'call.muteChanged'; readonly muted: boolean }
  | { readonly kind: 'call.ended'; readonly by: CallEndedBy; readonly cause: string }

/**
 * The agent's phone in this tab. At most one call at a time: a second INVITE is answered 486 by the adapter. Every method may be called in every state;
 * one that does not apply does nothing.
 */
export interface SoftphonePort {
  start(credentials: SipCredentials, microphone: MediaStream): void
  /** New credentials are used from the next registration on; the connection stays. */
  renew(credentials: SipCredentials): void
  stop(): void
  answer(): void
  decline(): void
  hold(): void
  retrieve(): void
  setMuted(muted: boolean): void
  hangUp(): void
  subscribe(listener: (event: SoftphoneEvent) => void): () => void
}
