import {
  calendarMonth,
  callsBehind,
  daysOfBill,
  formatIncrement,
  instantsOf,
  makeBill,
  monthOf,
  monthToDate,
} from '@seatline/billing'
import type { Bill, BillLine, Money, RatedUsage, ServicePeriod } from '@seatline/billing'
import type { Instant, TenantId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import { InvalidInputError, NotFoundError } from '../user-errors.ts'
import type { BilledCallView, BillLineView, BillView, MoneyView } from './bill-views.ts'
import * as repository from './repository.ts'

type BillInput = { readonly tenantId: TenantId; readonly month: string | null }

/** The bill of a month, made from usage and seats at the moment it is asked for. */
export const bill = authorized('bill.view', async (scope, { tenantId, month }: BillInput): Promise<BillView> => {
  const { tenant } = scope
  const period = periodOf(tenant.timeZone, month, scope.platform.now())
  const { startsAt: from, endsAt: until } = instantsOf(period)
  const made = await scope.run(async (tx) => {
    const plans = await repository.findPlans(tx, tenantId, { from, until, timeZone: tenant.timeZone })
    if (plans === null) return null
    const usage = await repository.readUsage(tx, tenantId, { from, until })
    const subscriptions = await repository.readSubscriptions(tx, { tenantId, timeZone: tenant.timeZone })
    const latest = plans.planChanges.at(-1)?.plan ?? plans.plan
    return { plan: latest, bill: makeBill({ tenantId, ...plans, period, usage, subscriptions }) }
  })
  if (made === null) throw new NotFoundError('price plan for this month')
  return {
    tenantId,
    month: monthOf(period.from),
    from,
    until,
    isComplete: until <= scope.platform.now(),
    planName: made.plan.name,
    planVersion: made.plan.version,
    lines: made.bill.lines.map((line) => lineView(line, made.bill)),
    days: daysOfBill(made.bill),
    total: moneyView(made.bill.total),
  }
})

/** A past month whole; the running month up to the end of today. */
function periodOf(timeZone: string, month: string | null, now: Instant): ServicePeriod {
  const running = monthToDate(timeZone, now)
  if (month === null || month === monthOf(running.from)) return running
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new InvalidInputError('month', 'A month is written YYYY-MM.')
  if (month > monthOf(running.from)) throw new InvalidInputError('month', 'This month has not begun.')
  return calendarMonth(timeZone, month)
}

const moneyView = ({ micros, currency }: Money): MoneyView => ({ micros, currency })

function lineView(line: BillLine, whole: Bill): BillLineView {
  switch (line.kind) {
    case 'seats': {
      return {
        id: line.lineId,
        kind: line.kind,
        quantity: String(line.seatDaysCount),
        unitPrice: moneyView(line.seatPricePerMonth),
        increment: null,
        connectionFee: null,
        amount: moneyView(line.amount),
        callsCount: 0,
        seatsCount: line.seatsCount,
        calls: [],
        seatDays: line.seatDays.map((day) => ({
          day: day.date,
          seats: day.seatsCount,
          amount: moneyView(day.amount),
        })),
      }
    }
    case 'minutesInbound':
    case 'minutesOutbound': {
      return {
        id: line.lineId,
        kind: line.kind,
        quantity: String(line.billableSeconds),
        unitPrice: moneyView(line.pricePerMinute),
        increment: formatIncrement(line.increment),
        connectionFee: moneyView(line.connectionFee),
        amount: moneyView(line.amount),
        callsCount: line.callsCount,
        seatsCount: 0,
        calls: callsBehind(line, whole).map(billedCall),
        seatDays: [],
      }
    }
  }
}

function billedCall(rated: RatedUsage): BilledCallView {
  const { usage } = rated
  return {
    callId: usage.callId,
    at: usage.startedAt,
    durationMs: usage.durationMs,
    billableSeconds: rated.billableSeconds,
    amount: moneyView(rated.amount),
  }
}
