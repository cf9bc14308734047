import type { IncomingCall } from '@seatline/sip'

/** The caller's number: what the carrier asserts (RFC 3325), else the From header. Empty when withheld. */
export function callerNumber(incoming: Pick<IncomingCall, 'from' | 'header'>): string {
  const asserted = /(?:sips?|tel):([^@;>\s]+)/i.exec(incoming.header('P-Asserted-Identity') ?? '')?.[1]
  const number = decode(asserted ?? incoming.from.user)
  return /^(anonymous|unavailable|restricted)$/i.test(number) ? '' : number.slice(0, 64)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
