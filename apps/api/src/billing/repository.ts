import { idSchema, instant } from '@seatline/core'
import type { Instant, LocalDate, TenantId } from '@seatline/core'
import type { PricePlan, SeatSubscription, UsageRecord } from '@seatline/billing'
import type { Transaction } from '../database/client.ts'
import { fromRow } from '../usage/price-plan-row.ts'

type Span = { readonly from: Instant; readonly until: Instant }

/** The version valid at the end of the span: one bill has one plan. null when the tenant had none. */
export async function findPlan(tx: Transaction, tenantId: TenantId, until: Instant): Promise<PricePlan | null> {
  const row = await tx.pricePlan.findFirst({
    where: { tenantId, validFrom: { lt: new Date(until) } },
    orderBy: [{ validFrom: 'desc' }, { version: 'desc' }],
  })
  return row === null ? null : fromRow(row)
}

export async function readUsage(tx: Transaction, tenantId: TenantId, span: Span): Promise<UsageRecord[]> {
  const rows = await tx.usageRecord.findMany({
    where: { tenantId, startedAt: { gte: new Date(span.from), lt: new Date(span.until) } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    callId: idSchema('call').parse(row.callId),
    tenantId,
    direction: row.direction,
    startedAt: instant(row.startedAt.getTime()),
    durationMs: row.durationMs,
  }))
}

export async function readSubscriptions(tx: Transaction, tenantId: TenantId): Promise<SeatSubscription[]> {
  const rows = await tx.seatSubscription.findMany({ where: { tenantId }, orderBy: { fromDay: 'asc' } })
  return rows.map((row) => ({
    subscriptionId: row.id,
    tenantId,
    seatsCount: row.seatsCount,
    from: dayFromRow(row.fromDay),
    until: row.untilDay === null ? null : dayFromRow(row.untilDay),
  }))
}

/** A `date` column comes as midnight UTC of that day. */
const dayFromRow = (value: Date): LocalDate => value.toISOString().slice(0, 10)
