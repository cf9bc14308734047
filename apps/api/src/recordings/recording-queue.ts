import { setTimeout as sleep } from 'node:timers/promises'
import Bull, { type Job, type Queue } from 'bull'
import type { RecordingDue } from '../events/project-calls.ts'

const PREFIX = 'seatline:bull'
/** 1 s, 2 s, 4 s … 64 s: two minutes for rtpengine to close a capture. */
export const RETRIES: RetryPlan = { attempts: 8, firstDelayMs: 1_000 }
export type RetryPlan = { readonly attempts: number; readonly firstDelayMs: number }

/** Jobs under way get this long; one that does not make it is done again by the next worker. */
const FINISH_MS = 1_000

export type RecordingQueue = {
  readonly add: (due: readonly RecordingDue[]) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * One job for each recording: its id is the recording's, so that adding it again while it waits changes nothing. `work` is retried with growing pauses;
 * `giveUp` is called after the last failure.
 */
export function openRecordingQueue(
  redisUrl: string,
  parts: {
    readonly concurrency: number
    readonly retries: RetryPlan
    readonly work: (due: RecordingDue) => Promise<void>
    readonly giveUp: (due: RecordingDue, error: Error) => Promise<void>
    readonly onFault: (error: unknown) => void
  },
): RecordingQueue {
  const queue: Queue<RecordingDue> = new Bull('recordings', redisUrl, { prefix: PREFIX })
  queue.on('error', parts.onFault)
  queue.on('failed', (job: Job<RecordingDue>, error: Error) => {
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
            jobId: data.recordingId,
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

async function closeSoon(queue: Queue): Promise<void> {
  const timer = new AbortController()
  const tooLong = sleep(FINISH_MS, undefined, { signal: timer.signal }).catch(() => undefined)
  await Promise.race([queue.close(), tooLong])
  timer.abort()
}
