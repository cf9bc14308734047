import { SEAT_GRADES } from '@seatline/core'
import type { PlanDefinitionJson } from './price-plan-json.ts'

/** A plan of one price for every seat and one for each direction, as a new client begins with. Amounts are decimal strings. */
export function simpleDefinition(of: {
  readonly seatPricePerMonth: string
  readonly inboundPerMinute: string
  readonly outboundPerMinute: string
  readonly increment: string
}): PlanDefinitionJson {
  const rented = { model: 'rented', pricePerMonth: of.seatPricePerMonth } as const
  const rate = (direction: string, pricePerMinute: string) => ({
    direction,
    prefix: '',
    destination: 'all',
    pricePerMinute,
    increment: of.increment,
  })
  return {
    seats: { grades: Object.fromEntries(SEAT_GRADES.map((grade) => [grade, rented])) },
    minutes: { rates: [rate('inbound', of.inboundPerMinute), rate('outbound', of.outboundPerMinute)] },
  }
}
