import { calendarMonth, collectCharges, daysOf, instantsOf, monthOf, monthToDate } from '@seatline/billing'
import type { ChargeLine, Charges, Money, ServicePeriod, UsageSum } from '@seatline/billing'
import type { Instant, TenantId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import type { Transaction } from '../database/client.ts'
import { InvalidInputError, NotFoundError } from '../user-errors.ts'
import type { BillDayView, BillLineView, BillView, MoneyView } from './bill-views.ts'
import { readChargeRequest } from './read-charge-facts.ts'
import * as repository from './repository.ts'

type BillInput = { readonly tenantId: TenantId; readonly month: string | null }

/** The bill of a month, made from what was rated and rented at the moment it is asked for. */
export const bill = authorized('bill.view', async (scope, { tenantId, month }: BillInput): Promise<BillView> => {
  const { tenant } = scope
  const period = periodOf(tenant.timeZone, month, scope.platform.now())
  const { startsAt: from, endsAt: until } = instantsOf(period)
  const made = await scope.run(async (tx) => {
    const request = await readChargeRequest(tx, { tenantId, period })
    const plan = request?.plans.at(-1)?.plan
    if (request === null || plan === undefined) return null
    const charges = collectCharges(request)
    const lines: BillLineView[] = []
    for (const line of charges.lines) lines.push(await lineView(tx, line))
    return { plan, charges, lines, usage: request.facts.usage }
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
    lines: made.lines,
    days: dayViews(period, made.charges, made.usage),
    total: moneyView(made.charges.total),
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

async function lineView(tx: Transaction, line: ChargeLine): Promise<BillLineView> {
  const { evidence, details } = line
  const isMinutes = evidence.kind === 'usage'
  const days = evidence.kind === 'days' ? evidence.days : []
  return {
    id: line.lineId,
    kind: line.kind === 'inboundMinutes' ? 'minutesInbound' : isMinutes ? 'minutesOutbound' : 'seats',
    charge: { kind: line.kind, subject: line.subject, unit: line.unit },
    quantity: line.quantity,
    unitPrice: line.unitPrice === null ? null : moneyView(line.unitPrice),
    increment: isMinutes ? (details['increment'] ?? null) : null,
    connectionFee: null,
    amount: moneyView(line.amount),
    callsCount: Number(details['calls'] ?? 0),
    seatsCount: days.at(-1)?.count ?? 0,
    calls: isMinutes
      ? await repository.readUsageOfLine(tx, { tenantId: line.tenantId, plan: line.plan, ...evidence })
      : [],
    seatDays: days.map(({ date, count, amount }) => ({ day: date, seats: count, amount: moneyView(amount) })),
  }
}

function dayViews(period: ServicePeriod, charges: Charges, usage: readonly UsageSum[]): readonly BillDayView[] {
  const { currency } = charges.total
  const days = charges.lines.flatMap(({ evidence }) => (evidence.kind === 'days' ? evidence.days : []))
  const sumOf = (amounts: readonly bigint[]): MoneyView => ({ currency, micros: amounts.reduce((a, b) => a + b, 0n) })
  return daysOf(period).map((date) => {
    const minutes = (isIn: boolean): MoneyView =>
      sumOf(usage.filter((sum) => sum.date === date && (sum.meter === 'inbound') === isIn).map(({ amount }) => amount))
    return {
      date,
      seats: sumOf(days.filter((day) => day.date === date).map(({ amount }) => amount.micros)),
      inboundMinutes: minutes(true),
      outboundMinutes: minutes(false),
    }
  })
}
