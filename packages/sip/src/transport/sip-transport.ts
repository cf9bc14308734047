import type { Transport } from 'sip.js/lib/core/index.js'

export type HostPort = { readonly host: string; readonly port: number }

/**
 * Where a message came from. Given to the transaction layer as its transport: responses sent through it go back on the connection that the request came in on
 * (RFC 3261 18.2.2), requests go to the next hop.
 */
export interface Channel extends Transport {
  readonly remote: string
}

export interface TransportHandlers {
  onMessage(text: string, channel: Channel): void
  /** The stream of that channel cannot be framed any more; the transport closes it after this call. `head` is what could be read. */
  onFramingError(head: string, channel: Channel): void
  /** The connection to the next hop came or went. */
  onConnected(connected: boolean): void
}

/** A reliable transport (RFC 3261 18): TCP, or a client WebSocket (RFC 7118). */
export interface SipTransport {
  /** As in the Via header: `TCP` or `WS`. */
  readonly protocol: string
  /** The channel of requests that we start ourselves. */
  readonly outgoing: Channel
  start(handlers: TransportHandlers): Promise<void>
  stop(): Promise<void>
}

export class SipTransportError extends Error {
  readonly code = 'sip.transport'
  readonly retryable = true
}

/** How a lost connection is opened again: 100 ms, doubling, at most 5 s. */
export function reconnectDelayMs(attempt: number): number {
  return Math.min(5_000, 100 * 2 ** Math.min(attempt, 10))
}

export const isResponse = (message: string): boolean => message.startsWith('SIP/2.0 ')
