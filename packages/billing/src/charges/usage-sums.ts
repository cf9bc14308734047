import type { Meter } from '../plans/price-plan.ts'
import { amountOf, type RatedEntry } from '../rating/entries.ts'
import type { RatedUsage } from '../rating/usage.ts'
import { formatIncrement } from '../tariffs/increment.ts'
import { quarterClock, type QuarterClock } from '../tariffs/time-band.ts'
import type { ChargeKind } from './charge-line.ts'
import type { UsageSum } from './charge-facts.ts'

export const MINUTE_KINDS = {
  inbound: 'inboundMinutes',
  outbound: 'outboundMinutes',
  ivr: 'ivrMinutes',
} as const satisfies Record<Meter, ChargeKind>

/** Which line a rated use is in: `outbound/CN mobile`, `outbound/CN mobile@night`. */
export function usageKeyOf({ usage, rate }: Pick<RatedUsage, 'usage' | 'rate'>): string {
  const band = rate?.band ?? null
  return `${usage.meter}/${rate?.destination ?? ''}${band === null ? '' : `@${band}`}`
}

/** Adds up entries by day and line; a reversal counts against its charge. */
export function sumUsage(entries: Iterable<RatedEntry>, timeZone: string): readonly UsageSum[] {
  const sums = new Map<string, UsageSum>()
  const clock = quarterClock(timeZone)
  for (const entry of entries) {
    const sum = sumOf(entry, clock)
    const { date, usageKey, planId, planVersion, pricePerMinute, increment, tierId } = sum
    const key = [date, usageKey, planId, planVersion, pricePerMinute, increment, tierId ?? ''].join('\n')
    const known = sums.get(key)
    sums.set(key, known === undefined ? sum : added(known, sum))
  }
  return [...sums.values()]
}

function sumOf(entry: RatedEntry, clock: QuarterClock): UsageSum {
  const { rated } = entry
  const { usage, rate } = rated
  const sign = entry.kind === 'charge' ? 1 : -1
  return {
    tenantId: usage.tenantId,
    date: clock(usage.startedAt).date,
    usageKey: usageKeyOf(rated),
    meter: usage.meter,
    destination: rate?.destination ?? '',
    band: rate?.band ?? null,
    planId: rated.planId,
    planVersion: rated.planVersion,
    currency: rated.currency,
    pricePerMinute: rate?.pricePerMinute ?? 0n,
    increment: rate === null ? '' : formatIncrement(rate.increment),
    tierId: rated.tierId,
    callsCount: sign,
    countedMs: sign * rated.countedMs,
    billableSeconds: sign * rated.billableSeconds,
    includedSeconds: sign * rated.includedSeconds,
    chargedSeconds: sign * rated.chargedSeconds,
    fees: BigInt(sign) * (rated.connectionFee + rated.minimumTopUp),
    amount: amountOf(entry),
  }
}

const added = (a: UsageSum, b: UsageSum): UsageSum => ({
  ...a,
  callsCount: a.callsCount + b.callsCount,
  countedMs: a.countedMs + b.countedMs,
  billableSeconds: a.billableSeconds + b.billableSeconds,
  includedSeconds: a.includedSeconds + b.includedSeconds,
  chargedSeconds: a.chargedSeconds + b.chargedSeconds,
  fees: a.fees + b.fees,
  amount: a.amount + b.amount,
})
