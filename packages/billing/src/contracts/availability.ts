import type { Figure } from './indicators.ts'

export type TimeSpan = { readonly from: number; readonly until: number }

/** What the journal and the incident desk say of whether calls came in. */
export type AvailabilityFacts = {
  /** Incidents that kept calls from coming in, from their beginning until they were resolved; null: still. */
  readonly outages: readonly { readonly from: number; readonly until: number | null }[]
  /** When a call was refused because the platform was at fault (`platformFull`), and when one was let in. */
  readonly refusedAt: readonly number[]
  readonly admittedAt: readonly number[]
}

const MINUTE_MS = 60_000

/**
 * Call-in availability: the part of the time in which calls came in, of all time of the span. Not available is the union of
 * - outages, from the beginning of the incident to its resolution, and
 * - each whole minute (of UTC) in which at least one call was refused by the platform's own fault and none was let in.
 * A client's own limits, a suspended client, an unknown number or a barred caller are no fault of the platform.
 */
export function availability(facts: AvailabilityFacts, span: TimeSpan): Figure & { readonly kind: 'share' } {
  const down = downSpans(facts, span).reduce((sum, { from, until }) => sum + until - from, 0)
  const whole = Math.max(0, span.until - span.from)
  return { kind: 'share', part: whole - down, whole }
}

/** When calls did not come in, in order, without overlap, cut to the span. */
export function downSpans(facts: AvailabilityFacts, span: TimeSpan): readonly TimeSpan[] {
  const admitted = new Set(facts.admittedAt.map(minuteOf))
  const minutes = [...new Set(facts.refusedAt.map(minuteOf))].filter((minute) => !admitted.has(minute))
  const all = [
    ...facts.outages.map(({ from, until }) => ({ from, until: until ?? span.until })),
    ...minutes.map((minute) => ({ from: minute * MINUTE_MS, until: (minute + 1) * MINUTE_MS })),
  ]
  return union(
    all
      .map(({ from, until }) => ({ from: Math.max(from, span.from), until: Math.min(until, span.until) }))
      .filter(({ from, until }) => until > from),
  )
}

const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS)

function union(spans: readonly TimeSpan[]): readonly TimeSpan[] {
  const merged: TimeSpan[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last === undefined || span.from > last.until) merged.push(span)
    else merged[merged.length - 1] = { from: last.from, until: Math.max(last.until, span.until) }
  }
  return merged
}
