import { useSyncExternalStore } from 'react'

/**
 * The server's time on this screen. Ages and countdowns are measured against the server's clock, because a computer's own may be wrong by minutes.
 * The offset is taken from each answer that carries the server's time.
 */
export interface ServerClock {
  readonly now: () => number
  /** Epoch milliseconds as an answer just gave them. */
  heard(serverTime: number): void
  readonly subscribe: (listener: () => void) => () => void
  /** Changes once a second, for all who show a running time. */
  readonly second: () => number
}

const TICK_MS = 250
/** Two answers differ by their way over the network; only a greater step moves the clock. */
const JITTER_MS = 400

export function createServerClock(localNow: () => number): ServerClock {
  const listeners = new Set<() => void>()
  let offsetMs: number | null = null
  let timer: ReturnType<typeof setInterval> | null = null
  let second = 0
  const now = (): number => localNow() + (offsetMs ?? 0)
  const tick = (): void => {
    const current = Math.floor(now() / 1_000)
    if (current === second) return
    second = current
    for (const listener of listeners) listener()
  }

  return {
    now,
    heard: (serverTime) => {
      const offset = serverTime - localNow()
      if (offsetMs === null || Math.abs(offset - offsetMs) > JITTER_MS) offsetMs = offset
    },
    subscribe: (listener) => {
      listeners.add(listener)
      timer ??= setInterval(tick, TICK_MS)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0 || timer === null) return
        clearInterval(timer)
        timer = null
      }
    },
    second: () => Math.floor(now() / 1_000),
  }
}

export const serverClock: ServerClock = createServerClock(() => Date.now())

/** The server's time, whole seconds as epoch milliseconds; the component renders again every second. */
export function useServerSecond(): number {
  return useSyncExternalStore(serverClock.subscribe, serverClock.second) * 1_000
}
