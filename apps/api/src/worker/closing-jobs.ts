import type { Logger } from 'pino'
import { openClosingQueue } from '../closing/closing-queue.ts'
import { runClosing } from '../closing/run-closing.ts'
import type { Database } from '../database/client.ts'
import { repeat } from './repeat.ts'

/** A closing that somebody started runs so long after at the latest. */
const LOOK_MS = 2_000

/** Closes the months that finance has started. */
export function runClosingJobs(parts: {
  readonly database: Database
  readonly redisUrl: string
  readonly log: Logger
}): { readonly stop: () => Promise<void> } {
  const { database, redisUrl, log } = parts
  const queue = openClosingQueue(redisUrl, {
    work: async (closingId) => {
      const { isDone } = await runClosing({ database, closingId })
      log.info({ closingId, isDone }, 'a month was closed as far as it goes')
    },
    onFault: (error) => log.warn({ err: error }, 'the closing met a fault and is tried again'),
  })
  const look = repeat(
    LOOK_MS,
    async () => {
      const due = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
        tx.closing.findMany({
          where: { finishedAt: null, requested: true },
          select: { id: true },
          orderBy: { month: 'asc' },
        }),
      )
      for (const { id } of due) await queue.add(id)
    },
    { log, what: 'the search for months to close' },
  )
  return {
    stop: async () => {
      look.stop()
      await queue.close()
    },
  }
}
