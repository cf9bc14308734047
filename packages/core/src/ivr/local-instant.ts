import { localTimeAt } from '../local-time.ts'
import { instant, type Instant } from '../time.ts'

/** When a wall clock in the time zone shows this (`YYYY-MM-DDTHH:MM`, seconds or not). An unknown zone counts as UTC. */
export function instantOfLocal(timeZone: string, text: string): Instant {
  const asUtc = Date.parse(`${text.length === MINUTES_LENGTH ? `${text}:00` : text}Z`)
  // Twice: the first guess may lie on the other side of a change of clocks.
  const guess = asUtc - offsetAt(timeZone, asUtc)
  return instant(asUtc - offsetAt(timeZone, guess))
}

const MINUTES_LENGTH = 'YYYY-MM-DDTHH:MM'.length
const MINUTE_MS = 60_000

function offsetAt(timeZone: string, at: number): number {
  const local = localTimeAt(timeZone, instant(at))
  if (local === null) return 0
  const shown = Date.parse(`${local.date}T00:00:00Z`) + local.minuteOfDay * MINUTE_MS
  return shown - Math.floor(at / MINUTE_MS) * MINUTE_MS
}
