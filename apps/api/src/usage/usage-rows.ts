import { formatIncrement, ratedToJson, usageKeyOf } from '@seatline/billing'
import type { RatedEntry, RatedUsage, UsageRecord } from '@seatline/billing'
import { idSchema, instant } from '@seatline/core'
import type { RatedEntry as EntryRow, UsageRecord as UsageRow } from '../generated/prisma/client.ts'

/** As it is written: amounts as decimal text, which JSON carries exactly. */
type Written<T> = { readonly [K in keyof T]: bigint extends T[K] ? string : T[K] }
export type WrittenUsage = Written<UsageRow>
export type WrittenEntry = Written<Omit<EntryRow, 'rated'>> & { readonly rated: object }

const METERS = ['inbound', 'outbound', 'ivr'] as const

/** The use of a row, as billing reads it. */
export function usageFromRow(row: UsageRow): UsageRecord {
  const meter = METERS.find((each) => each === row.meter)
  if (meter === undefined) throw new RangeError(`an unknown meter [usage:${row.id} meter:${row.meter}]`)
  return {
    usageId: row.id,
    callId: idSchema('call').parse(row.callId),
    tenantId: idSchema('tenant').parse(row.tenantId),
    meter,
    startedAt: instant(row.startedAt.getTime()),
    durationMs: row.durationMs,
    ivrMs: row.ivrMs,
    number: row.number,
    destinationClass: row.destinationClass,
    trunkKind: row.trunkKind,
  }
}

/** What stands of a use after it was rated. */
export function usageToRow(
  rated: RatedUsage,
  place: { readonly legId: string | null; readonly day: string; readonly chargesCount: number },
): WrittenUsage {
  const { usage, rate } = rated
  return {
    id: usage.usageId,
    tenantId: usage.tenantId,
    callId: usage.callId,
    legId: place.legId,
    direction: usage.meter === 'outbound' ? 'outbound' : 'inbound',
    meter: usage.meter,
    startedAt: new Date(usage.startedAt),
    day: new Date(`${place.day}T00:00:00Z`),
    durationMs: usage.durationMs,
    ivrMs: usage.ivrMs,
    number: usage.number,
    destinationClass: usage.destinationClass,
    trunkKind: usage.trunkKind,
    planId: rated.planId,
    planVersion: rated.planVersion,
    usageKey: usageKeyOf(rated),
    destination: rate?.destination ?? '',
    band: rate?.band ?? null,
    pricePerMinuteMicros: String(rate?.pricePerMinute ?? 0n),
    increment: rate === null ? '1/1' : formatIncrement(rate.increment),
    countedMs: rated.countedMs,
    billableSeconds: rated.billableSeconds,
    includedSeconds: rated.includedSeconds,
    chargedSeconds: rated.chargedSeconds,
    tierId: rated.tierId,
    usageMicros: String(rated.usageAmount),
    connectionFeeMicros: String(rated.connectionFee),
    minimumTopUpMicros: String(rated.minimumTopUp),
    amountMicros: String(rated.amount),
    currency: rated.currency,
    chargesCount: place.chargesCount,
  }
}

/** `at`: when it was charged. A first charge is made when the use ends; what puts it right, when it was put right. */
export function entryToRow(entry: RatedEntry, at: Date): WrittenEntry {
  const { rated, kind } = entry
  const { usage } = rated
  return {
    id: entry.entryId,
    tenantId: usage.tenantId,
    usageId: usage.usageId,
    callId: usage.callId,
    kind,
    at,
    startedAt: new Date(usage.startedAt),
    planId: rated.planId,
    planVersion: rated.planVersion,
    amountMicros: String(kind === 'charge' ? rated.amount : -rated.amount),
    currency: rated.currency,
    rated: ratedToJson(rated),
  }
}
