export {
  addMoney,
  formatMicros,
  formatMoney,
  isCurrency,
  parseMicros,
  roundToMicros,
  serializeMoney,
  sumMoney,
  zero,
} from './money.ts'
export type { Currency, Micros, Money, MoneyJson } from './money.ts'
export {
  calendarMonth,
  dayOf,
  daysInMonth,
  daysOf,
  endOfMonth,
  firstDayOf,
  instantsOf,
  monthOf,
  monthToDate,
} from './period.ts'
export type { Month, ServicePeriod } from './period.ts'
export { billableSeconds, formatIncrement, parseIncrement } from './tariffs/increment.ts'
export type { Increment } from './tariffs/increment.ts'
export { parsePricePlan } from './price-plan.ts'
export type {
  MinuteRate,
  MinuteRateJson,
  PlanFieldError,
  PlanFieldErrorCode,
  PricePlan,
  PricePlanJson,
} from './price-plan.ts'
export { rateUsage } from './rating/rate-usage.ts'
export type { RatedUsage, UsageRecord } from './rating/rate-usage.ts'
export { makeBill } from './invoices/bill.ts'
export type { Bill, BillInput, BillLine } from './invoices/bill.ts'
export type { MinutesLine } from './invoices/minutes-line.ts'
export type { SeatDay, SeatLine, SeatSubscription } from './invoices/seat-line.ts'
export type { PlanChange } from './invoices/plan-sections.ts'
