import { JOURNAL_STREAM } from '@seatline/core'
import { Redis } from 'ioredis'
import { Outbox } from '../outbox.ts'
import { redisJournalSink } from '../redis-sink.ts'

/**
 * A process to be killed: appends numbered lines without end and says each accepted one on standard output. Arguments: directory, Redis URL, first number.
 * With `until` as fourth argument it stops there and waits until all is confirmed.
 */
const [directory = '', redisUrl = '', first = '0', until] = process.argv.slice(2)
const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1, commandTimeout: 1_000, retryStrategy: () => 50 })
redis.on('error', () => undefined)
const outbox = new Outbox({ directory, epoch: Date.now(), sink: redisJournalSink(redis) })
let next = Number(first)
const end = until === undefined ? Number.POSITIVE_INFINITY : Number(until)

function append(): void {
  const lines = Array.from({ length: 3 }, () => JSON.stringify({ stream: JOURNAL_STREAM, n: next++ }))
  outbox.append(lines)
  process.stdout.write(`${String(next - 1)}\n`)
  if (next < end) setTimeout(append, 1)
  else void outbox.close(10_000).then((complete) => process.exit(complete ? 0 : 1))
}
append()
