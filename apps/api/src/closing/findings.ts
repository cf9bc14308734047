import { calendarMonth, instantsOf } from '@seatline/billing'
import type { Month } from '@seatline/billing'
import type { TenantId } from '@seatline/core'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'

export const FINDING_CODES = ['unratedCalls', 'quarantinedEvents', 'openCalls', 'noPlan', 'monthRuns'] as const
export type FindingCode = (typeof FINDING_CODES)[number]

/** Something about a client's month that the reader should know. With one that blocks the month is not closed. */
export type Finding = { readonly code: FindingCode; readonly count: number; readonly blocks: boolean }

export const findingsSchema = z.array(
  z.object({ code: z.enum(FINDING_CODES), count: z.number().int(), blocks: z.boolean() }),
)

type Asked = { readonly tenantId: TenantId; readonly timeZone: string; readonly month: Month }

type Counts = { readonly unrated: bigint; readonly quarantined: bigint; readonly running: bigint }

/** Recordings are not looked at: a month is closed while they are still being made. */
export async function findingsOf(
  tx: Transaction,
  asked: Asked,
  found: { readonly hasPlan: boolean; readonly isBilled: boolean; readonly now: number },
): Promise<Finding[]> {
  const { tenantId, timeZone, month } = asked
  const { startsAt, endsAt } = instantsOf(calendarMonth(timeZone, month))
  const [from, until] = [new Date(startsAt), new Date(endsAt)]
  const rows = await tx.$queryRaw<Counts[]>`
    SELECT
      (SELECT count(*) FROM leg l JOIN call c ON c.tenant_id = l.tenant_id AND c.id = l.call_id AND NOT c.test
        WHERE l.tenant_id = ${tenantId} AND l.trunk_id IS NOT NULL AND l.answered_at >= ${from} AND l.answered_at < ${until}
          AND l.ended_at IS NOT NULL AND coalesce(l.connected_ms, 0) > 0
          AND NOT EXISTS (SELECT FROM usage_record u WHERE u.tenant_id = l.tenant_id AND u.leg_id = l.id)) AS unrated,
      (SELECT count(*) FROM quarantined_event q WHERE q.tenant_id = ${tenantId} AND q.quarantined_at < ${until}) AS quarantined,
      (SELECT count(*) FROM leg l WHERE l.tenant_id = ${tenantId} AND l.trunk_id IS NOT NULL AND l.answered_at >= ${from}
        AND l.answered_at < ${until} AND l.ended_at IS NULL) AS running`
  const [counts] = rows
  if (counts === undefined) return []
  const unrated = Number(counts.unrated)
  const quarantined = Number(counts.quarantined)
  const running = Number(counts.running)
  return [
    ...(unrated === 0 ? [] : [{ code: 'unratedCalls' as const, count: unrated, blocks: found.isBilled }]),
    ...(quarantined === 0 ? [] : [{ code: 'quarantinedEvents' as const, count: quarantined, blocks: true }]),
    ...(running === 0 ? [] : [{ code: 'openCalls' as const, count: running, blocks: false }]),
    // Where the client is, the month may end hours after it does at the operator's.
    ...(endsAt > found.now ? [{ code: 'monthRuns' as const, count: 1, blocks: true }] : []),
    ...(found.hasPlan ? [] : [{ code: 'noPlan' as const, count: 1, blocks: false }]),
  ]
}
