import type { CallEffect, CallId, CallInput, LegId } from '@seatline/core'
import type { DialMedia, OutboundOrder } from '../outbound/outbound-order.ts'
import type { OutboundCalls } from '../outbound/outbound-calls.ts'
import { agentTag, type LiveCall } from './live-call.ts'

/** An outside number that nobody answers: as long as a mobile rings until its mailbox takes over, and no longer. */
const RING_MS = 25_000

type Parts = {
  readonly dialler: OutboundCalls
  readonly dispatch: (callId: CallId, input: CallInput) => void
}

/** Has a number called for the call: exactly one call out, over one gateway after the other until one takes it. */
export function dialOutside(
  { dialler, dispatch }: Parts,
  call: LiveCall,
  { dial }: Extract<CallEffect, { kind: 'outside.dial' }>,
): void {
  const { callId, tenantId } = call.state
  const isCallback = dial.purpose === 'callback'
  const order: OutboundOrder = {
    callId,
    tenantId,
    number: dial.number,
    wantedCallerId: isCallback ? null : ownNumber(call),
    onlyTrunkId: null,
    test: false,
    ringMs: RING_MS,
    onProgress: () => undefined,
    purpose: {
      kind: 'joined',
      party: isCallback ? 'caller' : 'outside',
      isCounted: isCallback,
      media: isCallback ? customersMedia(call) : outsideMedia(call),
      onJoined: (leg, localPort) => {
        call.dials.delete(dial.dial)
        dispatch(callId, { kind: 'outside.answered', dial: dial.dial, leg, localPort })
      },
      onFailed: (outcome, cause) => {
        call.dials.delete(dial.dial)
        dispatch(callId, { kind: 'outside.failed', dial: dial.dial, outcome, cause })
      },
    },
  }
  call.dials.set(dial.dial, order)
  dialler.place(order)
}

export function cancelDial({ dialler }: Parts, call: LiveCall, dial: number): void {
  const order = call.dials.get(dial)
  if (order !== undefined) dialler.cancel(order)
}

/** The number that the caller dialled is what the called party sees, when that can be called back. */
function ownNumber({ tenant, dnis }: LiveCall): string | null {
  return tenant.numbers.some(({ number, canBeCalledBack }) => number === dnis && canBeCalledBack) ? dnis : null
}

/** Another party for the caller, as an agent is one. */
function outsideMedia(call: LiveCall): DialMedia {
  const { media } = call
  return {
    offer: (legId) => media.offerAgent(agentTag(legId), 'trunk'),
    answer: (legId, answer) => media.joinAgent(agentTag(legId), 'trunk', answer),
    move: (legId, offer) => media.moveAgent(agentTag(legId), 'trunk', offer),
    drop: (legId) => media.dropAgent(agentTag(legId)),
  }
}

/** Who is called back becomes the caller of the call. */
function customersMedia({ media }: LiveCall): DialMedia {
  const tag = (legId: LegId): string => `customer-${legId}`
  return {
    offer: (legId) => media.offerCustomer(tag(legId)),
    answer: (legId, answer) => media.joinCustomer(tag(legId), answer),
    move: (_, offer) => media.moveCaller(offer),
    drop: (legId) => media.dropAgent(tag(legId)),
  }
}
