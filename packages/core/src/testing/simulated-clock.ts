import { instant, type DurationMs, type Instant } from '../time.ts'

/** Time and timers that move only when told to. Timers due at the same instant fire in the order of their ids. */
export class SimulatedClock {
  private current: Instant
  private readonly timers = new Map<string, Instant>()

  constructor(startsAt: Instant) {
    this.current = startsAt
  }

  get now(): Instant {
    return this.current
  }

  setTimer(timerId: string, at: Instant): void {
    this.timers.set(timerId, at)
  }

  cancelTimer(timerId: string): void {
    this.timers.delete(timerId)
  }

  timerIds(): readonly string[] {
    return [...this.timers.keys()].toSorted()
  }

  /** Moves on to `target`, and lets every timer on the way fire at its own time. A firing may set new timers on the way. */
  advanceTo(target: Instant, fire: (timerId: string) => void): void {
    for (let due = this.nextTimer(); due !== null && due.at <= target; due = this.nextTimer()) {
      this.timers.delete(due.timerId)
      if (due.at > this.current) this.current = due.at
      fire(due.timerId)
    }
    if (target > this.current) this.current = target
  }

  private nextTimer(): { readonly timerId: string; readonly at: Instant } | null {
    let next: { timerId: string; at: Instant } | null = null
    for (const [timerId, at] of this.timers)
      if (next === null || at < next.at || (at === next.at && timerId < next.timerId)) next = { timerId, at }
    return next
  }
}

/** `250ms`, `20s`, `5m` or `1h` in milliseconds. */
export function parseDuration(text: string): DurationMs {
  const match = /^(\d+)(ms|s|m|h)$/.exec(text)
  const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[match?.[2] ?? '']
  if (unitMs === undefined) throw new RangeError(`not a duration [got:${text}]`)
  return Number(match?.[1]) * unitMs
}

/** A wall clock's `HH:MM:SS` on 2 March 2026, UTC: a Monday far from any change of clocks. */
export const timeOfDay = (text: string): Instant => instant(Date.parse(`2026-03-02T${text}Z`))
