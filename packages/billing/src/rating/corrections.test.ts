import { InvariantError } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { formatMicros, sumMoney } from '../money.ts'
import type { PricePlan } from '../price-plan.ts'
import { buildPlan, buildUsage, seededRandom } from '../testing/builders.ts'
import { entriesFor, type RatedEntry } from './corrections.ts'
import { rateUsage, type UsageRecord } from './rate-usage.ts'

const plan = buildPlan({ inbound: { pricePerMinute: '0.60', increment: '6/6' } })
const minute = buildUsage('call-a', { durationMs: 60_000 })

/** The entries after records have come in, one after the other. */
const after = (records: readonly (readonly [UsageRecord, PricePlan])[]): readonly RatedEntry[] =>
  records.reduce<readonly RatedEntry[]>((known, [usage, by]) => [...known, ...entriesFor(known, usage, by)], [])
const written = (entries: readonly RatedEntry[]): readonly string[] =>
  entries.map(({ entryId, amount }) => `${entryId} ${formatMicros(amount.micros)}`)

describe('what a call is charged', () => {
  it('is charged once, however often its record comes', () => {
    expect(
      written(
        after([
          [minute, plan],
          [minute, plan],
          [{ ...minute }, plan],
        ]),
      ),
    ).toEqual(['ten_clinic/cal_call-a/inbound/1 0.60'])
  })

  it('is taken back and charged anew when the record is corrected, also back to what it was', () => {
    const longer = { ...minute, durationMs: 90_000 }
    expect(
      written(
        after([
          [minute, plan],
          [longer, plan],
          [minute, plan],
          [minute, plan],
        ]),
      ),
    ).toEqual([
      'ten_clinic/cal_call-a/inbound/1 0.60',
      'ten_clinic/cal_call-a/inbound/1/reversed -0.60',
      'ten_clinic/cal_call-a/inbound/2 0.90',
      'ten_clinic/cal_call-a/inbound/2/reversed -0.90',
      'ten_clinic/cal_call-a/inbound/3 0.60',
    ])
  })

  it('is charged anew under another version of the plan, with the old one still to be read', () => {
    const cheaper = buildPlan({ version: 2, inbound: { pricePerMinute: '0.30', increment: '6/6' } })
    const entries = after([
      [minute, plan],
      [minute, cheaper],
    ])
    expect(entries.map(({ kind, rated }) => [kind, rated.planVersion])).toEqual([
      ['charge', 1],
      ['reversal', 1],
      ['charge', 2],
    ])
  })

  it('is never mixed with another call', () => {
    const known = after([[minute, plan]])
    expect(() => entriesFor(known, buildUsage('call-b'), plan)).toThrow(InvariantError)
  })

  it('comes to the price of the last record, whatever came before (seed 41)', () => {
    const random = seededRandom(41)
    const plans = [plan, buildPlan({ version: 2, inbound: { pricePerMinute: '0.013', increment: '1/1' } })]
    for (let run = 0; run < 100; run++) {
      const records = Array.from({ length: 1 + Math.floor(random() * 8) }, () => {
        const durationMs = Math.floor(random() * 3) * 30_000
        return [{ ...minute, durationMs }, plans[Math.floor(random() * 2)] ?? plan] as const
      })
      const entries = after(records)
      const [usage, by] = records.at(-1) ?? [minute, plan]
      const net = sumMoney(
        plan.currency,
        entries.map((entry) => entry.amount),
      )
      expect(net).toEqual(rateUsage(usage, by).amount)
      expect(new Set(entries.map((entry) => entry.entryId)).size).toBe(entries.length)
      expect(entriesFor(entries, usage, by)).toEqual([])
    }
  })
})
