import { idSchema, instant } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { BilledCallView } from './bill-views.ts'

type UsageOfLine = {
  readonly tenantId: TenantId
  readonly usageKey: string
  readonly from: Instant
  readonly until: Instant
  readonly plan: { readonly planId: string; readonly version: number } | null
}

/** What a line of minutes was made of, oldest first. */
export async function readUsageOfLine(tx: Transaction, of: UsageOfLine): Promise<BilledCallView[]> {
  const rows = await tx.usageRecord.findMany({
    where: {
      tenantId: of.tenantId,
      usageKey: of.usageKey,
      startedAt: { gte: new Date(of.from), lt: new Date(of.until) },
      ...(of.plan === null ? {} : { planId: of.plan.planId, planVersion: of.plan.version }),
    },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    callId: idSchema('call').parse(row.callId),
    at: instant(row.startedAt.getTime()),
    durationMs: row.durationMs,
    billableSeconds: row.billableSeconds,
    amount: { micros: row.amountMicros, currency: row.currency },
  }))
}
