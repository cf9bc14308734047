import { FRAME_MS } from '../audio/sources.ts'

/** What the clock drives: sends its next frame. */
export interface Ticking {
  tick(): void
}

const SLOTS = 4
const SLOT_MS = FRAME_MS / SLOTS
/** A process that slept longer drops the frames it missed, as a phone would, instead of sending them all at once. */
const CATCH_UP_MS = 100

/** One timer for all phones of a process. Phones are spread over four slots of 5 ms, so that their packets do not leave in one burst. */
export class MediaClock {
  readonly #slots: readonly Set<Ticking>[] = Array.from({ length: SLOTS }, () => new Set<Ticking>())
  #timer: NodeJS.Timeout | null = null
  #nextAt = 0
  #slot = 0
  #added = 0
  /** How late the clock has been at worst, in ms: a figure of the load generator's own health. */
  latenessMsMax = 0

  add(ticking: Ticking): void {
    this.#slots[this.#added++ % SLOTS]?.add(ticking)
    if (this.#timer !== null) return
    this.#nextAt = performance.now() + SLOT_MS
    this.#schedule()
  }

  remove(ticking: Ticking): void {
    for (const slot of this.#slots) slot.delete(ticking)
    if (this.#timer === null || this.#slots.some((slot) => slot.size > 0)) return
    clearTimeout(this.#timer)
    this.#timer = null
  }

  #schedule(): void {
    this.#timer = setTimeout(() => this.#run(), Math.max(0, this.#nextAt - performance.now()))
  }

  #run(): void {
    const late = performance.now() - this.#nextAt
    this.latenessMsMax = Math.max(this.latenessMsMax, late)
    if (late > CATCH_UP_MS) this.#nextAt += SLOT_MS * Math.floor((late - CATCH_UP_MS) / SLOT_MS)
    while (this.#nextAt <= performance.now()) {
      for (const ticking of this.#slots[this.#slot] ?? []) ticking.tick()
      this.#slot = (this.#slot + 1) % SLOTS
      this.#nextAt += SLOT_MS
    }
    if (this.#timer !== null) this.#schedule()
  }
}
