import { nextDay, startOfDay } from '../ui/time-zone.ts'
import type { CallFilter } from './documents.ts'

/** What the person chose; days are the tenant's calendar days, both included. */
export type FilterChoice = {
  readonly fromDay: string | null
  readonly toDay: string | null
  readonly number: string
  readonly queueId: string | null
  readonly outcome: CallFilter['outcome'] | null
}

export const NO_FILTER: FilterChoice = { fromDay: null, toDay: null, number: '', queueId: null, outcome: null }

export const isFiltered = (choice: FilterChoice): boolean =>
  Object.keys(NO_FILTER).some((key) => choice[key as keyof FilterChoice] !== NO_FILTER[key as keyof FilterChoice])

/** What the API is asked for. */
export function filterOf(choice: FilterChoice, timeZone: string): CallFilter {
  const number = choice.number.replaceAll(/[^\d+*#]/g, '')
  return {
    ...(choice.fromDay === null ? {} : { from: startOfDay(choice.fromDay, timeZone) }),
    ...(choice.toDay === null ? {} : { to: startOfDay(nextDay(choice.toDay), timeZone) }),
    ...(number === '' ? {} : { number }),
    ...(choice.queueId === null ? {} : { queueId: choice.queueId }),
    ...((choice.outcome ?? null) === null ? {} : { outcome: choice.outcome ?? null }),
  }
}
