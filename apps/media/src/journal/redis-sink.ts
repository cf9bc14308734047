import { JOURNAL_STREAM } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { JournalSink } from './outbox.ts'

/** The journal's Redis stream. One pipeline for a batch: one round trip, and with `appendfsync always` one write to disk. */
export function redisJournalSink(redis: Redis): JournalSink {
  return {
    append: async (lines) => {
      const pipeline = redis.pipeline()
      for (const line of lines) pipeline.xadd(JOURNAL_STREAM, '*', 'event', line)
      const replies = await pipeline.exec()
      if (replies === null) throw new Error('the pipeline was not carried out')
      for (const [error] of replies) if (error !== null) throw error
    },
  }
}
