import { fail, ok, type Result } from '../result.ts'
import { comparableNumber, comparableStart } from './comparable-number.ts'

/** Why a text is no entry of a list. */
export type PatternFault = 'pattern.empty' | 'pattern.notANumber' | 'pattern.starInside' | 'pattern.tooShort'

/** Fewer digits before the star would shut out half a country by a slip of the hand. */
const PREFIX_DIGITS_MIN = 2
const DIGITS_MAX = 20

/** An entry as it is kept: a comparable number, or the beginning of one and a star. */
export function parsePattern(text: string): Result<string, PatternFault> {
  const bare = text.normalize('NFKC').trim()
  if (bare === '') return fail('pattern.empty')
  const stem = bare.endsWith('*') ? bare.slice(0, -1) : bare
  if (stem.includes('*')) return fail('pattern.starInside')
  if (stem === bare) {
    const number = comparableNumber(bare)
    return number === null || number.length > DIGITS_MAX ? fail('pattern.notANumber') : ok(number)
  }
  const start = stem === '' ? '' : comparableStart(stem)
  if (start === null || start.length > DIGITS_MAX) return fail('pattern.notANumber')
  return start.replace('+', '').length < PREFIX_DIGITS_MIN ? fail('pattern.tooShort') : ok(`${start}*`)
}

export type ListedNumber = {
  /** As `parsePattern` answers it. */
  readonly number: string
  /** Epoch milliseconds from which it no longer holds; null: until removed. */
  readonly until: number | null
}

export type NumberList = { readonly holds: (comparable: string, now: number) => boolean }

/** Makes a list quick to ask: what it costs depends on how many lengths of prefixes there are, not on how many entries. */
export function compileNumberList(entries: readonly ListedNumber[]): NumberList {
  const untilOf = new Map<string, number>()
  const lengths = new Set<number>()
  for (const { number, until } of entries) {
    if (number.endsWith('*')) lengths.add(number.length - 1)
    untilOf.set(number, Math.max(untilOf.get(number) ?? 0, until ?? Number.POSITIVE_INFINITY))
  }
  const isHeld = (key: string, now: number): boolean => (untilOf.get(key) ?? 0) > now
  return {
    holds: (comparable, now) =>
      isHeld(comparable, now) ||
      [...lengths].some((length) => comparable.length >= length && isHeld(`${comparable.slice(0, length)}*`, now)),
  }
}
