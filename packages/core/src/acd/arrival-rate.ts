import type { Instant } from '../time.ts'

/** How fast calls come in, over the last quarter to half an hour. Plain data; whole numbers, so that it is the same on every machine. */
export type ArrivalRate = { readonly since: Instant; readonly before: number; readonly now: number }

const WINDOW_MS = 900_000

export const noArrivals = (at: Instant): ArrivalRate => ({ since: at, before: 0, now: 0 })

export function countArrival(rate: ArrivalRate, at: Instant): ArrivalRate {
  const windows = Math.floor((at - rate.since) / WINDOW_MS)
  if (windows <= 0) return { since: rate.since, before: rate.before, now: rate.now + 1 }
  const since = (rate.since + windows * WINDOW_MS) as Instant
  return { since, before: windows === 1 ? rate.now : 0, now: 1 }
}

/** The window that runs and as much of the one before as makes a whole window, divided by its length; in the first window, by the time since it began. */
export const ratePerMs = ({ since, before, now }: ArrivalRate, at: Instant): number =>
  ratePerMsOf(since, before, now, at)

export function ratePerMsOf(since: number, before: number, now: number, at: number): number {
  const windows = Math.floor((at - since) / WINDOW_MS)
  if (windows <= 0) return perMs(now, before, at - since)
  return perMs(0, windows === 1 ? now : 0, at - (since + windows * WINDOW_MS))
}

function perMs(now: number, before: number, sinceMs: number): number {
  const passed = Math.max(1, sinceMs)
  if (before === 0) return now / Math.max(passed, WINDOW_MS / 15)
  return (now + before * (1 - passed / WINDOW_MS)) / WINDOW_MS
}
