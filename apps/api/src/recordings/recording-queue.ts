import { setTimeout as sleep } from 'node:timers/promises'
import Bull, { type Job, type Queue } from 'bull'

const PREFIX = 'seatline:bull'
/** 1 s, 2 s, 4 s … 64 s: two minutes for rtpengine to close a capture. */
export const RETRIES: RetryPlan = { attempts: 8, firstDelayMs: 1_000 }
export type RetryPlan = { readonly attempts: number; readonly firstDelayMs: number }

/** Jobs under way get this long; one that does not make it is done again by the next worker. */
const FINISH_MS = 1_000

export type FileQueue<T> = {
  readonly add: (due: readonly T[]) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Makes files of captures. One job for each: its id is the recording's (or the message's), so that adding it again while it waits changes nothing. `work` is
 * retried with growing pauses; `giveUp` is called after the last failure.
 */
export function openFileQueue<T>(
  redisUrl: string,
  parts: {
    readonly name: 'recordings' | 'voicemail'
    readonly idOf: (due: T) => string
    readonly concurrency: number
    readonly retries: RetryPlan
    readonly work: (due: T) => Promise<void>
    readonly giveUp: (due: T, error: Error) => Promise<void>
    readonly onFault: (error: unknown) => void
  },
): FileQueue<T> {
  const queue: Queue<T> = new Bull(parts.name, redisUrl, { prefix: PREFIX })
  queue.on('error', parts.onFault)
  queue.on('failed', (job: Job<T>, error: Error) => {
    if (job.attemptsMade >= parts.retries.attempts) parts.giveUp(job.data, error).catch(parts.onFault)
  })
  queue.process(parts.concurrency, (job) => parts.work(job.data)).catch(parts.onFault)
  return {
    async add(due) {
      if (due.length === 0) return
      await queue.addBulk(
        due.map((data) => ({
          data,
          opts: {
            jobId: parts.idOf(data),
            attempts: parts.retries.attempts,
            backoff: { type: 'exponential', delay: parts.retries.firstDelayMs },
            removeOnComplete: true,
            removeOnFail: true,
          },
        })),
      )
    },
    close: () => closeSoon(queue),
  }
}

async function closeSoon<T>(queue: Queue<T>): Promise<void> {
  const timer = new AbortController()
  const tooLong = sleep(FINISH_MS, undefined, { signal: timer.signal }).catch(() => undefined)
  await Promise.race([queue.close(), tooLong])
  timer.abort()
}
