import { addDays, startOfDay, type Instant } from '@seatline/core'

/** The first instant of a month (`2026-03`) and the first after it, where the operator lives; null for what is no month. */
export function monthAround(
  month: string,
  timeZone: string,
): { readonly from: Instant; readonly until: Instant } | null {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return null
  const first = `${month}-01`
  const next = `${addDays(first, 31).slice(0, 7)}-01`
  const from = startOfDay(timeZone, first)
  const until = startOfDay(timeZone, next)
  return from === null || until === null ? null : { from, until }
}
