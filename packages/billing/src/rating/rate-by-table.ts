import { roundToMicros, type Money } from '../money.ts'
import { billableSeconds } from '../tariffs/increment.ts'
import { findRate, type DestinationRate, type RateTable } from '../tariffs/rate-table.ts'
import { bandAt, type TimeBands } from '../tariffs/time-band.ts'
import type { UsageRecord } from './rate-usage.ts'

/** A call to a number, priced by its destination, and how: or why it has no price. */
export type RatedByTable =
  | {
      readonly kind: 'rated'
      readonly usage: UsageRecord
      readonly rate: DestinationRate
      readonly billableSeconds: number
      readonly usageAmount: Money
      readonly connectionFee: Money
      /** What was added to reach the minimum charge. */
      readonly minimumTopUp: Money
      /** `usageAmount` plus `connectionFee` plus `minimumTopUp`. */
      readonly amount: Money
    }
  | { readonly kind: 'forbidden'; readonly usage: UsageRecord; readonly rate: DestinationRate }
  | { readonly kind: 'unknownDestination'; readonly usage: UsageRecord }

/**
 * Prices a call by the longest prefix of the dialled number (`+` or none, then digits) and by the time band in which it began.
 * Rounded once, as every rated call is. A call of zero length costs nothing, whatever the minimum.
 */
export function rateByTable(
  call: { readonly usage: UsageRecord; readonly dialledNumber: string },
  tariff: { readonly table: RateTable; readonly bands?: TimeBands },
): RatedByTable {
  const { usage } = call
  const { table, bands } = tariff
  const digits = /^\+?(\d+)$/.exec(call.dialledNumber)?.[1]
  const band = bands === undefined ? null : (bandAt(bands, usage.startedAt)?.name ?? null)
  const rate = digits === undefined ? null : findRate(table, digits, band)
  if (rate === null) return { kind: 'unknownDestination', usage }
  if (rate.status === 'forbidden') return { kind: 'forbidden', usage, rate }
  const seconds = billableSeconds(usage.durationMs, rate.increment)
  const isCharged = rate.status === 'priced' && seconds > 0
  const usageMicros = isCharged
    ? roundToMicros({ numerator: rate.pricePerMinute * BigInt(seconds), denominator: 60n })
    : 0n
  const feeMicros = isCharged ? rate.connectionFee : 0n
  const missing = rate.minimumCharge - usageMicros - feeMicros
  const topUpMicros = isCharged && missing > 0n ? missing : 0n
  const money = (micros: bigint): Money => ({ currency: table.currency, micros })
  return {
    kind: 'rated',
    usage,
    rate,
    billableSeconds: seconds,
    usageAmount: money(usageMicros),
    connectionFee: money(feeMicros),
    minimumTopUp: money(topUpMicros),
    amount: money(usageMicros + feeMicros + topUpMicros),
  }
}
