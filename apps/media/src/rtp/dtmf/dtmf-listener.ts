import { createSocket, type Socket } from 'node:dgram'
import type { DtmfDigit } from '@seatline/core'
import type { HostPort } from '@seatline/sip'
import { z } from 'zod'

/** Digits by RFC 4733 event code. */
const DIGITS: readonly DtmfDigit[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#']
const eventSchema = z.looseObject({
  callid: z.string(),
  source_tag: z.string(),
  type: z.literal('DTMF'),
  event: z.number().int(),
})

export type DtmfEvent = { readonly callId: string; readonly tag: string; readonly digit: DtmfDigit }

/** Listens for the datagrams that rtpengine sends for each digit it hears (RFC 4733), one JSON object each. */
export class DtmfListener {
  readonly #socket: Socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 })
  readonly #onDigit: (event: DtmfEvent) => void
  malformed = 0

  constructor(onDigit: (event: DtmfEvent) => void) {
    this.#onDigit = onDigit
    this.#socket.on('message', (datagram) => {
      const event = parseDtmf(datagram.toString('utf8'))
      if (event === null) this.malformed++
      else this.#onDigit(event)
    })
  }

  start(listen: HostPort): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.once('error', reject)
      this.#socket.bind(listen.port, listen.host, () => {
        this.#socket.off('error', reject)
        resolve()
      })
    })
  }

  close(): void {
    this.#socket.close()
  }
}

/** Null for anything but a digit 0-9, * or #. */
export function parseDtmf(text: string): DtmfEvent | null {
  try {
    const { callid, source_tag: tag, event } = eventSchema.parse(JSON.parse(text))
    const digit = DIGITS[event]
    return digit === undefined ? null : { callId: callid, tag, digit }
  } catch {
    return null
  }
}
