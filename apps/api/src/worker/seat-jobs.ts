import { addDays } from '@seatline/core'
import type { Logger } from 'pino'
import type { Database } from '../database/client.ts'
import { keepSeatUse } from '../seat-usage/keep-seat-use.ts'
import { repeat } from './repeat.ts'

/** Peaks and shares of the day are so old at most. */
const SEAT_USE_MS = 300_000

/** Keeps the seat use of yesterday and today, wherever it is that day: late events are in it at the next round. */
export function runSeatJobs(parts: { readonly database: Database; readonly now: () => number; readonly log: Logger }): {
  readonly stop: () => void
} {
  const keep = async (): Promise<void> => {
    const today = new Date(parts.now()).toISOString().slice(0, 10)
    await keepSeatUse(parts, { from: addDays(today, -1), until: addDays(today, 2) })
  }
  return repeat(SEAT_USE_MS, keep, { log: parts.log, what: 'keeping the seat use of the day' })
}
