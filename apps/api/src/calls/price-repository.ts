import { idSchema } from '@seatline/core'
import type { CallId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { UsageRecord } from '../generated/prisma/client.ts'
import type { CallPriceLineView, CallPriceView } from './call-views.ts'

/** What the call was rated at, from the rows that name everything the amount was made from; null while it is not rated. */
export async function readPrice(tx: Transaction, callId: CallId): Promise<CallPriceView | null> {
  const rows = await tx.usageRecord.findMany({ where: { callId }, orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] })
  const currency = rows[0]?.currency
  if (currency === undefined) return null
  const micros = rows.reduce((sum, row) => sum + row.amountMicros, 0n)
  return { total: { micros, currency }, lines: rows.map(priceLineFromRow) }
}

function priceLineFromRow(row: UsageRecord): CallPriceLineView {
  const { currency } = row
  return {
    legId: row.legId === null ? null : idSchema('leg').parse(row.legId),
    direction: row.direction,
    durationMs: row.durationMs,
    billableSeconds: row.billableSeconds,
    increment: row.increment,
    pricePerMinute: { micros: row.pricePerMinuteMicros, currency },
    connectionFee: { micros: row.connectionFeeMicros, currency },
    amount: { micros: row.amountMicros, currency },
  }
}
