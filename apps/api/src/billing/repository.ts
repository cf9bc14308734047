import { idSchema, instant } from '@seatline/core'
import type { Instant, LocalDate, TenantId } from '@seatline/core'
import { dayOf } from '@seatline/billing'
import type { PlanChange, PricePlan, SeatSubscription, UsageRecord } from '@seatline/billing'
import type { Transaction } from '../database/client.ts'
import { chargedSeats } from '../usage/billed-times.ts'
import { fromRow } from '../usage/price-plan-row.ts'

type Span = { readonly from: Instant; readonly until: Instant }

/** The plan at the beginning of a bill's period and those that take over within it. A version takes effect at the beginning of a day. */
type Plans = { readonly plan: PricePlan; readonly planChanges: readonly PlanChange[] }

/** null when the tenant has no plan in the period. A period that begins before the first plan is billed by that first plan. */
export async function findPlans(
  tx: Transaction,
  tenantId: TenantId,
  span: Span & { readonly timeZone: string },
): Promise<Plans | null> {
  const rows = await tx.pricePlan.findMany({
    where: { tenantId, validFrom: { lt: new Date(span.until) } },
    orderBy: [{ validFrom: 'asc' }, { version: 'asc' }],
  })
  const startsAt = new Date(span.from)
  const first = rows.findLast((row) => row.validFrom <= startsAt) ?? rows[0]
  if (first === undefined) return null
  const later = rows.slice(rows.indexOf(first) + 1)
  return {
    plan: fromRow(first),
    planChanges: later.map((row) => ({
      from: dayOf(span.timeZone, instant(row.validFrom.getTime())),
      plan: fromRow(row),
    })),
  }
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

/** Rented seats, without the days on which the tenant was not charged for. */
export async function readSubscriptions(
  tx: Transaction,
  { tenantId, timeZone }: { readonly tenantId: TenantId; readonly timeZone: string },
): Promise<SeatSubscription[]> {
  const rows = await tx.seatSubscription.findMany({ where: { tenantId }, orderBy: { fromDay: 'asc' } })
  const steps = await tx.tenantStatusChange.findMany({ where: { tenantId }, orderBy: { at: 'asc' } })
  const rented = rows.map((row): SeatSubscription => ({
    subscriptionId: row.id,
    tenantId,
    seatsCount: row.seatsCount,
    from: dayFromRow(row.fromDay),
    until: row.untilDay === null ? null : dayFromRow(row.untilDay),
  }))
  return chargedSeats(rented, steps, timeZone)
}

/** A `date` column comes as midnight UTC of that day. */
const dayFromRow = (value: Date): LocalDate => value.toISOString().slice(0, 10)
