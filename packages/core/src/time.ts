declare const instantBrand: unique symbol
/** A point in time: whole milliseconds since the Unix epoch, UTC. */
export type Instant = number & { readonly [instantBrand]: true }
/** A length of time in whole milliseconds. */
export type DurationMs = number

/** Makes an Instant; throws RangeError when `epochMs` is not a whole number. */
export function instant(epochMs: number): Instant {
  if (!Number.isSafeInteger(epochMs))
    throw new RangeError(`an Instant is a whole number of milliseconds [got:${String(epochMs)}]`)
  return epochMs as Instant
}
