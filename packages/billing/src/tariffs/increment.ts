/** How a duration is counted, as the trade writes it: `30/6` is at least 30 seconds, then every 6 seconds that have begun. */
export type Increment = { readonly firstSeconds: number; readonly thenSeconds: number }

const SECONDS_MAX = 3_600

/** Reads `first/then` in whole seconds from 1 to 3600; null for anything else. */
export function parseIncrement(text: string): Increment | null {
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(text)
  if (match === null) return null
  const firstSeconds = Number(match[1])
  const thenSeconds = Number(match[2])
  const isInRange = [firstSeconds, thenSeconds].every((seconds) => seconds >= 1 && seconds <= SECONDS_MAX)
  return isInRange ? { firstSeconds, thenSeconds } : null
}

export const formatIncrement = (increment: Increment): string =>
  `${String(increment.firstSeconds)}/${String(increment.thenSeconds)}`

/**
 * The seconds a duration is charged as. Milliseconds are never rounded beforehand: one millisecond into an increment is the whole
 * increment (6.1 s at 6/6 is 12 s; 6.0 s is 6 s). A duration of zero, a call nobody answered, is zero.
 */
export function billableSeconds(durationMs: number, increment: Increment): number {
  if (!Number.isSafeInteger(durationMs) || durationMs < 0)
    throw new RangeError(`a duration is a whole number of milliseconds [got:${String(durationMs)}]`)
  if (durationMs === 0) return 0
  const { firstSeconds, thenSeconds } = increment
  const beyondFirstMs = durationMs - firstSeconds * 1_000
  if (beyondFirstMs <= 0) return firstSeconds
  return firstSeconds + Math.ceil(beyondFirstMs / (thenSeconds * 1_000)) * thenSeconds
}
