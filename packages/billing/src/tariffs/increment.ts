/**
 * How a duration is counted, as the trade writes it: `30/6` is at least 30 seconds, then every 6 seconds that have begun. `10+60` (ten
 * seconds and the minute) is nothing for a call of at most 10 seconds; a longer one is counted from its beginning in minutes begun.
 */
export type Increment = {
  readonly firstSeconds: number
  readonly thenSeconds: number
  /** A call of at most so long is free; left out where none is. */
  readonly freeSeconds?: number
}

const SECONDS_MAX = 3_600

/** Reads `first/then` or `free+step` in whole seconds from 1 to 3600; null for anything else. */
export function parseIncrement(text: string): Increment | null {
  const match = /^(\d{1,4})([/+])(\d{1,4})$/.exec(text)
  if (match === null) return null
  const first = Number(match[1])
  const then = Number(match[3])
  const isInRange = [first, then].every((seconds) => seconds >= 1 && seconds <= SECONDS_MAX)
  if (!isInRange) return null
  return match[2] === '/'
    ? { firstSeconds: first, thenSeconds: then }
    : { firstSeconds: then, thenSeconds: then, freeSeconds: first }
}

export const formatIncrement = ({ firstSeconds, thenSeconds, freeSeconds }: Increment): string =>
  freeSeconds === undefined
    ? `${String(firstSeconds)}/${String(thenSeconds)}`
    : `${String(freeSeconds)}+${String(thenSeconds)}`

/**
 * The seconds a duration is charged as. Milliseconds are never rounded beforehand: one millisecond into an increment is the whole
 * increment (6.1 s at 6/6 is 12 s; 6.0 s is 6 s). A duration of zero, a call nobody answered, is zero.
 */
export function billableSeconds(durationMs: number, increment: Increment): number {
  if (!Number.isSafeInteger(durationMs) || durationMs < 0)
    throw new RangeError(`a duration is a whole number of milliseconds [got:${String(durationMs)}]`)
  const { firstSeconds, thenSeconds, freeSeconds } = increment
  if (durationMs <= (freeSeconds ?? 0) * 1_000) return 0
  const beyondFirstMs = durationMs - firstSeconds * 1_000
  if (beyondFirstMs <= 0) return firstSeconds
  return firstSeconds + Math.ceil(beyondFirstMs / (thenSeconds * 1_000)) * thenSeconds
}
