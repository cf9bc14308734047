import type { DtmfDigit } from '../flow-parts.ts'

export type NumberRule = {
  readonly digitsMin: number
  readonly digitsMax: number
  readonly terminator: DtmfDigit | null
}

/** What a further key makes of a number; the terminator ends it, and is no part of it. */
export type KeyedNumber =
  | { readonly kind: 'more'; readonly digits: string }
  | { readonly kind: 'complete'; readonly digits: string }
  | { readonly kind: 'tooShort' }

export function addKey(rule: NumberRule, digits: string, key: DtmfDigit): KeyedNumber {
  if (key === rule.terminator) return closeNumber(rule, digits)
  const longer = digits + key
  return longer.length >= rule.digitsMax ? closeNumber(rule, longer) : { kind: 'more', digits: longer }
}

/** The caller pauses, or says that this is all. */
export const closeNumber = (rule: NumberRule, digits: string): Exclude<KeyedNumber, { kind: 'more' }> =>
  digits.length < rule.digitsMin ? { kind: 'tooShort' } : { kind: 'complete', digits }
