/** A part of a whole, both as counted: a percentage alone hides how little it may stand on. */
export type Share = { readonly part: number; readonly whole: number }

/** Percent with one decimal place, rounded half up; null of an empty whole, which is no figure and not zero. */
export function percentOf({ part, whole }: Share): number | null {
  return whole === 0 ? null : Math.floor((part * 1_000) / whole + 0.5) / 10
}

/** The mean in whole milliseconds, rounded half up; null when there was nothing to take it of. */
export function meanMs(totalMs: number, count: number): number | null {
  return count === 0 ? null : Math.floor(totalMs / count + 0.5)
}
