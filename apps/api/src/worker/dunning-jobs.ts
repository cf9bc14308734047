import { instant } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Database } from '../database/client.ts'
import { runDunning } from '../dunning/run-dunning.ts'
import { openMailer } from '../mail/mailer.ts'
import type { WorkerConfig } from './config.ts'
import { mailOfWorker } from './config.ts'
import { repeat } from './repeat.ts'

/** Who has paid is revived so long after at the latest; a reminder is sent on its day. */
const LOOK_MS = 60_000

/** Looks after documents that are late, reminders, suspension and revival. */
export function runDunningJobs(parts: {
  readonly database: Database
  readonly redis: Redis
  readonly config: WorkerConfig
  readonly now: () => number
  readonly log: Logger
}): { readonly stop: () => void } {
  const { database, redis, log } = parts
  const mailer = openMailer(mailOfWorker(parts.config))
  const now = () => instant(parts.now())
  const look = repeat(LOOK_MS, () => runDunning({ database, redis, mailer, now, log }), {
    log,
    what: 'the look at what is not paid',
  })
  return {
    stop: () => {
      look.stop()
      mailer.close()
    },
  }
}
