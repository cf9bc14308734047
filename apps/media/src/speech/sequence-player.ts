import { instant } from '@seatline/core'
import { NamedTimers, type Clock } from '../runtime/clock.ts'

/** rtpengine says how long a file is, not when it has ended; the last packets need a little longer. */
const PLAYOUT_MS = 60

/** What a caller's ear is reached by. */
export type Ear = {
  /** Plays one file, instead of whatever plays; resolves with its length in ms. */
  play(file: string): Promise<number>
  stop(): void
}

export type PlayedOut = 'finished' | 'failed'

/**
 * Plays files to one caller, one after the other as if they were one. The next begins when the one before is over by its length: between two lies what a timer and
 * one command take, a few milliseconds. A file that cannot be played is left out; nothing at all that could be played counts as failed.
 */
export class SequencePlayer {
  readonly #ear: Ear
  readonly #clock: Clock
  readonly #timers: NamedTimers
  /** Counts what was asked to be played, so that an earlier one goes no further. */
  #round = 0

  constructor(options: { readonly ear: Ear; readonly clock: Clock }) {
    this.#ear = options.ear
    this.#clock = options.clock
    this.#timers = new NamedTimers(options.clock)
  }

  /** Instead of what is played now, whose end is not told any more. */
  play(files: readonly string[], onEnd: (outcome: PlayedOut) => void): void {
    this.forget()
    void this.#playFrom({ files, round: this.#round, onEnd }, 0, 'failed')
  }

  stop(): void {
    this.forget()
    this.#ear.stop()
  }

  /** The caller is not ours any more: nothing further is played, and what plays is not stopped. */
  forget(): void {
    this.#round++
    this.#timers.cancel('next')
  }

  async #playFrom(
    sequence: { readonly files: readonly string[]; readonly round: number; readonly onEnd: (how: PlayedOut) => void },
    index: number,
    soFar: PlayedOut,
  ): Promise<void> {
    const { files, round, onEnd } = sequence
    const file = files[index]
    if (file === undefined) {
      onEnd(soFar)
      return
    }
    const lengthMs = await this.#ear.play(file).catch(() => null)
    if (round !== this.#round) return
    if (lengthMs === null) {
      await this.#playFrom(sequence, index + 1, soFar)
      return
    }
    const isLast = index === files.length - 1
    const at = instant(this.#clock.now() + Math.round(lengthMs) + (isLast ? PLAYOUT_MS : 0))
    this.#timers.set('next', at, () => void this.#playFrom(sequence, index + 1, 'finished'))
  }
}
