import { roundToMicros } from '@seatline/billing'
import { instant, type Instant, type NumberKind, type NumberState } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { UnissuedNumberView } from './number-views.ts'

const DAY_MS = 86_400_000

type Row = {
  readonly number: string
  readonly kind: NumberKind
  readonly state: NumberState
  readonly since: Date
  readonly carrier: string
  readonly fee: bigint
  readonly currency: string
  readonly unissuedMs: number
}

/** From the history, so that a past month says the same whenever it is asked for. */
export async function readUnissued(
  tx: Transaction,
  input: {
    readonly operatorTenantId: string
    readonly from: Instant
    readonly until: Instant
    readonly monthMs: number
  },
): Promise<UnissuedNumberView[]> {
  const from = new Date(input.from)
  const until = new Date(input.until)
  const rows = await tx.$queryRaw<Row[]>`
    WITH standing AS (
      SELECT phone_number_id, to_state, at, lead(at) OVER (PARTITION BY phone_number_id ORDER BY at, id) AS ended
      FROM phone_number_change WHERE tenant_id = ${input.operatorTenantId} AND at < ${until}
    ), vacant AS (
      SELECT phone_number_id,
        sum(extract(epoch FROM least(coalesce(ended, ${until}), ${until}) - greatest(at, ${from})) * 1000) AS ms
      FROM standing WHERE to_state <> 'issued' AND coalesce(ended, ${until}) > ${from}
      GROUP BY phone_number_id
    )
    SELECT n.number, n.kind, s.to_state AS state, s.at AS since, n.carrier, n.monthly_fee_micros AS fee, n.currency,
      coalesce(v.ms, 0)::float8 AS "unissuedMs"
    FROM phone_number n
    JOIN standing s ON s.phone_number_id = n.id AND s.ended IS NULL AND s.to_state <> 'issued'
    LEFT JOIN vacant v ON v.phone_number_id = n.id
    WHERE n.tenant_id = ${input.operatorTenantId}
    ORDER BY n.kind, n.number`
  return rows.map((row) => viewOf(row, input.monthMs))
}

function viewOf({ fee, currency, unissuedMs, since, ...row }: Row, monthMs: number): UnissuedNumberView {
  const share = { numerator: fee * BigInt(Math.round(unissuedMs)), denominator: BigInt(monthMs) }
  return {
    ...row,
    since: instant(since.getTime()),
    monthlyFee: { micros: fee, currency },
    unissuedDays: Math.round(unissuedMs / DAY_MS),
    feeOfMonth: { micros: roundToMicros(share), currency },
  }
}
