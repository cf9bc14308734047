import type { LocalDate } from '@seatline/core'
import type { Transaction } from '../database/client.ts'

export type MonthSums = {
  readonly month: string
  readonly currency: string
  /** Without tax. */
  readonly netMicros: bigint
  readonly payableMicros: bigint
  readonly settledMicros: bigint
  readonly documentsCount: number
}
export type Receivables = {
  readonly currency: string
  readonly openMicros: bigint
  readonly overdueMicros: bigint
  readonly openCount: number
  readonly overdueCount: number
}

type MonthRow = {
  readonly month: string
  readonly currency: string
  readonly net: string
  readonly payable: string
  readonly settled: string
  readonly documents: bigint
}

/** By the month that a document is of, or in which it was issued; the newest months that have documents, in order. */
export async function readMonths(tx: Transaction, months: number): Promise<MonthSums[]> {
  const rows = await tx.$queryRaw<MonthRow[]>`
    WITH counted AS (
      SELECT coalesce(month, to_char(issued_on, 'YYYY-MM')) AS month, currency, net_micros, payable_micros, settled_micros
      FROM invoice WHERE status NOT IN ('draft', 'void'))
    SELECT month, currency::text, sum(net_micros)::text AS net, sum(payable_micros)::text AS payable,
      sum(settled_micros)::text AS settled, count(*) AS documents
    FROM counted WHERE month IN (SELECT DISTINCT month FROM counted ORDER BY month DESC LIMIT ${months})
    GROUP BY month, currency ORDER BY month, currency`
  return rows.map(({ month, currency, net, payable, settled, documents }) => ({
    month,
    currency,
    netMicros: BigInt(net),
    payableMicros: BigInt(payable),
    settledMicros: BigInt(settled),
    documentsCount: Number(documents),
  }))
}

type ReceivableRow = {
  readonly currency: string
  readonly open: string
  readonly overdue: string
  readonly open_count: bigint
  readonly overdue_count: bigint
}

export async function readReceivables(tx: Transaction, today: LocalDate): Promise<Receivables[]> {
  const rows = await tx.$queryRaw<ReceivableRow[]>`
    SELECT currency::text, sum(payable_micros - settled_micros)::text AS open,
      coalesce(sum(payable_micros - settled_micros) FILTER (WHERE due_on < ${today}::date AND kind <> 'creditNote'), 0)::text AS overdue,
      count(*) AS open_count,
      count(*) FILTER (WHERE due_on < ${today}::date AND kind <> 'creditNote') AS overdue_count
    FROM invoice WHERE status IN ('final', 'sent', 'partlyPaid', 'overdue') GROUP BY currency ORDER BY currency`
  return rows.map((row) => ({
    currency: row.currency,
    openMicros: BigInt(row.open),
    overdueMicros: BigInt(row.overdue),
    openCount: Number(row.open_count),
    overdueCount: Number(row.overdue_count),
  }))
}
