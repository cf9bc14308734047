import { idSchema } from '@seatline/core'
import type { LocalDate, TenantId } from '@seatline/core'
import { shareMs } from '@seatline/billing'
import type { HourlyPeak, SharedAgentDay, UserDay } from '@seatline/billing'
import type { Transaction } from '../database/client.ts'
import { dayFromRow, dayToRow } from '../entitlements/day-columns.ts'

type Asked = { readonly tenantId: TenantId; readonly from: LocalDate; readonly until: LocalDate }

/** What the tenant's seats were in a period, beside those that are rented: user days, hourly peaks, and its part of shared agents' days. */
export async function readSeatUse(
  tx: Transaction,
  { tenantId, from, until }: Asked,
): Promise<{
  readonly userDays: readonly UserDay[]
  readonly hourlyPeaks: readonly HourlyPeak[]
  readonly sharedDays: readonly SharedAgentDay[]
}> {
  const where = { tenantId, day: { gte: dayToRow(from), lt: dayToRow(until) } }
  const users = await tx.seatUserDay.findMany({ where, orderBy: [{ day: 'asc' }, { agentId: 'asc' }] })
  const hours = await tx.seatHour.findMany({ where, orderBy: [{ startsAt: 'asc' }, { grade: 'asc' }] })
  const shares = await tx.seatShare.findMany({
    where: { ...where, homeTenantId: { not: tenantId } },
    orderBy: [{ day: 'asc' }, { agentId: 'asc' }],
  })
  return {
    userDays: users.map(({ day, agentId, grade }) => ({
      tenantId,
      date: dayFromRow(day),
      agentId: idSchema('agent').parse(agentId),
      grade,
    })),
    hourlyPeaks: hours.map(({ day, hour, startsAt, grade, peak }) => ({
      tenantId,
      date: dayFromRow(day),
      hour,
      startsAt: startsAt.getTime(),
      grade,
      peak,
    })),
    sharedDays: shares.map(({ day, agentId, grade, ...share }) => ({
      tenantId,
      date: dayFromRow(day),
      agentId: idSchema('agent').parse(agentId),
      grade,
      ms: shareMs({ ...share, tenantId }),
    })),
  }
}
