import { randomUUID } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import type { HostPort } from '@seatline/sip'
import codec from 'rtpengine-client/lib/BaseClient.js'
import { z } from 'zod'

export type NgErrorCode = 'ng.timeout' | 'ng.refused' | 'ng.closed'

export class NgError extends Error {
  readonly code: NgErrorCode
  readonly retryable: boolean

  constructor(code: NgErrorCode, message: string) {
    super(message)
    this.code = code
    this.retryable = code === 'ng.timeout'
  }
}

const replySchema = z.looseObject({ result: z.string(), 'error-reason': z.string().optional() })
export type NgReply = z.infer<typeof replySchema>

type Pending = {
  readonly datagram: Buffer
  readonly command: string
  readonly resolve: (reply: NgReply) => void
  readonly reject: (error: NgError) => void
  timer: NodeJS.Timeout
  attempt: number
}

/** Repeats after 100, 200, 400, 800 and 1,000 ms; rtpengine answers a cookie that it knows from its cache, so a repeated command is carried out once. */
const RETRY_MS = [100, 200, 400, 800, 1_000] as const

/** rtpengine's NG control protocol over UDP, with retransmission. */
export class NgClient {
  readonly #to: HostPort
  readonly #socket: Socket = createSocket('udp4')
  readonly #pending = new Map<string, Pending>()
  retries = 0
  timeouts = 0

  constructor(to: HostPort) {
    this.#to = to
    this.#socket.on('message', (datagram) => this.#receive(datagram))
    // An ICMP refusal shows here; the retries and the time-out speak for it.
    this.#socket.on('error', () => undefined)
  }

  /** Resolves with an `ok` or `pong` reply; rejects with NgError. */
  request(command: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<NgReply> {
    const cookie = randomUUID()
    const datagram = codec.encodeMessage(cookie, { command, ...parameters })
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#overdue(cookie), RETRY_MS[0])
      this.#pending.set(cookie, { datagram, command, resolve, reject, timer, attempt: 0 })
      this.#send(datagram)
    })
  }

  close(): void {
    for (const { timer, reject, command } of this.#pending.values()) {
      clearTimeout(timer)
      reject(new NgError('ng.closed', `the client is closed [command:${command}]`))
    }
    this.#pending.clear()
    this.#socket.close()
  }

  #send(datagram: Buffer): void {
    this.#socket.send(datagram, this.#to.port, this.#to.host, () => undefined)
  }

  #overdue(cookie: string): void {
    const pending = this.#pending.get(cookie)
    if (pending === undefined) return
    pending.attempt++
    const delayMs = RETRY_MS[pending.attempt]
    if (delayMs === undefined) {
      this.#pending.delete(cookie)
      this.timeouts++
      pending.reject(new NgError('ng.timeout', `rtpengine does not answer [command:${pending.command}]`))
      return
    }
    this.retries++
    pending.timer = setTimeout(() => this.#overdue(cookie), delayMs)
    this.#send(pending.datagram)
  }

  #receive(datagram: Buffer): void {
    const message = decode(datagram)
    const pending = message === null ? undefined : this.#pending.get(message.cookie)
    // A second answer to a repeated request finds nobody waiting.
    if (message === null || pending === undefined) return
    clearTimeout(pending.timer)
    this.#pending.delete(message.cookie)
    const { reply } = message
    if (reply.result === 'ok' || reply.result === 'pong') pending.resolve(reply)
    else
      pending.reject(
        new NgError(
          'ng.refused',
          `rtpengine refuses [command:${pending.command} reason:${reply['error-reason'] ?? '?'}]`,
        ),
      )
  }
}

function decode(datagram: Buffer): { readonly cookie: string; readonly reply: NgReply } | null {
  try {
    const { id, data } = codec.decodeMessage(datagram)
    return { cookie: id, reply: replySchema.parse(data) }
  } catch {
    return null
  }
}
