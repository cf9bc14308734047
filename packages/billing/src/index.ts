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
