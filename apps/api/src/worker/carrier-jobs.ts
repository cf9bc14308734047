import { instant } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Database } from '../database/client.ts'
import { releaseDueNumbers } from '../numbers/stock-keeper.ts'
import { keepTrunkAlarms } from '../trunks/alarm-keeper.ts'
import { repeat } from './repeat.ts'

const ALARMS_MS = 2_000
const NUMBERS_MS = 60_000

/** Looks after trunks and numbers: alarms that come and go, reservations and quarantines that end. */
export function runCarrierJobs(parts: {
  readonly database: Database
  readonly redis: Redis
  readonly now: () => number
  readonly log: Logger
}): { readonly stop: () => void } {
  const { database, redis, log } = parts
  const now = () => instant(parts.now())
  const release = async (): Promise<void> => {
    const numbers = await releaseDueNumbers({ database, now })
    if (numbers > 0) log.info({ numbers }, 'numbers are free again')
  }
  const jobs = [
    repeat(ALARMS_MS, () => keepTrunkAlarms({ database, redis, now }), { log, what: 'the look at the trunks' }),
    repeat(NUMBERS_MS, release, { log, what: 'the search for numbers that are free again' }),
  ]
  return {
    stop: () => {
      for (const job of jobs) job.stop()
    },
  }
}
