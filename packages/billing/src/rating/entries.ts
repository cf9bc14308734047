import { InvariantError } from '@seatline/core'
import { dayOf, monthOf } from '../period.ts'
import type { CounterBook } from './counters.ts'
import type { RatedUsage, UsageRecord } from './usage.ts'

/**
 * One entry of what was charged for a use. Entries are only ever added: a mistake stays readable, with the entry that takes it back and
 * the one that puts it right.
 */
export type RatedEntry = {
  /** The usage and the number of the charge; a reversal has its charge's with `reversed` behind. */
  readonly entryId: string
  readonly kind: 'charge' | 'reversal'
  readonly rated: RatedUsage
}

/** What an entry adds: its rated amount, or the negative of it. */
export const amountOf = ({ kind, rated }: RatedEntry): bigint => (kind === 'charge' ? rated.amount : -rated.amount)

/** The charge that stands of a use: null when there was none, or it was taken back. */
export function standingCharge(known: readonly RatedEntry[]): RatedEntry | null {
  const reversed = new Set(known.filter(({ kind }) => kind === 'reversal').map(({ entryId }) => entryId))
  return known.find((entry) => entry.kind === 'charge' && !reversed.has(reversalId(entry))) ?? null
}

/**
 * The entries that a usage record adds to those already there for the same use: one for a new record, none for one that says what is
 * known already, a reversal and a new charge for a corrected record or another version of the plan. `usage` null takes back what stands.
 * `known` may be the standing charge alone. What is reversed is given back to allowances and tiers before the new charge takes from them. Adding what it gives and asking again
 * gives nothing.
 */
export function entriesFor(
  known: readonly RatedEntry[],
  now: {
    readonly usage: UsageRecord | null
    readonly plan: { readonly planId: string; readonly version: number }
    readonly timeZone: string
    readonly book: CounterBook
    readonly rate: (usage: UsageRecord, book: CounterBook) => RatedUsage
  },
): readonly RatedEntry[] {
  const { usage, book } = now
  const stranger = known.find(({ rated }) => usage !== null && rated.usage.usageId !== usage.usageId)
  if (stranger !== undefined)
    throw new InvariantError(`an entry is of another use [entry:${stranger.entryId} use:${String(usage?.usageId)}]`)
  const current = standingCharge(known)
  if (current !== null && usage !== null && saysTheSame(current.rated, usage, now.plan)) return []
  const reversal: readonly RatedEntry[] =
    current === null ? [] : [{ entryId: reversalId(current), kind: 'reversal', rated: current.rated }]
  if (current !== null) giveBack(current.rated, now.timeZone, book)
  if (usage === null) return reversal
  const entryId = `${usage.usageId}/${String(Math.max(0, ...known.map(numberOf)) + 1)}`
  return [...reversal, { entryId, kind: 'charge', rated: now.rate(usage, book) }]
}

/** Returns what a rated use took from allowances and tiers. */
export function giveBack(rated: RatedUsage, timeZone: string, book: CounterBook): void {
  const { included, tierId, chargedSeconds, usage } = rated
  if (included.length === 0 && tierId === null) return
  book.giveBack({ included, tierId, chargedSeconds, month: monthOf(dayOf(timeZone, usage.startedAt)) })
}

/** Charges of one use are numbered from 1. */
const numberOf = ({ entryId, rated }: RatedEntry): number =>
  Number.parseInt(entryId.slice(rated.usage.usageId.length + 1), 10)

const reversalId = (charge: RatedEntry): string => `${charge.entryId}/reversed`

/** True when the same was used under the same version of the same plan: then it is charged already. */
function saysTheSame(
  { usage: known, planId, planVersion }: RatedUsage,
  usage: UsageRecord,
  plan: { readonly planId: string; readonly version: number },
): boolean {
  return (
    planId === plan.planId &&
    planVersion === plan.version &&
    known.meter === usage.meter &&
    known.startedAt === usage.startedAt &&
    known.durationMs === usage.durationMs &&
    known.ivrMs === usage.ivrMs &&
    known.number === usage.number &&
    known.destinationClass === usage.destinationClass &&
    known.trunkKind === usage.trunkKind
  )
}
