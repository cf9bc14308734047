import type { Socket } from 'node:net'
import { MessageFramer } from './message-framer.ts'
import { SipTransportError } from './sip-transport.ts'

const PING = '\r\n\r\n'
const PONG = '\r\n'
/** A peer that does not read for this many bytes is taken for dead. */
const WRITE_BACKLOG_BYTES_MAX = 8 * 1024 * 1024

export type TcpConnectionHandlers = {
  readonly onMessage: (text: string) => void
  readonly onFramingError: (head: string) => void
  readonly onClose: () => void
}

/** One SIP connection over an open socket. */
export class TcpConnection {
  readonly remote: string
  readonly #socket: Socket
  readonly #framer = new MessageFramer()
  #keepAlive: NodeJS.Timeout | null = null
  #open = true

  constructor(socket: Socket, handlers: TcpConnectionHandlers) {
    this.#socket = socket
    this.remote = `${socket.remoteAddress ?? '?'}:${String(socket.remotePort ?? 0)}`
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      this.#receive(chunk, handlers)
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      this.#open = false
      if (this.#keepAlive !== null) clearInterval(this.#keepAlive)
      handlers.onClose()
    })
  }

  get open(): boolean {
    return this.#open && !this.#socket.destroyed
  }

  /** Pings the peer (RFC 5626 3.5.1), so that NATs and the peer's idle timer keep the connection. */
  keepAlive(everyMs: number): void {
    this.#keepAlive = setInterval(() => this.#socket.write(PING), everyMs)
    this.#keepAlive.unref()
  }

  send(message: string): Promise<void> {
    if (!this.open) return Promise.reject(new SipTransportError(`connection is closed [remote:${this.remote}]`))
    if (this.#socket.writableLength > WRITE_BACKLOG_BYTES_MAX) {
      this.#socket.destroy()
      return Promise.reject(new SipTransportError(`peer does not read [remote:${this.remote}]`))
    }
    this.#socket.write(message)
    return Promise.resolve()
  }

  close(): void {
    this.#socket.end()
    this.#socket.destroySoon()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #receive(chunk: Buffer, handlers: TcpConnectionHandlers): void {
    for (const frame of this.#framer.push(chunk)) {
      switch (frame.kind) {
        case 'message': {
          handlers.onMessage(frame.text)
          break
        }
        case 'ping': {
          if (this.open) this.#socket.write(PONG)
          break
        }
        case 'error': {
          handlers.onFramingError(frame.head)
          this.close()
          break
        }
      }
    }
  }
}
