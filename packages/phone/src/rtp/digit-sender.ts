import { FRAME_SAMPLES } from '../audio/sources.ts'

const EVENTS = '0123456789*#ABCD'
const VOLUME_DBM0 = 10
const DURATION_FRAMES = 5
/** RFC 4733 2.5.1.4: the end is sent three times, so that one lost packet does not prolong the digit. */
const END_PACKETS = 3
const PAUSE_FRAMES = 4

export type DigitPacket = {
  readonly payload: Buffer
  readonly marker: boolean
  /** Where the event began; all its packets carry it. */
  readonly timestamp: number
}

export const isDigit = (text: string): boolean => text.length === 1 && EVENTS.includes(text)

/** Makes the packets of RFC 4733 telephone events, one frame after the other. */
export class DigitSender {
  readonly #queue: number[] = []
  #event: { readonly code: number; readonly startedAt: number; frame: number } | null = null
  #pause = 0

  add(digits: string): void {
    for (const digit of digits) this.#queue.push(EVENTS.indexOf(digit))
  }

  get busy(): boolean {
    return this.#event !== null || this.#pause > 0 || this.#queue.length > 0
  }

  /** What goes out instead of audio at this frame; null: audio as usual. */
  next(timestamp: number): readonly DigitPacket[] | null {
    if (this.#pause > 0) {
      this.#pause--
      return null
    }
    if (this.#event === null) {
      const code = this.#queue.shift()
      if (code === undefined) return null
      this.#event = { code, startedAt: timestamp, frame: 0 }
    }
    const event = this.#event
    event.frame++
    const isLast = event.frame > DURATION_FRAMES
    const packet: DigitPacket = {
      payload: digitPayload(event.code, isLast, Math.min(event.frame, DURATION_FRAMES) * FRAME_SAMPLES),
      marker: event.frame === 1,
      timestamp: event.startedAt,
    }
    if (!isLast) return [packet]
    this.#event = null
    this.#pause = PAUSE_FRAMES
    return Array.from({ length: END_PACKETS }, () => packet)
  }
}

/*
 * RFC 4733 2.3
 *  |     event     |E|R| volume    |          duration             |
 */
function digitPayload(code: number, isEnd: boolean, duration: number): Buffer {
  const payload = Buffer.alloc(4)
  payload[0] = code
  payload[1] = (isEnd ? 0x80 : 0) | VOLUME_DBM0
  payload.writeUInt16BE(duration, 2)
  return payload
}
