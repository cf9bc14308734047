import type { Headers } from '@seatline/sip'
import type { Attempt } from './outbound-order.ts'

/** What the carrier is asked: the number at its gateway, the caller's number in From and, as networks trust it, in P-Asserted-Identity (RFC 3325). */
export function gatewayInvite(
  { candidate, gateway }: Attempt,
  sipDomain: string,
): { readonly to: string; readonly from: string; readonly fromDisplayName: string; readonly headers: Headers } {
  const host = gateway.split(';')[0] ?? gateway
  const identity = `sip:${userPart(candidate.callerId)}@${sipDomain}`
  return {
    to: `sip:${userPart(candidate.number)}@${host}`,
    from: identity,
    fromDisplayName: candidate.callerId,
    headers: { 'P-Asserted-Identity': `<${identity}>`, 'X-Seatline-Gateway': gateway },
  }
}

/** `#` ends nothing in a SIP user part, but must be escaped there (RFC 3261 25.1). */
const userPart = (digits: string): string => digits.replaceAll('#', '%23')
