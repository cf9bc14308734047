import type { LocalDate, PricePlanId, TenantId } from '@seatline/core'
import { sumMoney, type Money } from '../money.ts'
import { daysOf, firstDayOf, monthOf, type Month, type ServicePeriod } from '../period.ts'
import type { PricePlan } from '../price-plan.ts'
import { priceOfDay } from './proration.ts'

/** So many seats from a day on. `until` is the first day without them, null while it is open. */
export type SeatSubscription = {
  readonly subscriptionId: string
  readonly tenantId: TenantId
  readonly seatsCount: number
  readonly from: LocalDate
  readonly until: LocalDate | null
}

/** The seats of one subscription on one day, and what they cost. */
export type SeatDay = { readonly date: LocalDate; readonly seatsCount: number; readonly amount: Money }

/** The seats of one subscription in one calendar month. */
export type SeatLine = {
  readonly kind: 'seats'
  /** Named by the first day it can hold: stays the same while the month goes on and the line grows. */
  readonly lineId: string
  readonly subscriptionId: string
  readonly planId: PricePlanId
  readonly planVersion: number
  readonly month: Month
  readonly seatsCount: number
  readonly seatPricePerMonth: Money
  /** Seats times days. */
  readonly seatDaysCount: number
  readonly seatDays: readonly SeatDay[]
  readonly amount: Money
}

/** One line for each subscription and calendar month with at least one seat-day in the period. */
export function seatLines(
  plan: PricePlan,
  period: ServicePeriod,
  subscriptions: readonly SeatSubscription[],
): readonly SeatLine[] {
  return subscriptions.flatMap((subscription) => {
    const days = daysOf(period).filter((date) => isActiveOn(subscription, date))
    const months = [...new Set(days.map(monthOf))]
    return months.map((month) => {
      const from = period.from > firstDayOf(month) ? period.from : firstDayOf(month)
      const seatDays = days.filter((date) => monthOf(date) === month).map((date) => seatDay(plan, subscription, date))
      return seatLine(plan, subscription, { month, from, seatDays })
    })
  })
}

function seatLine(
  plan: PricePlan,
  subscription: SeatSubscription,
  part: { readonly month: Month; readonly from: LocalDate; readonly seatDays: readonly SeatDay[] },
): SeatLine {
  const { month, from, seatDays } = part
  const { subscriptionId, tenantId, seatsCount } = subscription
  return {
    kind: 'seats',
    lineId: `${tenantId}/${from}/seats/${subscriptionId}`,
    subscriptionId,
    planId: plan.planId,
    planVersion: plan.version,
    month,
    seatsCount,
    seatPricePerMonth: { currency: plan.currency, micros: plan.seatPricePerMonth },
    seatDaysCount: seatDays.length * seatsCount,
    seatDays,
    amount: sumMoney(
      plan.currency,
      seatDays.map((day) => day.amount),
    ),
  }
}

function seatDay(plan: PricePlan, subscription: SeatSubscription, date: LocalDate): SeatDay {
  const { seatsCount } = subscription
  // All seats together and then the day, so that three seats are not rounded three times.
  const micros = priceOfDay(plan.seatPricePerMonth * BigInt(seatsCount), date)
  return { date, seatsCount, amount: { currency: plan.currency, micros } }
}

function isActiveOn(subscription: SeatSubscription, date: LocalDate): boolean {
  const { from, until, seatsCount } = subscription
  return seatsCount > 0 && date >= from && (until === null || date < until)
}
