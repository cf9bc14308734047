import type { LocalDate } from '@seatline/core'
import { roundToMicros, type Micros } from '../money.ts'
import { daysInMonth, monthOf } from '../period.ts'

/**
 * What one day of a month costs when the month costs `pricePerMonth`: the price up to the end of the day less the price up to its
 * beginning. So the days of a month add up to the month's price exactly, and any split of a period keeps its total.
 */
export function priceOfDay(pricePerMonth: Micros, date: LocalDate): Micros {
  const days = BigInt(daysInMonth(monthOf(date)))
  const dayOfMonth = BigInt(date.slice(8))
  return priceUpTo(pricePerMonth, dayOfMonth, days) - priceUpTo(pricePerMonth, dayOfMonth - 1n, days)
}

function priceUpTo(pricePerMonth: Micros, daysBegun: bigint, days: bigint): Micros {
  return roundToMicros({ numerator: pricePerMonth * daysBegun, denominator: days })
}
