import { describe, expect, it } from 'vitest'
import { formatMicros, sumMoney } from '../money.ts'
import { buildPlan, buildUsage, seededRandom } from '../testing/builders.ts'
import { rateWithIncluded } from './included-minutes.ts'
import { rateUsage } from './rate-usage.ts'

const plan = buildPlan({ inbound: { pricePerMinute: '0.60', increment: '6/6', connectionFee: '0.05' } })
const calls = [60, 90, 30].map((seconds, index) => buildUsage(`call-${String(index)}`, { durationMs: seconds * 1_000 }))

describe('included minutes', () => {
  it('pay for calls in order, the last one in part, and what expires first goes first', () => {
    const { rated, remaining } = rateWithIncluded(calls, plan, [
      { grantId: 'left-of-august', seconds: 30 },
      { grantId: 'september', seconds: 90 },
    ])
    expect(rated.map(({ includedUse, chargedSeconds }) => ({ includedUse, chargedSeconds }))).toEqual([
      {
        includedUse: [
          { grantId: 'left-of-august', seconds: 30 },
          { grantId: 'september', seconds: 30 },
        ],
        chargedSeconds: 0,
      },
      { includedUse: [{ grantId: 'september', seconds: 60 }], chargedSeconds: 30 },
      { includedUse: [], chargedSeconds: 30 },
    ])
    expect(rated.map((call) => formatMicros(call.amount.micros))).toEqual(['0.05', '0.35', '0.35'])
    expect(remaining).toEqual([])
  })

  it('that are not used are left, for the rule of the plan to carry over or not', () => {
    const { remaining } = rateWithIncluded(calls, plan, [
      { grantId: 'september', seconds: 200 },
      { grantId: 'gift', seconds: 60 },
    ])
    expect(remaining).toEqual([
      { grantId: 'september', seconds: 20 },
      { grantId: 'gift', seconds: 60 },
    ])
  })

  it('change nothing when there are none', () => {
    const { rated } = rateWithIncluded(calls, plan, [])
    expect(rated).toMatchObject(calls.map((call) => rateUsage(call, plan)))
  })

  it('are taken once: included + charged = billable, taken + left = granted (seed 31)', () => {
    const random = seededRandom(31)
    for (let run = 0; run < 100; run++) {
      const grants = [0, 1, 2].map((index) => ({ grantId: String(index), seconds: Math.floor(random() * 900) }))
      const usage = Array.from({ length: 10 }, (_, index) =>
        buildUsage(`call-${String(index)}`, { durationMs: Math.floor(random() * 300_000) }),
      )
      const { rated, remaining } = rateWithIncluded(usage, plan, grants)
      const seconds = (list: readonly { seconds: number }[]) => list.reduce((sum, each) => sum + each.seconds, 0)
      for (const call of rated) {
        expect(call.includedSeconds + call.chargedSeconds).toBe(call.billableSeconds)
        expect(sumMoney(plan.currency, [call.usageAmount, call.connectionFee])).toEqual(call.amount)
      }
      expect(seconds(rated.flatMap((call) => call.includedUse)) + seconds(remaining)).toBe(seconds(grants))
    }
  })
})
