import { idSchema } from '@seatline/core'
import type { CallId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { UsageRecord } from '../generated/prisma/client.ts'
import type { CallInvoiceLineView, CallPriceLineView, CallPriceView } from './call-views.ts'

/** What the call was rated at, from the rows that name everything the amount was made from; null while it is not rated. */
export async function readPrice(tx: Transaction, callId: CallId): Promise<CallPriceView | null> {
  const rows = await tx.usageRecord.findMany({ where: { callId }, orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] })
  const currency = rows[0]?.currency
  if (currency === undefined) return null
  const micros = rows.reduce((sum, row) => sum + row.amountMicros, 0n)
  const lines: CallPriceLineView[] = []
  for (const row of rows) lines.push(priceLineFromRow(row, await readInvoiceLines(tx, row)))
  return { total: { micros, currency }, lines }
}

/** Lines of final documents that are made of the usage with this key at this time under this plan. */
async function readInvoiceLines(tx: Transaction, usage: UsageRecord): Promise<CallInvoiceLineView[]> {
  const at = usage.startedAt.getTime()
  return tx.$queryRaw<CallInvoiceLineView[]>`
    SELECT i.id AS "invoiceId", i.number, l.line_id AS "lineId"
    FROM invoice_line l JOIN invoice i ON i.tenant_id = l.tenant_id AND i.id = l.invoice_id
    WHERE l.tenant_id = ${usage.tenantId} AND l.from_day <= ${usage.day}::date AND l.until_day > ${usage.day}::date
      AND l.evidence->>'usageKey' = ${usage.usageKey} AND l.plan_id = ${usage.planId} AND l.plan_version = ${usage.planVersion}
      AND (l.evidence->>'from')::bigint <= ${at} AND (l.evidence->>'until')::bigint > ${at}
      AND i.status NOT IN ('draft', 'void')
    ORDER BY i.final_at, i.id, l.position`
}

function priceLineFromRow(row: UsageRecord, invoiceLines: readonly CallInvoiceLineView[]): CallPriceLineView {
  const { currency } = row
  return {
    legId: row.legId === null ? null : idSchema('leg').parse(row.legId),
    direction: row.direction,
    durationMs: row.durationMs,
    billableSeconds: row.billableSeconds,
    increment: row.increment,
    pricePerMinute: { micros: row.pricePerMinuteMicros, currency },
    connectionFee: { micros: row.connectionFeeMicros, currency },
    destination: row.destination,
    planVersion: row.planVersion,
    includedSeconds: row.includedSeconds,
    chargesCount: row.chargesCount,
    amount: { micros: row.amountMicros, currency },
    invoiceLines,
  }
}
