import { createSocket } from 'node:dgram'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { EventEmitter, once } from 'node:events'

/** A SIP message as it was on the wire, split but not judged. */
export type RawMessage = {
  readonly startLine: string
  /** Lower-case name -> values in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly body: string
  readonly text: string
}

export const header = (message: RawMessage, name: string): string | undefined =>
  message.headers.get(name.toLowerCase())?.[0]
export const status = (message: RawMessage): number => Number(/^SIP\/2\.0 (\d{3})/.exec(message.startLine)?.[1] ?? 0)
export const method = (message: RawMessage): string | undefined => /^([A-Z]+) /.exec(message.startLine)?.[1]

export function parseRaw(text: string): RawMessage {
  const end = text.indexOf('\r\n\r\n')
  const [startLine = '', ...lines] = (end < 0 ? text : text.slice(0, end)).split('\r\n')
  const headers = new Map<string, string[]>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()])
  }
  return { startLine, headers, body: end < 0 ? '' : text.slice(end + 4), text }
}

/** Cuts a byte stream into messages by Content-Length (RFC 3261 18.3). */
export class MessageCutter {
  #rest = ''

  push(chunk: string): RawMessage[] {
    this.#rest += chunk
    const messages: RawMessage[] = []
    for (;;) {
      this.#rest = this.#rest.replace(/^(\r\n)+/, '')
      const end = this.#rest.indexOf('\r\n\r\n')
      if (end < 0) return messages
      const length = Number(/\r\n(?:content-length|l)\s*:\s*(\d+)/i.exec(this.#rest.slice(0, end + 2))?.[1] ?? 0)
      const total = end + 4 + length
      if (this.#rest.length < total) return messages
      messages.push(parseRaw(this.#rest.slice(0, total)))
      this.#rest = this.#rest.slice(total)
    }
  }
}

/** G.711 at an address where nobody listens: enough to be answered. */
export const rawSdp = (address: string): string =>
  [
    ...['v=0', `o=- 1 1 IN IP4 ${address}`, 's=-', `c=IN IP4 ${address}`, 't=0 0'],
    ...['m=audio 6000 RTP/AVP 8 101', 'a=rtpmap:8 PCMA/8000', 'a=rtpmap:101 telephone-event/8000', ''],
  ].join('\r\n')

/** What a test peer received, with waiting for what is still to come. */
export class Inbox {
  readonly messages: RawMessage[] = []
  readonly #arrived = new EventEmitter()

  add(message: RawMessage): void {
    this.messages.push(message)
    this.#arrived.emit('message')
  }

  /** The first message that matches, past or future; rejects after `timeoutMs` (default 5 s). */
  async waitFor(what: string, matches: (message: RawMessage) => boolean, timeoutMs = 5_000): Promise<RawMessage> {
    const signal = AbortSignal.timeout(timeoutMs)
    for (;;) {
      const found = this.messages.find(matches)
      if (found) return found
      try {
        await once(this.#arrived, 'message', { signal })
      } catch (cause) {
        const seen = this.messages.map((message) => message.startLine).join(' | ')
        throw new Error(`no ${what} within ${timeoutMs} ms; received: ${seen || 'nothing'}`, { cause })
      }
    }
  }
}

export type Peer = {
  readonly inbox: Inbox
  readonly address: string
  readonly port: number
  /** A Buffer goes out byte by byte; text as UTF-8. */
  send(text: string | Buffer): void
  close(): Promise<void>
}

export async function udpPeer(
  server: { host: string; port: number },
  localAddress: string,
  localPort = 0,
): Promise<Peer> {
  const socket = createSocket('udp4')
  const inbox = new Inbox()
  socket.on('message', (data) => {
    inbox.add(parseRaw(data.toString()))
  })
  socket.bind(localPort, localAddress)
  await once(socket, 'listening')
  return {
    inbox,
    address: localAddress,
    port: socket.address().port,
    send: (text) => {
      socket.send(text, server.port, server.host)
    },
    close: async () => {
      socket.close()
      await once(socket, 'close')
    },
  }
}

export async function tcpPeer(server: { host: string; port: number }, localAddress: string): Promise<Peer> {
  const socket = connect({ ...server, localAddress })
  await once(socket, 'connect')
  const inbox = readInto(socket, new Inbox())
  return {
    inbox,
    address: localAddress,
    port: socket.localPort ?? 0,
    send: (text) => void socket.write(text),
    close: async () => {
      if (socket.closed) return
      socket.destroy()
      await once(socket, 'close')
    },
  }
}

export async function webSocketPeer(url: string): Promise<Peer> {
  const socket = new WebSocket(url, 'sip')
  const inbox = new Inbox()
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('message', (event: MessageEvent<string | ArrayBuffer>) => {
    inbox.add(parseRaw(typeof event.data === 'string' ? event.data : Buffer.from(event.data).toString()))
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => {
      resolve()
    })
    socket.addEventListener('error', () => {
      reject(new Error(`no WebSocket at ${url}`))
    })
  })
  return {
    inbox,
    address: `${Math.random().toString(36).slice(2)}.invalid`,
    port: 5060,
    send: (text) => {
      socket.send(text.toString())
    },
    close: async () => {
      const closed = new Promise((resolve) => {
        socket.addEventListener('close', resolve)
      })
      socket.close()
      await closed
    },
  }
}

/** Stands where a media node stands: a SIP TCP listener that answers OPTIONS and NOTIFY, and whatever else `answer` says. */
export async function listeningPeer(
  address: { host: string; port: number },
  answer: (message: RawMessage) => string | null = () => null,
): Promise<Peer & { readonly server: Server }> {
  const inbox = new Inbox()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    readInto(socket, inbox, (message) => {
      const name = method(message)
      const reply = name === 'OPTIONS' || name === 'NOTIFY' ? replyTo(message, '200 OK') : answer(message)
      if (reply !== null) socket.write(reply)
    })
  })
  server.listen(address.port, address.host)
  await once(server, 'listening')
  return {
    inbox,
    server,
    address: address.host,
    port: address.port,
    send: () => {
      throw new Error('a listening peer answers only')
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}

function readInto(socket: Socket, inbox: Inbox, onMessage?: (message: RawMessage) => void): Inbox {
  const cutter = new MessageCutter()
  socket.on('data', (data) => {
    for (const message of cutter.push(data.toString())) {
      inbox.add(message)
      onMessage?.(message)
    }
  })
  return inbox
}

/** An answer with the headers that RFC 3261 8.2.6 takes over, and a To tag. */
export function replyTo(request: RawMessage, statusLine: string, extraHeaders: readonly string[] = []): string {
  const copied = ['via', 'record-route', 'from', 'to', 'call-id', 'cseq'].flatMap((name) =>
    (request.headers.get(name) ?? []).map((value) => `${name}: ${tagged(name, value, statusLine)}`),
  )
  return [`SIP/2.0 ${statusLine}`, ...copied, ...extraHeaders, 'Content-Length: 0', '', ''].join('\r\n')
}

const tagged = (name: string, value: string, statusLine: string): string =>
  name === 'to' && !value.includes(';tag=') && !statusLine.startsWith('100') ? `${value};tag=peer` : value
