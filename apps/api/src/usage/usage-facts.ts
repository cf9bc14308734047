import type { UsageRecord } from '@seatline/billing'
import { classOfDestination, instant } from '@seatline/core'
import type { CallId, DestinationTable, TenantId } from '@seatline/core'
import type { DerivedCall, LegRow } from '../events/derived-rows.ts'

/** Legs to a carrier that were answered and have ended: what a tenant pays minutes for. A leg to an agent costs nothing. */
export const isBillable = (leg: LegRow): boolean =>
  leg.trunkId !== null && leg.answeredAt !== null && leg.endedAt !== null && (leg.connectedMs ?? 0) > 0

export const usageIdOf = (leg: { readonly id: string }): string => `use_${leg.id.slice(4)}`
export const ivrUsageIdOf = (callId: string): string => `use_${callId.slice(4)}_ivr`

/** What was used of a carrier's line. The class of a number is the one of the operator's table, the one that also says who may call it. */
export function legUsage(
  leg: LegRow,
  known: {
    readonly call: DerivedCall
    readonly destinations: DestinationTable
    readonly trunkKinds: ReadonlyMap<string, string>
  },
): UsageRecord {
  const { call } = known.call
  const number = known.call.numbers.get(leg.id) ?? ''
  const digits = number.replace(/^\+/, '')
  const { destinationClass, prefix } = classOfDestination(known.destinations, digits)
  const durationMs = leg.connectedMs ?? 0
  return {
    usageId: usageIdOf(leg),
    callId: leg.callId as CallId,
    tenantId: leg.tenantId as TenantId,
    meter: leg.direction,
    startedAt: instant((leg.answeredAt ?? leg.startedAt).getTime()),
    durationMs,
    ivrMs: leg.direction === 'inbound' ? Math.min(durationMs, call.ivrMs) : 0,
    number,
    // What no prefix names has no class, and the price of the rest.
    destinationClass: prefix === null ? null : destinationClass,
    trunkKind: leg.trunkId === null ? null : (known.trunkKinds.get(leg.trunkId) ?? null),
  }
}

/** The time in menus as a use of its own, for plans that price it; null where there was none. */
export const ivrUsage = (inbound: UsageRecord): UsageRecord | null =>
  inbound.meter === 'inbound' && inbound.ivrMs > 0
    ? { ...inbound, usageId: ivrUsageIdOf(inbound.callId), meter: 'ivr', durationMs: inbound.ivrMs }
    : null
