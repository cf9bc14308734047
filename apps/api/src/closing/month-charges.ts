import { calendarMonth, formatIncrement, instantsOf, makeBill } from '@seatline/billing'
import type { BillInput, BillLine, ChargeLine, Month } from '@seatline/billing'
import type { TenantId } from '@seatline/core'
import * as bill from '../billing/repository.ts'
import type { Transaction } from '../database/client.ts'

/** All that a month's charges are made from: they come out the same whenever they are made of it again. */
export type MonthFacts = BillInput

type Asked = { readonly tenantId: TenantId; readonly timeZone: string; readonly month: Month }

/** What is known of a client's month now; null where no plan prices it. */
export async function readMonthFacts(
  tx: Transaction,
  { tenantId, timeZone, month }: Asked,
): Promise<MonthFacts | null> {
  const period = calendarMonth(timeZone, month)
  const { startsAt: from, endsAt: until } = instantsOf(period)
  const plans = await bill.findPlans(tx, tenantId, { from, until, timeZone })
  if (plans === null) return null
  const usage = await bill.readUsage(tx, tenantId, { from, until })
  const subscriptions = await bill.readSubscriptions(tx, { tenantId, timeZone })
  return { tenantId, ...plans, period, usage, subscriptions }
}

/** The charges of a month. Pure: the same facts, the same lines. */
export function chargesOf(facts: MonthFacts): readonly ChargeLine[] {
  const { from, until } = facts.period
  return makeBill(facts).lines.flatMap((line) => {
    const charge = toCharge(line, { from, until })
    return charge.amount.micros === 0n ? [] : [charge]
  })
}

function toCharge(line: BillLine, servicePeriod: ChargeLine['servicePeriod']): ChargeLine {
  const shared = {
    lineId: line.lineId,
    tenantId: line.lineId.split('/')[0] as TenantId,
    amount: line.amount,
    taxCategory: 'standard',
    plan: { planId: line.planId, version: line.planVersion },
  }
  switch (line.kind) {
    case 'seats':
      return {
        ...shared,
        kind: 'rentedSeats',
        subject: 'professional',
        servicePeriod,
        quantity: String(line.seatDaysCount),
        unit: 'seatDay',
        unitPrice: line.seatPricePerMonth,
        details: {},
        evidence: {
          kind: 'days',
          days: line.seatDays.map(({ date, seatsCount, amount }) => ({ date, count: seatsCount, amount })),
        },
      }
    case 'minutesInbound':
    case 'minutesOutbound':
      return {
        ...shared,
        kind: line.kind === 'minutesInbound' ? 'inboundMinutes' : 'outboundMinutes',
        subject: '',
        servicePeriod,
        quantity: String(line.billableSeconds),
        unit: 'second',
        unitPrice: line.pricePerMinute,
        details: { increment: formatIncrement(line.increment) },
        evidence: { kind: 'usage', usageKey: line.kind, from: line.startedFrom, until: line.startedUntil },
      }
  }
}
