import { idSchema, poolShareSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import type { Database, Transaction } from '../database/client.ts'
import { dayToRow } from '../entitlements/day-columns.ts'
import { readAgentTime } from './agent-time-rows.ts'
import { seatUseOfDays, spanOfAll } from './seat-use-of-days.ts'
import type { DayRange, SeatUse, TenantDays } from './seat-use-of-days.ts'

/**
 * Writes the seat use of these days anew, for the agents of every home tenant, each in one transaction. The same journal gives the same rows, however often. For our own
 * workers and the month's close: it sees all tenants.
 */
export async function keepSeatUse(
  parts: { readonly database: Database; readonly now: () => number },
  days: DayRange,
): Promise<{ readonly tenants: number }> {
  const { database } = parts
  const tenants = await readTenants(database)
  const tenantIds = [...tenants.keys()]
  const homes = await database.withTenants({ tenantIds }, (tx) =>
    tx.agent.findMany({ distinct: ['tenantId'], select: { tenantId: true } }),
  )
  for (const { tenantId } of homes) {
    const home = tenants.get(idSchema('tenant').parse(tenantId))
    if (home === undefined) continue
    await database.withTenants({ tenantIds }, (tx) => keepOfHome(tx, { home, tenants, days, now: parts.now() }))
  }
  return { tenants: homes.length }
}

async function readTenants(database: Database): Promise<ReadonlyMap<TenantId, TenantDays>> {
  const rows = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ select: { id: true, timeZone: true, poolShare: true } }),
  )
  return new Map(
    rows.map(({ id, timeZone, poolShare }) => {
      const tenantId = idSchema('tenant').parse(id)
      return [tenantId, { tenantId, timeZone, agentsMin: poolShareSchema.parse(poolShare).agentsMin }]
    }),
  )
}

async function keepOfHome(
  tx: Transaction,
  of: {
    readonly home: TenantDays
    readonly tenants: ReadonlyMap<TenantId, TenantDays>
    readonly days: DayRange
    readonly now: number
  },
): Promise<void> {
  const { home, tenants, days, now } = of
  const span = spanOfAll(days, [...new Set([...tenants.values()].map(({ timeZone }) => timeZone))])
  const agents = await readAgentTime(tx, home.tenantId, { ...span, now })
  await writeRows(tx, home.tenantId, { days, use: seatUseOfDays({ home, tenants, agents, days }) })
}

async function writeRows(
  tx: Transaction,
  homeTenantId: TenantId,
  { days, use }: { readonly days: DayRange; readonly use: SeatUse },
): Promise<void> {
  const day = { gte: dayToRow(days.from), lt: dayToRow(days.until) }
  await tx.seatHour.deleteMany({ where: { tenantId: homeTenantId, day } })
  await tx.seatUserDay.deleteMany({ where: { tenantId: homeTenantId, day } })
  await tx.seatShare.deleteMany({ where: { homeTenantId, day } })
  await tx.seatHour.createMany({
    data: use.peaks.map(({ date, startsAt, ...peak }) => ({
      ...peak,
      day: dayToRow(date),
      startsAt: new Date(startsAt),
    })),
  })
  await tx.seatUserDay.createMany({ data: use.users.map(({ date, ...user }) => ({ ...user, day: dayToRow(date) })) })
  await tx.seatShare.createMany({ data: use.shares.map(({ date, ...share }) => ({ ...share, day: dayToRow(date) })) })
}
