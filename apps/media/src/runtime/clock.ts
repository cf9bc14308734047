import { instant, type Instant } from '@seatline/core'

/** The only source of time and timers outside the adapters that own a socket. */
export interface Clock {
  now(): Instant
  /** Calls back once at `at`, at once when that is past; gives a function that takes it back. */
  at(at: Instant, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => instant(Date.now()),
  at: (at, callback) => {
    const timer = setTimeout(callback, Math.max(0, at - Date.now()))
    return () => clearTimeout(timer)
  },
}

/** Timers by name: setting one again replaces it. */
export class NamedTimers {
  readonly #clock: Clock
  readonly #cancels = new Map<string, () => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  set(name: string, at: Instant, callback: () => void): void {
    this.cancel(name)
    const cancel = this.#clock.at(at, () => {
      this.#cancels.delete(name)
      callback()
    })
    this.#cancels.set(name, cancel)
  }

  cancel(name: string): void {
    this.#cancels.get(name)?.()
    this.#cancels.delete(name)
  }

  cancelAll(): void {
    for (const cancel of this.#cancels.values()) cancel()
    this.#cancels.clear()
  }
}
