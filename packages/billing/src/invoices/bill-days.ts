import type { LocalDate } from '@seatline/core'
import { sumMoney, type Money } from '../money.ts'
import { dayOf, daysOf } from '../period.ts'
import type { RatedUsage } from '../rating/rate-usage.ts'
import type { Bill } from './bill.ts'
import type { MinutesLine } from './minutes-line.ts'

/** What one day of the bill's period cost. */
export type BillDay = {
  readonly date: LocalDate
  readonly seats: Money
  readonly inboundMinutes: Money
  readonly outboundMinutes: Money
  /** The three together. */
  readonly total: Money
}

/** The calls a minutes line was made of, oldest first: their amounts add up to the line's, exactly. */
export const callsBehind = (line: MinutesLine, bill: Bill): readonly RatedUsage[] =>
  bill.ratedUsage.filter(
    ({ usage }) =>
      usage.direction === line.direction && usage.startedAt >= line.startedFrom && usage.startedAt < line.startedUntil,
  )

/** The bill told by days: every day of the period has one entry, and the days add up to the bill's total, exactly. */
export function daysOfBill(bill: Bill): readonly BillDay[] {
  const { currency } = bill.total
  const amounts = { seats: new DayAmounts(), inbound: new DayAmounts(), outbound: new DayAmounts() }
  for (const line of bill.lines)
    if (line.kind === 'seats') for (const day of line.seatDays) amounts.seats.add(day.date, day.amount)
  for (const { usage, amount } of bill.ratedUsage)
    amounts[usage.direction].add(dayOf(bill.servicePeriod.timeZone, usage.startedAt), amount)
  return daysOf(bill.servicePeriod).map((date) => {
    const seats = sumMoney(currency, amounts.seats.on(date))
    const inboundMinutes = sumMoney(currency, amounts.inbound.on(date))
    const outboundMinutes = sumMoney(currency, amounts.outbound.on(date))
    const total = sumMoney(currency, [seats, inboundMinutes, outboundMinutes])
    return { date, seats, inboundMinutes, outboundMinutes, total }
  })
}

class DayAmounts {
  readonly #byDay = new Map<LocalDate, Money[]>()

  add(date: LocalDate, amount: Money): void {
    const amounts = this.#byDay.get(date)
    if (amounts === undefined) this.#byDay.set(date, [amount])
    else amounts.push(amount)
  }

  on(date: LocalDate): readonly Money[] {
    return this.#byDay.get(date) ?? []
  }
}
