import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Database } from '../database/client.ts'
import { storePoolLogs } from '../pool-log/store-pool-log.ts'
import { repeat } from './repeat.ts'

const EVERY_MS = 5_000

/** Keeps what the engines decided, for those who ask later why. */
export function runPoolLogJobs(parts: {
  readonly database: Database
  readonly redis: Redis
  readonly now: () => number
  readonly log: Logger
}): { readonly stop: () => void } {
  const store = async (): Promise<void> => {
    await storePoolLogs(parts)
  }
  return repeat(EVERY_MS, store, { log: parts.log, what: "the storing of the engines' log" })
}
