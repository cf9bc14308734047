import { addDays, daysBetween, startOfDay } from '@seatline/core'
import type { Instant, LocalDate } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { VoicemailDay, VoicemailFigures } from './message-views.ts'
import { readBacklog, seenBy } from './messages-repository.ts'
import type { Seen } from './messages-repository.ts'

export type FigureTime = {
  readonly fromDay: LocalDate
  readonly toDay: LocalDate
  readonly timeZone: string
  readonly now: Instant
}

type Measured = {
  readonly leftAt: number
  readonly promisedAt: number
  readonly settledAt: number | null
  readonly firstAttemptAt: number | null
  readonly state: 'open' | 'done' | 'failed'
}

/** More messages than any client gets in a quarter of a year. */
const MESSAGES_MAX = 50_000

/**
 * Backlog and timeliness of the messages left in the days asked for. The promise is kept when the first attempt, or the settling without one, comes before
 * its end; a message counts once that is decided. Half of the attempts began sooner than the median, half later.
 */
export async function readFigures(tx: Transaction, seen: Seen, time: FigureTime): Promise<VoicemailFigures> {
  const starts = dayStarts(time)
  const [from] = starts
  const to = starts.at(-1)
  const where = await seenBy(tx, seen)
  const rows = await tx.voicemail.findMany({
    where: {
      AND: [
        where,
        { leftAt: { lt: new Date(to ?? 0) } },
        {
          OR: [
            { leftAt: { gte: new Date(from ?? 0) } },
            { settledAt: null },
            { settledAt: { gte: new Date(from ?? 0) } },
          ],
        },
      ],
    },
    select: {
      leftAt: true,
      promisedAt: true,
      settledAt: true,
      state: true,
      attempts: { where: { attempt: 1 }, select: { at: true } },
    },
    take: MESSAGES_MAX,
  })
  const all = rows.map((row): Measured => ({
    leftAt: row.leftAt.getTime(),
    promisedAt: row.promisedAt.getTime(),
    settledAt: row.settledAt?.getTime() ?? null,
    firstAttemptAt: row.attempts[0]?.at.getTime() ?? null,
    state: row.state,
  }))
  const { open, overdue } = await readBacklog(tx, seen, time.now)
  return { ...figuresOf(all, { starts, fromDay: time.fromDay, now: time.now }), open, overdue }
}

/** The first instant of each day asked for, and of the day after the last. */
function dayStarts({ fromDay, toDay, timeZone }: FigureTime): readonly number[] {
  const days = Math.min(366, Math.max(0, daysBetween(fromDay, toDay))) + 2
  return Array.from({ length: days }, (_, index) => startOfDay(timeZone, addDays(fromDay, index)) ?? 0)
}

export function figuresOf(
  all: readonly Measured[],
  { starts, fromDay, now }: { readonly starts: readonly number[]; readonly fromDay: LocalDate; readonly now: number },
): Omit<VoicemailFigures, 'open' | 'overdue'> {
  const first = starts[0] ?? 0
  const own = all.filter(({ leftAt }) => leftAt >= first)
  const waits = own
    .flatMap(({ leftAt, firstAttemptAt }) => (firstAttemptAt === null ? [] : [firstAttemptAt - leftAt]))
    .toSorted((a, b) => a - b)
  const within = own.filter((message) => verdict(message, now) === 'within').length
  const late = own.filter((message) => verdict(message, now) === 'late').length
  return {
    left: own.length,
    withinPromise: within,
    decided: within + late,
    medianFirstAttemptMs: median(waits),
    reached: own.filter(({ state }) => state === 'done').length,
    failed: own.filter(({ state }) => state === 'failed').length,
    days: starts
      .slice(0, -1)
      .map((start, index) => dayOf(all, { start, end: starts[index + 1] ?? start, day: addDays(fromDay, index), now })),
  }
}

function dayOf(
  all: readonly Measured[],
  {
    start,
    end,
    day,
    now,
  }: { readonly start: number; readonly end: number; readonly day: string; readonly now: number },
): VoicemailDay {
  const left = all.filter(({ leftAt }) => leftAt >= start && leftAt < end)
  const until = Math.min(end, now)
  return {
    day,
    left: left.length,
    withinPromise: left.filter((message) => verdict(message, now) === 'within').length,
    late: left.filter((message) => verdict(message, now) === 'late').length,
    openAtEnd: all.filter(({ leftAt, settledAt }) => leftAt < until && (settledAt === null || settledAt >= until))
      .length,
  }
}

/** Whether the promise was kept; null while that is open. */
function verdict({ promisedAt, firstAttemptAt, settledAt }: Measured, now: number): 'within' | 'late' | null {
  const done = Math.min(firstAttemptAt ?? Infinity, settledAt ?? Infinity)
  if (done <= promisedAt) return 'within'
  return promisedAt < now ? 'late' : null
}

function median(sorted: readonly number[]): number | null {
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[middle - 1], sorted[middle]]
  if (high === undefined) return null
  return sorted.length % 2 === 1 || low === undefined ? high : Math.round((low + high) / 2)
}
