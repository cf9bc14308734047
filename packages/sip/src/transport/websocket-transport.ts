import { WebSocket } from 'ws'
import {
  reconnectDelayMs,
  SipTransportError,
  type Channel,
  type SipTransport,
  type TransportHandlers,
} from './sip-transport.ts'

export type WebSocketTransportOptions = {
  /** `ws://` or `wss://` URL of the SIP WebSocket server. */
  readonly url: string
  readonly localAddress: string | null
  /** Opens a lost connection again with back-off. */
  readonly persistent: boolean
}

/** SIP over a client WebSocket (RFC 7118): one SIP message in each WebSocket message. */
export class WebSocketTransport implements SipTransport {
  readonly protocol = 'WS'
  readonly outgoing: Channel
  readonly #options: WebSocketTransportOptions
  #handlers: TransportHandlers | null = null
  #socket: WebSocket | null = null
  #attempt = 0
  #timer: NodeJS.Timeout | null = null
  #stopped = false

  constructor(options: WebSocketTransportOptions) {
    this.#options = options
    this.outgoing = {
      protocol: this.protocol,
      remote: options.url,
      send: (message) => this.#send(message),
    }
  }

  async start(handlers: TransportHandlers): Promise<void> {
    this.#handlers = handlers
    await this.#connect()
  }

  stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#socket?.close()
    return Promise.resolve()
  }

  /** Cuts the connection without a closing handshake, as a vanishing browser does. */
  terminate(): void {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#socket?.terminate()
  }

  #connect(): Promise<void> {
    const { url, localAddress } = this.#options
    const socket = new WebSocket(url, 'sip', localAddress === null ? {} : { localAddress })
    this.#socket = socket
    socket.on('message', (payload) => {
      const text = Buffer.isBuffer(payload) ? payload.toString('utf8') : null
      if (text !== null && text.trim() !== '') this.#handlers?.onMessage(text, this.outgoing)
    })
    return new Promise((resolve, reject) => {
      socket.once('open', () => {
        this.#attempt = 0
        this.#handlers?.onConnected(true)
        resolve()
      })
      socket.on('error', (cause) => {
        reject(new SipTransportError(`cannot connect [remote:${url}]`, { cause }))
      })
      socket.on('close', () => this.#closed(socket))
    })
  }

  #closed(socket: WebSocket): void {
    if (this.#socket !== socket) return
    this.#socket = null
    this.#handlers?.onConnected(false)
    if (this.#stopped || !this.#options.persistent) return
    const delayMs = reconnectDelayMs(this.#attempt)
    this.#attempt++
    this.#timer = setTimeout(() => {
      // A failure is followed by a close, which schedules the next attempt.
      this.#connect().catch(() => undefined)
    }, delayMs)
  }

  #send(message: string): Promise<void> {
    const socket = this.#socket
    if (socket?.readyState !== WebSocket.OPEN)
      return Promise.reject(new SipTransportError(`not connected [remote:${this.#options.url}]`))
    return new Promise((resolve, reject) => {
      socket.send(message, (cause) => {
        if (cause) reject(new SipTransportError('cannot send', { cause }))
        else resolve()
      })
    })
  }
}
