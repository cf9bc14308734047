import { parsePricePlan, formatMicros, formatIncrement, type PricePlan } from '@seatline/billing'
import { InvariantError } from '@seatline/core'
import type { PricePlan as PricePlanRow } from '../generated/prisma/client.ts'

/** The stored plan as billing reads it. Amounts go through exact decimal text, never through floating point. */
export function fromRow(row: PricePlanRow): PricePlan {
  const plan = parsePricePlan({
    planId: row.planId,
    version: row.version,
    name: row.name,
    currency: row.currency,
    seatPricePerMonth: formatMicros(row.seatPricePerMonthMicros),
    inbound: {
      pricePerMinute: formatMicros(row.inboundPricePerMinuteMicros),
      increment: formatIncrement({ firstSeconds: row.inboundFirstSeconds, thenSeconds: row.inboundThenSeconds }),
      connectionFee: formatMicros(row.inboundConnectionFeeMicros),
    },
    outbound: {
      pricePerMinute: formatMicros(row.outboundPricePerMinuteMicros),
      increment: formatIncrement({ firstSeconds: row.outboundFirstSeconds, thenSeconds: row.outboundThenSeconds }),
      connectionFee: formatMicros(row.outboundConnectionFeeMicros),
    },
  })
  if (plan.ok) return plan.value
  throw new InvariantError(`a stored price plan is not valid [plan:${row.planId} version:${String(row.version)}]`)
}
