import type { CallEffect } from '@seatline/core'
import type { Headers } from '@seatline/sip'
import type { SipLegs } from '../sip/sip-legs.ts'
import type { LiveCall } from './live-call.ts'

/** Characters that a SIP user part may hold as they are (RFC 3261 25.1), without those that need care elsewhere. */
const unsafe = /[^A-Za-z0-9+*#._-]/g

/** Rings an agent's phone. The caller's number is the From, and the screen gets call, brand, queue and dialled number in headers. */
export function dialAgent(
  { legs, sipDomain }: { readonly legs: SipLegs; readonly sipDomain: string },
  call: LiveCall,
  { legId, agentId }: Extract<CallEffect, { kind: 'agent.dial' }>,
): void {
  const sdp = call.agentOffers.get(legId)
  if (sdp === undefined) return
  call.agentOffers.delete(legId)
  const user = call.ani.replace(unsafe, '')
  legs.dial({
    callId: call.state.callId,
    legId,
    to: `sip:${agentId}@${sipDomain}`,
    from: `sip:${user === '' ? 'anonymous' : user}@${sipDomain}`,
    fromDisplayName: call.ani,
    sdp,
    headers: { ...screenHeaders(call), ...callbackHeaders(call) },
    sipCallId: legId,
  })
}

function screenHeaders(call: LiveCall): Headers {
  const queue = call.tenant.queues.find(({ queueId }) => queueId === call.queueId)
  return {
    'X-Seatline-Call': call.state.callId,
    'X-Seatline-Brand': call.tenant.name,
    'X-Seatline-Queue': queue?.name ?? '',
    'X-Seatline-Dnis': call.dnis,
  }
}

/** Nobody is on the line yet: whoever answers is then joined to the customer, who is called only now. */
function callbackHeaders({ callback }: LiveCall): Headers {
  if (callback === null) return {}
  return {
    'X-Seatline-Callback': callback.callbackId,
    'X-Seatline-Callback-Attempt': String(callback.attempt),
    ...(callback.waitsSince === null ? {} : { 'X-Seatline-Callback-Since': String(callback.waitsSince) }),
  }
}
