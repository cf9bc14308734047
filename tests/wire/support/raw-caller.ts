import { setTimeout as delay } from 'node:timers/promises'
import { header, method, rawSdp, replyTo, status } from './raw-sip.ts'
import type { Peer, RawMessage } from './raw-sip.ts'

const SDP = rawSdp('127.0.0.9')

/** A caller over UDP whose every message is the test's: for what SIPp cannot say out of order. */
export class RawCaller {
  readonly callId: string
  readonly #peer: Peer
  #uri = ''
  #target = ''
  #to = ''
  #routes: readonly string[] = []

  constructor(peer: Peer, callId: string) {
    this.#peer = peer
    this.callId = callId
  }

  /** Calls and acknowledges; resolves when the call is up. `times`: the INVITE is repeated on the wire. */
  async invite(number: string, times = 1): Promise<void> {
    this.#dial(number, times)
    const answer = await this.#final(1, 'INVITE')
    if (status(answer) !== 200) throw new Error(`not answered: ${answer.startLine}`)
    this.#join(answer)
  }

  /** Calls and gives up `pauseMs` after the first answer; when the answer was faster than the CANCEL, acknowledges it and hangs up. Resolves with the INVITE's final status. */
  async inviteAndCancel(number: string, pauseMs: number): Promise<number> {
    this.#dial(number, 1)
    // RFC 3261 9.1: not before a provisional answer.
    await this.#peer.inbox.waitFor('100', (message) => status(message) === 100)
    await delay(pauseMs)
    this.#send('CANCEL', 1, '')
    const answer = await this.#final(1, 'INVITE')
    if (status(answer) === 200) {
      this.#join(answer)
      this.inDialog('BYE', 2)
      await this.finalStatus(2, 'BYE')
    } else {
      this.#to = header(answer, 'To') ?? ''
      this.#send('ACK', 1, '', 'request')
    }
    return status(answer)
  }

  #dial(number: string, times: number): void {
    this.#uri = `sip:${number}@127.0.0.1`
    this.#target = this.#uri
    this.#to = `<${this.#uri}>`
    for (let time = 0; time < times; time++) this.#send('INVITE', 1, SDP)
  }

  #join(answer: RawMessage): void {
    this.#target = /<([^>]+)>/.exec(header(answer, 'Contact') ?? '')?.[1] ?? ''
    this.#to = header(answer, 'To') ?? ''
    this.#routes = [...(answer.headers.get('record-route') ?? [])].reverse()
    this.acknowledge(1)
  }

  inDialog(name: 'INVITE' | 'BYE', cseq: number): void {
    this.#send(name, cseq, name === 'INVITE' ? SDP : '')
  }

  acknowledge(cseq: number): void {
    this.#send('ACK', cseq, '')
  }

  /** Waits for the service's BYE, sends one of our own first, and only then answers the service's. Resolves with the answer to ours. */
  async crossByes(cseq: number): Promise<number> {
    const theirs = await this.#peer.inbox.waitFor('BYE', (message) => method(message) === 'BYE')
    this.inDialog('BYE', cseq)
    this.#peer.send(replyTo(theirs, '200 OK'))
    return this.finalStatus(cseq, 'BYE')
  }

  async finalStatus(cseq: number, name: string): Promise<number> {
    return status(await this.#final(cseq, name))
  }

  close(): Promise<void> {
    return this.#peer.close()
  }

  #final(cseq: number, name: string): Promise<RawMessage> {
    return this.#peer.inbox.waitFor(
      `answer to ${name} ${cseq}`,
      (message) => header(message, 'CSeq') === `${cseq} ${name}` && status(message) >= 200,
    )
  }

  #send(name: string, cseq: number, body: string, branch = name === 'ACK' ? 'ack' : 'request'): void {
    const { address, port } = this.#peer
    const lines = [
      `${name} ${this.#target} SIP/2.0`,
      `Via: SIP/2.0/UDP ${address}:${port};branch=z9hG4bK${this.callId}-${cseq}-${branch};rport`,
      'Max-Forwards: 70',
      ...this.#routes.map((route) => `Route: ${route}`),
      `From: <sip:13800000000@${address}>;tag=raw`,
      `To: ${this.#to}`,
      `Call-ID: ${this.callId}`,
      `CSeq: ${cseq} ${name}`,
      `Contact: <sip:caller@${address}:${port}>`,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${Buffer.byteLength(body)}`,
    ]
    this.#peer.send(`${lines.join('\r\n')}\r\n\r\n${body}`)
  }
}
