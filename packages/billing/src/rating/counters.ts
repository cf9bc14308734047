import { InvariantError } from '@seatline/core'
import type { Month } from '../period.ts'
import type { IncludedUse } from './usage.ts'

/**
 * What has been used of a tenant's allowances and tiers, in seconds by calendar month. Allowances and tiers are of the calendar month of
 * the tenant; whoever rates a part of a month hands on these counters, so a month split anywhere keeps its total.
 */
export type UsageCounters = {
  /** Seconds taken from a grant, by allowance and month of the grant. */
  readonly taken: ReadonlyMap<string, number>
  /** Charged seconds that went through a tier, by tier and month. */
  readonly tiered: ReadonlyMap<string, number>
}

export const noCounters: UsageCounters = { taken: new Map(), tiered: new Map() }
export const counterKey = (id: string, month: Month): string => `${id}/${month}`

/** Counters that change while calls are rated one after the other, here and nowhere else. */
export class CounterBook {
  readonly #taken: Map<string, number>
  readonly #tiered: Map<string, number>

  constructor(from: UsageCounters = noCounters) {
    this.#taken = new Map(from.taken)
    this.#tiered = new Map(from.tiered)
  }

  /** What stands in the book now. */
  counters(): UsageCounters {
    return { taken: new Map(this.#taken), tiered: new Map(this.#tiered) }
  }

  /** Takes at most `seconds` from what is left of a month's grant; answers how many. */
  take(allowanceId: string, month: Month, want: { readonly seconds: number; readonly granted: number }): number {
    const key = counterKey(allowanceId, month)
    const before = this.#taken.get(key) ?? 0
    const taken = Math.max(0, Math.min(want.seconds, want.granted - before))
    if (taken > 0) this.#taken.set(key, before + taken)
    return taken
  }

  /** Seconds that went through the tier this month before; counts these. */
  pass(tierId: string, month: Month, seconds: number): number {
    const key = counterKey(tierId, month)
    const before = this.#tiered.get(key) ?? 0
    this.#tiered.set(key, before + seconds)
    return before
  }

  /** Gives back what an entry took that is reversed. */
  giveBack(use: {
    readonly included: readonly IncludedUse[]
    readonly tierId: string | null
    readonly month: Month
    readonly chargedSeconds: number
  }): void {
    for (const { allowanceId, month, seconds } of use.included)
      reduce(this.#taken, counterKey(allowanceId, month), seconds)
    if (use.tierId !== null) reduce(this.#tiered, counterKey(use.tierId, use.month), use.chargedSeconds)
  }
}

function reduce(map: Map<string, number>, key: string, seconds: number): void {
  const left = (map.get(key) ?? 0) - seconds
  if (left < 0)
    throw new InvariantError(`more is given back than was taken [counter:${key} seconds:${String(seconds)}]`)
  map.set(key, left)
}
