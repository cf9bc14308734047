/** `tollFree` 400 and 800; `shortCode` 95 and 96; `subNumber` a short code with further digits; `local` any ordinary line. */
export const NUMBER_KINDS = ['tollFree', 'shortCode', 'subNumber', 'local'] as const
export type NumberKind = (typeof NUMBER_KINDS)[number]

export type NumberFault =
  | 'number.notDigits'
  | 'number.notTollFree'
  | 'number.notShortCode'
  | 'number.notLocal'
  | 'number.parentMissing'
  | 'number.parentUnexpected'
  | 'number.notUnderParent'

/** A number as it is kept: digits, with a plus before a number of another country. What people write between the digits is left out. */
export function normalizeNumber(text: string): string {
  const bare = text.replaceAll(/[\s().\-–]/g, '')
  return bare.startsWith('00') ? `+${bare.slice(2)}` : bare
}

const DIGITS = /^\+?\d{3,20}$/
const TOLL_FREE = /^(?:[48]00\d{7}|\+[1-9]\d{6,14})$/
const SHORT_CODE = /^9[56]\d{3,6}$/
const LOCAL = /^(?:0\d{9,11}|[2-9]\d{6,7}|1\d{10}|\+[1-9]\d{6,14})$/

/** What is wrong with a number of its kind; null: nothing. `parent` holds the digits of the short code that a sub-number extends. */
export function faultOfNumber(input: {
  readonly number: string
  readonly kind: NumberKind
  readonly parent: string | null
}): NumberFault | null {
  const { number, kind, parent } = input
  if (!DIGITS.test(number)) return 'number.notDigits'
  if (kind === 'subNumber') {
    if (parent === null) return 'number.parentMissing'
    return number.startsWith(parent) && number.length > parent.length ? null : 'number.notUnderParent'
  }
  if (parent !== null) return 'number.parentUnexpected'
  if (kind === 'tollFree') return TOLL_FREE.test(number) ? null : 'number.notTollFree'
  if (kind === 'shortCode') return SHORT_CODE.test(number) ? null : 'number.notShortCode'
  return LOCAL.test(number) ? null : 'number.notLocal'
}
