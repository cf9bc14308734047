import { setTimeout as delay } from 'node:timers/promises'
import { Caller, MediaClock, SAMPLE_RATE } from '@seatline/phone'
import type { CallEnd, PhoneAudio, PhoneCall } from '@seatline/phone'
import type { Stack } from '@seatline/stack'
import { eventually } from './eventually.ts'
import { whatIsHeard } from './hearing.ts'
import type { Heard, Recognise } from './hearing.ts'
import type { KnownSounds } from './prompt-match.ts'
import { PromptMatcher } from './prompt-matcher.ts'
import { CALLER_TONE_HZ } from './tone.ts'
import type { Sound } from './tone.ts'

/** The address that the demo trunk's calls come from. */
const CARRIER_ADDRESS = '127.0.0.9'
const LISTEN_MS = 360

/** A telephone out in the network, in the hand of somebody who hums the caller's tone all the time. */
export class Telephone {
  readonly #caller: Caller
  readonly #matcher: PromptMatcher

  private constructor(caller: Caller, matcher: PromptMatcher) {
    this.#caller = caller
    this.#matcher = matcher
  }

  static async open(stack: Stack, known: KnownSounds): Promise<Telephone> {
    const clock = new MediaClock()
    const server = { host: '127.0.0.1', port: stack.ports.sip }
    const caller = await Caller.open({ server, localAddress: CARRIER_ADDRESS, clock })
    return new Telephone(caller, new PromptMatcher(known))
  }

  /** Dials and waits for the answer. */
  async dial(number: string, from: string): Promise<TelephoneCall> {
    const placed = await this.#caller.place({ number, from, voice: { kind: 'tone', frequencyHz: CALLER_TONE_HZ } })
    const outcome = await placed.outcome
    if (!outcome.answered)
      throw new Error(`the call was not answered [number:${number} status:${String(outcome.end.status)}]`)
    return new TelephoneCall(outcome.call, this.#matcher.recognise)
  }

  async close(): Promise<void> {
    await this.#matcher.close()
    await this.#caller.close()
  }
}

export class TelephoneCall {
  readonly answeredAt = Date.now()
  readonly #call: PhoneCall
  readonly #recognise: Recognise
  readonly #tap: Tap
  #end: CallEnd | null = null

  constructor(call: PhoneCall, recognise: Recognise) {
    this.#call = call
    this.#recognise = recognise
    this.#tap = new Tap(call.audio)
    void call.ended.then((end) => (this.#end = end))
  }

  press(digits: string): void {
    this.#call.sendDigits(digits)
  }

  hangUp(): void {
    this.#call.hangUp()
  }

  get isUp(): boolean {
    return this.#call.isUp
  }

  async expectEndedByThem(withinMs = 5_000): Promise<void> {
    const end = await eventually(
      'the call is to end',
      () => this.#end,
      (now) => now !== null,
      withinMs,
    )
    if (end?.by !== 'them') throw new Error('the telephone itself had hung up')
  }

  /** What is heard in the next third of a second. */
  hears = async (agentHz?: number): Promise<Heard> =>
    whatIsHeard(await this.#tap.listen(LISTEN_MS), this.#recognise, agentHz)

  /** Waits for a prompt with pauses in it, such as speech. */
  async expectPrompt(name: string, withinMs = 15_000): Promise<void> {
    await eventually(`the prompt ${name}`, this.hears, (heard) => heard === `prompt ${name}`, withinMs)
  }
}

/** The decoded sound of the packets that arrive. */
class Tap {
  #frames: Int16Array[] | null = null

  constructor(audio: PhoneAudio) {
    const { stream } = audio
    const others = stream.onFrame
    stream.onFrame = (frame) => {
      others?.(frame)
      this.#frames?.push(audio.codec.decode(frame.payload))
    }
  }

  async listen(ms: number): Promise<Sound> {
    const frames: Int16Array[] = []
    this.#frames = frames
    await delay(ms)
    this.#frames = null
    return {
      samples: Float32Array.from(
        frames.flatMap((frame) => [...frame]),
        (value) => value / 32_768,
      ),
      sampleRate: SAMPLE_RATE,
    }
  }
}
