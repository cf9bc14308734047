import type { G711 } from '../audio/g711.ts'
import { SAMPLE_RATE } from '../audio/goertzel.ts'
import type { ReceivedFrame } from '../rtp/rtp-stream.ts'
import { hasTone, hearMoment, isSilent, MOMENT_MS, summarise, type Moment, type Sound } from './sounds.ts'

export type EarOptions = {
  /** Tones to watch for; each frame is checked for them. */
  readonly watchHz: readonly number[]
  /** Keeps a timeline of everything heard: for one call, not for hundreds. */
  readonly timeline: boolean
}

/** When a watched tone was heard, in the process's monotonic milliseconds (`performance.now()`). */
export type ToneHeard = { readonly frequencyHz: number; readonly firstAtMs: number; lastAtMs: number; frames: number }

type Waiting = { readonly frequencyHz: number; readonly sinceMs: number; readonly heard: (atMs: number) => void }

const MOMENT_SAMPLES = (SAMPLE_RATE * MOMENT_MS) / 1_000

/** Listens to what a phone receives. */
export class Ear {
  readonly tones = new Map<number, ToneHeard>()
  /** First packet of audio, whatever it holds; null while none has come. */
  firstFrameAtMs: number | null = null
  lastFrameAtMs: number | null = null
  /** Last moment that was no silence; kept with the timeline only. */
  lastSoundAtMs: number | null = null
  readonly #options: EarOptions
  readonly #moments: Moment[] = []
  readonly #waiting = new Set<Waiting>()
  #pending = new Int16Array(MOMENT_SAMPLES)
  #pendingLength = 0
  #pendingAtMs = 0

  constructor(options: EarOptions) {
    this.#options = options
  }

  hear(frame: ReceivedFrame, codec: G711): void {
    this.firstFrameAtMs ??= frame.atMs
    this.lastFrameAtMs = frame.atMs
    const { watchHz, timeline } = this.#options
    if (watchHz.length === 0 && !timeline) return
    const samples = codec.decode(frame.payload)
    for (const frequencyHz of watchHz) if (hasTone(samples, frequencyHz)) this.#toneHeard(frequencyHz, frame.atMs)
    if (timeline) this.#collect(samples, frame)
  }

  /** Resolves with the moment when the tone is heard next (after `sinceMs`, default now); null after `timeoutMs`. */
  waitForTone(frequencyHz: number, timeoutMs: number, sinceMs = performance.now()): Promise<number | null> {
    const heard = this.tones.get(frequencyHz)
    if (heard !== undefined && heard.lastAtMs >= sinceMs) return Promise.resolve(Math.max(heard.firstAtMs, sinceMs))
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting)
        resolve(null)
      }, timeoutMs)
      const waiting: Waiting = {
        frequencyHz,
        sinceMs,
        heard: (atMs) => {
          clearTimeout(timer)
          this.#waiting.delete(waiting)
          resolve(atMs)
        },
      }
      this.#waiting.add(waiting)
    })
  }

  /** Everything heard so far; times in ms after `originMs`. */
  sounds(originMs: number): Sound[] {
    return summarise(this.#moments).map((sound) => ({
      ...sound,
      fromMs: Math.round(sound.fromMs - originMs),
      toMs: Math.round(sound.toMs - originMs),
    }))
  }

  #toneHeard(frequencyHz: number, atMs: number): void {
    const heard = this.tones.get(frequencyHz)
    if (heard === undefined) this.tones.set(frequencyHz, { frequencyHz, firstAtMs: atMs, lastAtMs: atMs, frames: 1 })
    else {
      heard.lastAtMs = atMs
      heard.frames++
    }
    for (const waiting of this.#waiting) {
      if (waiting.frequencyHz === frequencyHz && atMs >= waiting.sinceMs) waiting.heard(atMs)
    }
  }

  #collect(samples: Int16Array, frame: ReceivedFrame): void {
    const gap = this.#pendingLength > 0 && frame.atMs - this.#pendingAtMs > 2 * MOMENT_MS
    if (gap) this.#pendingLength = 0
    if (this.#pendingLength === 0) this.#pendingAtMs = frame.atMs
    const room = MOMENT_SAMPLES - this.#pendingLength
    this.#pending.set(samples.subarray(0, room), this.#pendingLength)
    this.#pendingLength += Math.min(samples.length, room)
    if (this.#pendingLength < MOMENT_SAMPLES) return
    const moment = hearMoment(this.#pending, this.#pendingAtMs, frame.ssrc)
    this.#moments.push(moment)
    if (!isSilent(moment)) this.lastSoundAtMs = frame.atMs
    this.#pending = new Int16Array(MOMENT_SAMPLES)
    this.#pendingLength = 0
  }
}
