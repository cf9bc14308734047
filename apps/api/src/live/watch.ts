import { Repeater } from 'graphql-yoga'
import type { Instant } from '@seatline/core'
import type { LiveChange, LiveFeed } from './live-feed.ts'

/** A sign of life at least this often, so that a screen can tell silence from a lost connection. */
export const HEARTBEAT_MS = 5_000
/** Read again at least this often: heals a lost message, and moves figures that change with the clock. */
const REREAD_MS = 30_000
/** Changes in quick succession are read together. */
const COALESCE_MS = 100

export type Watch<T> = {
  readonly feed: LiveFeed
  readonly concerns: (change: LiveChange) => boolean
  readonly read: () => Promise<T>
  /** The last value as it is to be sent again, as a sign of life. */
  readonly beat: (value: T) => T
  readonly until: Instant
  readonly now: () => Instant
}

/** Sends what `read` gives: at once, after every change, as a sign of life; ends at `until`, when the client leaves, or when `read` fails. */
export function watch<T>(input: Watch<T>): AsyncIterable<T> {
  return new Repeater<T>(async (push, stop) => {
    const waker = createWaker()
    const seen = { change: true, end: false }
    const stopListening = input.feed.listen((change) => {
      if (!input.concerns(change)) return
      seen.change = true
      waker.wake()
    })
    void stop.then(() => {
      seen.end = true
      waker.wake()
    })
    const isOver = (): boolean => seen.end || input.now() >= input.until
    try {
      let value: T | undefined
      let readAt = 0
      while (!isOver()) {
        if (value === undefined || seen.change || input.now() - readAt >= REREAD_MS) {
          seen.change = false
          readAt = input.now()
          value = await input.read()
        }
        if (isOver()) break
        await push(input.beat(value))
        await waker.sleep(COALESCE_MS, () => seen.end)
        const quietMs = Math.min(HEARTBEAT_MS, input.until - input.now())
        await waker.sleep(quietMs, () => seen.end || seen.change)
      }
    } finally {
      stopListening()
      stop()
    }
  })
}

export type Ticks<T> = Pick<Watch<T>, 'read' | 'until' | 'now'> & { readonly first: T; readonly everyMs: number }

/** Sends `first`, and then what `read` gives at intervals, for figures that change all the time; ends like `watch`. */
export function ticks<T>(input: Ticks<T>): AsyncIterable<T> {
  return new Repeater<T>(async (push, stop) => {
    const seen = { end: false }
    void stop.then(() => {
      seen.end = true
    })
    const isOver = (): boolean => seen.end || input.now() >= input.until
    let value = input.first
    while (!isOver()) {
      await push(value)
      await Promise.race([stop, new Promise((resolve) => setTimeout(resolve, input.everyMs))])
      if (!isOver()) value = await input.read()
    }
    stop()
  })
}

type Waker = {
  readonly wake: () => void
  /** Until `ms` have passed, or `isDone` holds when woken. */
  readonly sleep: (ms: number, isDone: () => boolean) => Promise<void>
}

function createWaker(): Waker {
  let woken: () => void = () => undefined
  return {
    wake: () => woken(),
    sleep: (ms, isDone) =>
      new Promise((resolve) => {
        if (isDone()) {
          resolve()
          return
        }
        const timer = setTimeout(finish, Math.max(0, ms))
        function finish(): void {
          clearTimeout(timer)
          woken = () => undefined
          resolve()
        }
        woken = () => {
          if (isDone()) finish()
        }
      }),
  }
}
