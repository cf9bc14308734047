import { JOURNAL_STREAM } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { StreamEntry } from './parse-entry.ts'

/** Position before the first entry. */
export const STREAM_START = '0-0'

/** Reads what follows `after`; waits up to `blockMs` for something to come. `redis` is used for nothing else, because the wait holds its connection. */
export async function readJournal(
  redis: Redis,
  from: { readonly after: string; readonly countMax: number; readonly blockMs: number },
): Promise<readonly StreamEntry[]> {
  const reply = await redis.xread('COUNT', from.countMax, 'BLOCK', from.blockMs, 'STREAMS', JOURNAL_STREAM, from.after)
  return (reply?.[0]?.[1] ?? []).map(([streamId, fields]) => ({ streamId, raw: fieldOf(fields, 'event') }))
}

/** Drops entries that were projected more than `keepMs` before the entry `upTo`: PostgreSQL has them. What is not projected stays, however old. */
export async function trimJournal(redis: Redis, upTo: string, keepMs: number): Promise<void> {
  const oldest = Number(upTo.split('-')[0]) - keepMs
  if (oldest > 0) await redis.xtrim(JOURNAL_STREAM, 'MINID', '~', String(oldest))
}

function fieldOf(fields: readonly string[], name: string): string | null {
  for (let index = 0; index + 1 < fields.length; index += 2)
    if (fields[index] === name) return fields[index + 1] ?? null
  return null
}
