import type { OutboundCall } from '@seatline/core'
import type { OutboundOrder } from './outbound-order.ts'
import type { Selection } from './select-trunks.ts'

/** A call out as it begins, or as it is refused. */
export const firstView = (order: OutboundOrder, selection: Selection, startedAt: number): OutboundCall => ({
  callId: order.callId,
  tenantId: order.tenantId,
  number: selection.number,
  destinationClass: selection.destinationClass,
  state: selection.refusal === null ? 'trying' : 'refused',
  refusal: selection.refusal,
  attempts: [],
  leftOut: [...selection.leftOut],
  startedAt,
  endedAt: selection.refusal === null ? null : startedAt,
})
