import { connect, createServer, type Server, type Socket } from 'node:net'
import { TcpConnection } from './tcp-connection.ts'
import {
  isResponse,
  reconnectDelayMs,
  SipTransportError,
  type Channel,
  type HostPort,
  type SipTransport,
  type TransportHandlers,
} from './sip-transport.ts'

export type TcpTransportOptions = {
  /** Where to accept connections; null for a client. */
  readonly listen: HostPort | null
  /** Where every request of ours goes. */
  readonly nextHop: HostPort
  /** Local address of outgoing connections; null lets the system choose. */
  readonly localAddress: string | null
  /** Keeps the connection to the next hop open always (a phone must be reachable), not only while there is something to send. */
  readonly persistent: boolean
  /** Milliseconds between keep-alive pings on outgoing connections. */
  readonly keepAliveMs?: number
  readonly connectTimeoutMs?: number
}

/** SIP over TCP: a listener, and one pooled connection to the next hop that is opened again with back-off. */
export class TcpTransport implements SipTransport {
  readonly protocol = 'TCP'
  readonly outgoing: Channel
  readonly #options: TcpTransportOptions
  #handlers: TransportHandlers | null = null
  #server: Server | null = null
  readonly #accepted = new Set<TcpConnection>()
  #pooled: TcpConnection | null = null
  #connecting: Promise<TcpConnection> | null = null
  #attempt = 0
  #notBefore = 0
  #reconnectTimer: NodeJS.Timeout | null = null
  #stopped = false

  constructor(options: TcpTransportOptions) {
    this.#options = options
    this.outgoing = {
      protocol: this.protocol,
      remote: `${options.nextHop.host}:${String(options.nextHop.port)}`,
      send: (message) => this.#sendToNextHop(message),
    }
  }

  async start(handlers: TransportHandlers): Promise<void> {
    this.#handlers = handlers
    if (this.#options.listen !== null) await this.#listen(this.#options.listen)
    if (this.#options.persistent) await this.#connection()
  }

  /** The port that is listened on (useful when 0 was asked for). */
  get listeningPort(): number | null {
    const address = this.#server?.address()
    return typeof address === 'object' && address !== null ? address.port : null
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#reconnectTimer !== null) clearTimeout(this.#reconnectTimer)
    const server = this.#server
    for (const connection of this.#accepted) connection.close()
    this.#pooled?.close()
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  #listen(at: HostPort): Promise<void> {
    const server = createServer((socket) => this.#accept(socket))
    this.#server = server
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(at.port, at.host, 1024, () => {
        server.off('error', reject)
        resolve()
      })
    })
  }

  #accept(socket: Socket): void {
    const connection: TcpConnection = new TcpConnection(socket, {
      onMessage: (text) => this.#handlers?.onMessage(text, channel),
      onFramingError: (head) => this.#handlers?.onFramingError(head, channel),
      onClose: () => this.#accepted.delete(connection),
    })
    const channel = this.#channelOf(connection)
    this.#accepted.add(connection)
  }

  #channelOf(connection: TcpConnection): Channel {
    return {
      protocol: this.protocol,
      remote: connection.remote,
      send: (message) => {
        // RFC 3261 18.2.2: a response goes back on the request's connection; when that is gone, to where requests go.
        if (isResponse(message) && connection.open) return connection.send(message)
        return this.#sendToNextHop(message)
      },
    }
  }

  async #sendToNextHop(message: string): Promise<void> {
    const pooled = this.#pooled
    if (pooled?.open === true) {
      await pooled.send(message)
      return
    }
    const connection = await this.#connection()
    await connection.send(message)
  }

  #connection(): Promise<TcpConnection> {
    if (this.#pooled?.open === true) return Promise.resolve(this.#pooled)
    if (this.#stopped) return Promise.reject(new SipTransportError('transport is stopped'))
    // While a dead peer is being backed off, requests fail at once instead of piling up behind the connect time-out.
    if (this.#connecting === null && Date.now() < this.#notBefore)
      return Promise.reject(new SipTransportError(`next hop is unreachable [remote:${this.outgoing.remote}]`))
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null
    })
    return this.#connecting
  }

  #connect(): Promise<TcpConnection> {
    const { nextHop, localAddress } = this.#options
    return new Promise((resolve, reject) => {
      const socket = connect({ ...nextHop, ...(localAddress === null ? {} : { localAddress }) })
      const giveUp = setTimeout(() => socket.destroy(), this.#options.connectTimeoutMs ?? 3_000)
      socket.once('connect', () => {
        clearTimeout(giveUp)
        this.#attempt = 0
        resolve(this.#adopt(socket))
      })
      socket.once('error', () => socket.destroy())
      socket.once('close', () => {
        clearTimeout(giveUp)
        if (this.#pooled !== null) return
        this.#notBefore = Date.now() + reconnectDelayMs(this.#attempt)
        this.#attempt++
        this.#reconnectLater()
        reject(new SipTransportError(`cannot connect [remote:${this.outgoing.remote}]`))
      })
    })
  }

  #adopt(socket: Socket): TcpConnection {
    const connection: TcpConnection = new TcpConnection(socket, {
      onMessage: (text) => this.#handlers?.onMessage(text, channel),
      onFramingError: (head) => this.#handlers?.onFramingError(head, channel),
      onClose: () => {
        if (this.#pooled !== connection) return
        this.#pooled = null
        this.#handlers?.onConnected(false)
        this.#reconnectLater()
      },
    })
    const channel = this.#channelOf(connection)
    connection.keepAlive(this.#options.keepAliveMs ?? 25_000)
    this.#pooled = connection
    this.#handlers?.onConnected(true)
    return connection
  }

  #reconnectLater(): void {
    if (!this.#options.persistent || this.#stopped) return
    if (this.#reconnectTimer !== null) clearTimeout(this.#reconnectTimer)
    this.#reconnectTimer = setTimeout(() => {
      this.#notBefore = 0
      // A failure schedules the next attempt itself.
      this.#connection().catch(() => undefined)
    }, reconnectDelayMs(this.#attempt))
  }
}
