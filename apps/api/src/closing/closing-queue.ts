import Bull, { type Queue } from 'bull'

const PREFIX = 'seatline:bull'
/** A worker that died is noticed after so long, and another goes on. */
const LOCK_MS = 10_000
const STALLED_MAX = 1_000

export type ClosingQueue = {
  /** Adding it again while it waits or runs changes nothing. */
  readonly add: (closingId: string) => Promise<void>
  readonly close: () => Promise<void>
}

type Due = { readonly closingId: string }

const queueOn = (redisUrl: string): Queue<Due> =>
  new Bull<Due>('closing', redisUrl, {
    prefix: PREFIX,
    settings: { lockDuration: LOCK_MS, stalledInterval: LOCK_MS / 2, maxStalledCount: STALLED_MAX },
  })

const adder =
  (queue: Queue<Due>) =>
  async (closingId: string): Promise<void> => {
    await queue.add({ closingId }, { jobId: closingId, removeOnComplete: true, removeOnFail: true })
  }

/** Closes months, one at a time. What fails is added again by whoever looks for closings that are not finished. */
export function openClosingQueue(
  redisUrl: string,
  parts: { readonly work: (closingId: string) => Promise<void>; readonly onFault: (error: unknown) => void },
): ClosingQueue {
  const queue = queueOn(redisUrl)
  queue.on('error', parts.onFault)
  queue.on('failed', (_job, error) => parts.onFault(error))
  queue.process(1, (job) => parts.work(job.data.closingId)).catch(parts.onFault)
  return { add: adder(queue), close: () => queue.close(true) }
}
