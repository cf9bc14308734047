import { InvariantError } from '@seatline/core'
import type { Money } from '../money.ts'
import type { PricePlan } from '../price-plan.ts'
import { rateUsage, type RatedUsage, type UsageRecord } from './rate-usage.ts'

/**
 * One entry of what was charged for a call in one direction. Entries are only ever added: a mistake stays readable, with the entry that
 * takes it back and the one that puts it right.
 */
export type RatedEntry = {
  /** Call, direction and the number of the charge; a reversal has its charge's with `reversed` behind. */
  readonly entryId: string
  readonly kind: 'charge' | 'reversal'
  readonly rated: RatedUsage
  /** What the entry adds to the bill: the rated amount, or its negative. */
  readonly amount: Money
}

/**
 * The entries that a usage record adds to those already there for the same call and direction: one for a new record, none for a record
 * that says what is known already, a reversal and a new charge for a corrected record, or for another plan. Adding what it gives
 * and asking again gives nothing.
 */
export function entriesFor(known: readonly RatedEntry[], usage: UsageRecord, plan: PricePlan): readonly RatedEntry[] {
  const stranger = known.find(({ rated }) => keyOf(rated.usage) !== keyOf(usage))
  if (stranger !== undefined)
    throw new InvariantError(`an entry is of another call [entry:${stranger.entryId} call:${usage.callId}]`)
  const rated = rateUsage(usage, plan)
  const charges = known.filter((entry) => entry.kind === 'charge')
  const current = charges.find((charge) => !known.some((entry) => entry.entryId === reversalId(charge)))
  if (current !== undefined && isSameRating(current.rated, rated)) return []
  const charge: RatedEntry = {
    entryId: `${keyOf(usage)}/${String(charges.length + 1)}`,
    kind: 'charge',
    rated,
    amount: rated.amount,
  }
  return current === undefined ? [charge] : [reversalOf(current), charge]
}

function reversalOf(charge: RatedEntry): RatedEntry {
  const { currency, micros } = charge.amount
  return { entryId: reversalId(charge), kind: 'reversal', rated: charge.rated, amount: { currency, micros: -micros } }
}

const reversalId = (charge: RatedEntry): string => `${charge.entryId}/reversed`

const keyOf = (usage: UsageRecord): string => `${usage.tenantId}/${usage.callId}/${usage.direction}`

/** True when the same was used under the same version of the same plan: then the price is the same too. */
function isSameRating(a: RatedUsage, b: RatedUsage): boolean {
  return (
    a.planId === b.planId &&
    a.planVersion === b.planVersion &&
    a.usage.startedAt === b.usage.startedAt &&
    a.usage.durationMs === b.usage.durationMs
  )
}
