import { describe, expect, it } from 'vitest'
import { buildPlan, buildUsage, PLACE, planOf, rateJson } from '../testing/builders.ts'
import type { PricePlan } from '../plans/price-plan.ts'
import { CounterBook, counterKey } from './counters.ts'
import { amountOf, entriesFor, type RatedEntry } from './entries.ts'
import { ratedFromJson, ratedToJson } from './rated-json.ts'
import { makeRater } from './rater.ts'
import type { UsageRecord } from './usage.ts'

/** A desk that keeps what it was told. */
function desk(plan: PricePlan) {
  const book = new CounterBook()
  const entries: RatedEntry[] = []
  const tell = (usage: UsageRecord | null, by: PricePlan = plan): readonly RatedEntry[] => {
    const rater = makeRater(by, PLACE)
    const place = { timeZone: PLACE.timeZone, book, rate: rater.rate }
    const added = entriesFor(entries, { usage, plan: by, ...place })
    entries.push(...added)
    return added
  }
  const sum = (): bigint => entries.reduce((all, entry) => all + amountOf(entry), 0n)
  return { book, entries, tell, sum }
}

const usage = buildUsage('one', { meter: 'outbound', durationMs: 61_000 })

describe('a use is charged once', () => {
  it('however often it is told', () => {
    const { tell, entries, sum } = desk(buildPlan())
    expect([tell(usage), tell(usage), tell({ ...usage })].map((added) => added.length)).toEqual([1, 0, 0])
    expect(entries[0]?.entryId).toBe('leg_one/1')
    expect(sum()).toBe(290_000n)
  })

  it('and a corrected record takes back the old charge and makes a new one', () => {
    const { tell, entries, sum } = desk(buildPlan())
    tell(usage)
    tell({ ...usage, durationMs: 59_000 })
    expect(entries.map(({ entryId, kind }) => `${entryId} ${kind}`)).toEqual([
      'leg_one/1 charge',
      'leg_one/1/reversed reversal',
      'leg_one/2 charge',
    ])
    expect(sum()).toBe(170_000n)
    // The correction told again, and the first record told late, change what they say and nothing else.
    expect(tell({ ...usage, durationMs: 59_000 })).toEqual([])
  })

  it('under another version it is rated anew, and doing that twice changes nothing', () => {
    const { tell, entries, sum } = desk(buildPlan())
    const dearer = planOf([rateJson({ pricePerMinute: '1', increment: '1/1' })])
    const second = { ...dearer, version: 2 }
    tell(usage)
    expect(tell(usage, second)).toHaveLength(2)
    expect(tell(usage, second)).toEqual([])
    expect(sum()).toBe(1_016_667n)
    expect(entries).toHaveLength(3)
  })

  it('and what is taken back is given back to included minutes before the new charge takes from them', () => {
    const plan = planOf([rateJson({ pricePerMinute: '0.6', increment: '1/1' })], {
      included: [{ id: 'pool', directions: ['outbound'], per: 'tenant', minutes: 1 }],
      tiers: [
        {
          id: 'out',
          directions: ['outbound'],
          kind: 'graduated',
          steps: [{ upToMinutes: null, pricePerMinute: '0.6' }],
        },
      ],
    })
    const { tell, book, sum } = desk(plan)
    tell(usage)
    tell({ ...usage, durationMs: 70_000 })
    expect(book.counters().taken.get(counterKey('pool', '2026-09'))).toBe(60)
    expect(book.counters().tiered.get(counterKey('out', '2026-09'))).toBe(10)
    expect(sum()).toBe(100_000n)
    tell(null)
    expect(sum()).toBe(0n)
    expect(book.counters().taken.get(counterKey('pool', '2026-09'))).toBe(0)
  })

  it('and is kept as plain data that reads back the same', () => {
    const { tell } = desk(buildPlan())
    const [entry] = tell(usage)
    if (entry === undefined) throw new Error('no entry')
    const kept = JSON.parse(JSON.stringify(ratedToJson(entry.rated))) as ReturnType<typeof ratedToJson>
    expect(ratedFromJson(kept)).toEqual(entry.rated)
  })
})
