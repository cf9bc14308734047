import type { DtmfDigit } from '@seatline/core'

const DIGITS: readonly DtmfDigit[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#']

/** The digit in the body of an INFO; null for anything else. */
export function digitOfInfo(contentType: string, body: string): DtmfDigit | null {
  if (!/^application\/dtmf(-relay)?\b/i.test(contentType.trim())) return null
  const signal = /^\s*(?:Signal\s*=\s*)?([0-9*#])\s*$/im.exec(body)?.[1]
  return DIGITS.find((digit) => digit === signal) ?? null
}
