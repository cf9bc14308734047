import type { Redis } from 'ioredis'
import { readJournal, trimJournal } from './journal-stream.ts'
import type { StreamEntry } from './parse-entry.ts'
import type { BatchOutcome } from './project-batch.ts'
import type { Projector } from './projector.ts'

/** Entries in one transaction. */
const BATCH_MAX = 1_000
/** A screen may be this much behind; meanwhile events gather, and a batch of fifty costs little more than one of one. */
const GATHER_MS = 100
const BLOCK_MS = 1_000
const RETRY_MS_MIN = 100
const RETRY_MS_MAX = 5_000
/** How long projected entries stay in Redis, for looking at. */
const KEEP_MS = 15 * 60_000
const TRIM_EVERY_MS = 60_000

export type LoopParts = {
  readonly projector: Projector
  /** Two connections: one waits in XREAD, the other does the rest. */
  readonly reader: Redis
  readonly redis: Redis
  readonly onProjected: (
    outcome: BatchOutcome,
    progress: { readonly entries: number; readonly ms: number },
  ) => Promise<void>
  readonly onFault: (error: unknown) => void
  readonly now: () => number
  /** Ends early when the signal is given. */
  readonly wait: (ms: number, stop: AbortSignal) => Promise<void>
}

/** Projects until told to stop. A fault of Redis or PostgreSQL is waited out; nothing is skipped. */
export function runProjector(parts: LoopParts): { readonly stop: () => Promise<void> } {
  const stop = new AbortController()
  const done = loop(parts, stop.signal)
  return {
    stop: async () => {
      stop.abort()
      // Ends a wait in XREAD at once.
      parts.reader.disconnect()
      await done
    },
  }
}

async function loop(parts: LoopParts, stop: AbortSignal): Promise<void> {
  let after: string | null = null
  let retryMs = RETRY_MS_MIN
  let trimmedAt = parts.now()
  while (!stop.aborted) {
    try {
      after ??= await parts.projector.position()
      const entries = await readJournal(parts.reader, { after, countMax: BATCH_MAX, blockMs: BLOCK_MS })
      after = await projectEntries(parts, after, entries, stop)
      retryMs = RETRY_MS_MIN
      if (parts.now() - trimmedAt > TRIM_EVERY_MS) {
        trimmedAt = parts.now()
        await trimJournal(parts.redis, after, KEEP_MS)
      }
    } catch (error) {
      if (isAborted(stop)) return
      parts.onFault(error)
      parts.projector.forget()
      after = null
      await parts.wait(retryMs, stop)
      retryMs = Math.min(retryMs * 2, RETRY_MS_MAX)
    }
  }
}

async function projectEntries(
  parts: LoopParts,
  after: string,
  entries: readonly StreamEntry[],
  stop: AbortSignal,
): Promise<string> {
  const last = entries.at(-1)
  if (last === undefined) return after
  const startedAt = parts.now()
  const outcome = await parts.projector.project(after, entries)
  const ms = parts.now() - startedAt
  await parts.onProjected(outcome, { entries: entries.length, ms })
  if (entries.length < BATCH_MAX && ms < GATHER_MS) await parts.wait(GATHER_MS - ms, stop)
  return last.streamId
}

/** A call of its own: the compiler would take the signal's state for what it was before the wait. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted
