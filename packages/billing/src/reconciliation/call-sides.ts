import type { CallId, Instant, LegId, TenantId, TrunkId } from '@seatline/core'
import { roundToMicros, type Micros } from '../money.ts'
import type { Increment } from '../tariffs/increment.ts'
import { billableSeconds } from '../tariffs/increment.ts'
import { findRate, type DestinationRate, type RateTable } from '../tariffs/rate-table.ts'

/** A leg to a carrier that was answered, as our journal has it. Numbers as dialled here. */
export type JournalLeg = {
  readonly legId: LegId
  readonly callId: CallId
  readonly tenantId: TenantId
  readonly trunkId: TrunkId
  readonly direction: 'inbound' | 'outbound'
  readonly calling: string
  readonly called: string
  readonly startedAt: Instant
  readonly durationMs: number
  /** Made by the platform to try a client out. */
  readonly test: boolean
  /** Whether the client pays at that time: not while it is being set up or tried out. */
  readonly charged: boolean
}

/** What a carrier charges us, by direction; inbound is priced by who calls, outbound by who is called. null: no prices are kept. */
export type TrunkTariff = { readonly inbound: RateTable | null; readonly outbound: RateTable | null }

/** The price of a leg at its carrier; null where none is kept for it. */
export function costRateOf(
  leg: Pick<JournalLeg, 'direction' | 'calling' | 'called'>,
  tariff: TrunkTariff | null,
): DestinationRate | null {
  const table = tariff?.[leg.direction] ?? null
  if (table === null) return null
  const number = leg.direction === 'inbound' ? leg.calling : leg.called
  // A carrier's table is of one direction already.
  const rate = findRate(table, { direction: 'outbound', number, destinationClass: null, band: null, trunkKind: null })
  return rate === null || rate.status === 'forbidden' ? null : rate
}

/** What so many charged seconds cost: the same arithmetic as the client's, rounded once. */
export function costOfSeconds(rate: DestinationRate, seconds: number): Micros {
  if (seconds === 0 || rate.status === 'free') return 0n
  const cost =
    roundToMicros({ numerator: rate.pricePerMinute * BigInt(seconds), denominator: 60n }) + rate.connectionFee
  return cost < rate.minimumCharge ? rate.minimumCharge : cost
}

export const costOfDuration = (rate: DestinationRate, durationMs: number): Micros =>
  costOfSeconds(rate, billableSeconds(durationMs, rate.increment))

/** Increments of the trade: a carrier's duration that is ours counted by one of these differs by increment, and by nothing else. */
const USUAL_INCREMENTS: readonly Increment[] = [
  { firstSeconds: 1, thenSeconds: 1 },
  { firstSeconds: 6, thenSeconds: 6 },
  { firstSeconds: 30, thenSeconds: 6 },
  { firstSeconds: 30, thenSeconds: 30 },
  { firstSeconds: 60, thenSeconds: 1 },
  { firstSeconds: 60, thenSeconds: 6 },
  { firstSeconds: 60, thenSeconds: 60 },
  { firstSeconds: 180, thenSeconds: 60 },
]

/** The first usual increment that makes `seconds` of the duration; null when none does. */
export const incrementBehind = (durationMs: number, seconds: number): Increment | null =>
  USUAL_INCREMENTS.find((increment) => billableSeconds(durationMs, increment) === seconds) ?? null
