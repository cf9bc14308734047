import { createSocket, type Socket } from 'node:dgram'
import { buildAudioSdp, parseAudio, type HostPort } from '@seatline/sip'
import type { NgCommands } from '../rtp/rtpengine/ng-commands.ts'
import type { Clock } from '../runtime/clock.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import { loudestOf } from './loudness.ts'

const LOOK_MS = 500
/** Linear, of 32,767: about -42 dB, above the noise of a line and below any speech. */
const SPEECH_PEAK = 260

/**
 * Listens with a caller who leaves a message: rtpengine sends a copy of the caller's packets to a socket of ours. Nothing of them is kept but when they were last
 * louder than a line's noise.
 */
export class SilenceWatch {
  readonly #options: { readonly ng: NgCommands; readonly address: string; readonly clock: Clock; readonly log: Log }

  constructor(options: {
    readonly ng: NgCommands
    readonly address: string
    readonly clock: Clock
    readonly log: Log
  }) {
    this.#options = options
  }

  /** Tells every half second for how long nothing was heard; gives a function that ends it. Without a copy of the packets it tells nothing. */
  watch(callId: string, from: string, tell: (sinceMs: number) => void): () => void {
    const { clock, log } = this.#options
    let heardAt = clock.now()
    const socket = createSocket('udp4')
    const timer = setInterval(() => tell(clock.now() - heardAt), LOOK_MS)
    timer.unref()
    socket.on('message', (packet) => {
      if (loudestOf(packet) > SPEECH_PEAK) heardAt = clock.now()
    })
    socket.on('error', () => undefined)
    let subscription: string | null = null
    let isOver = false
    const end = (): void => {
      isOver = true
      clearInterval(timer)
      if (subscription !== null) void this.#options.ng.unsubscribe(callId, subscription).catch(() => undefined)
      socket.close()
    }
    this.#subscribe(callId, from, socket).then(
      (tag) => {
        subscription = tag
        if (isOver) void this.#options.ng.unsubscribe(callId, tag).catch(() => undefined)
      },
      (error: unknown) => {
        clearInterval(timer)
        log.warn({ callId, error: messageOf(error) }, 'silence in a message is not noticed')
      },
    )
    return () => {
      if (!isOver) end()
    }
  }

  async #subscribe(callId: string, from: string, socket: Socket): Promise<string> {
    const { ng, address } = this.#options
    const here = await listen(socket, address)
    const { tag, sdp: offer } = await ng.subscribe(callId, from)
    const payloads = parseAudio(offer)?.payloads ?? []
    const sdp = buildAudioSdp({
      address: here.host,
      port: here.port,
      codecs: payloads.flatMap(({ codec }) => (codec === 'PCMA' || codec === 'PCMU' ? [codec] : [])),
      telephoneEventPayload: payloads.find(({ codec }) => codec === 'TELEPHONE-EVENT')?.type ?? null,
      direction: 'recvonly',
      sessionId: 1,
    })
    await ng.answerSubscription(callId, tag, sdp)
    return tag
  }
}

function listen(socket: Socket, address: string): Promise<HostPort> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(0, address, () => {
      socket.off('error', reject)
      resolve({ host: address, port: socket.address().port })
    })
  })
}
