import { describe, expect, it } from 'vitest'
import type { ChargeLine } from '../charges/charge-line.ts'
import { isCurrency, type Currency, type Micros } from '../money.ts'
import { calendarMonth, instantsOf } from '../period.ts'
import { idOf, seededRandom } from '../testing/builders.ts'
import { availability, downSpans } from './availability.ts'
import { caseStanding, incidentStandings } from './cases.ts'
import { parseContractTerms, type ContractPromise, type ContractTerms } from './contract-terms.ts'
import { contractJson } from '../testing/contract-json.ts'
import { judge } from './judge.ts'
import type { Figure, Indicator } from './indicators.ts'
import { serviceCreditLines, serviceCredits, type JudgedMeasure } from './service-credits.ts'

const CLINIC = idOf('tenant', 'clinic')
const CONTRACT = 'ctr_clinic'
const MINUTE = 60_000

function termsOf(changes: Record<string, unknown> = {}): ContractTerms {
  const terms = parseContractTerms({ ...contractJson, ...changes })
  if (!terms.ok) throw new RangeError(JSON.stringify(terms.error))
  return terms.value
}
function promiseOf(indicator: Indicator): ContractPromise {
  const promise = termsOf().promises.find((each) => each.indicator === indicator)
  if (promise === undefined) throw new RangeError(indicator)
  return promise
}
function currency(text: string): Currency {
  if (!isCurrency(text)) throw new RangeError(text)
  return text
}
const CNY = currency('CNY')
const fee = (micros: Micros, changes: Partial<ChargeLine> = {}): ChargeLine => ({
  lineId: `${CLINIC}/2026-09-01/rentedSeats/standard`,
  tenantId: CLINIC,
  kind: 'rentedSeats',
  subject: 'standard',
  servicePeriod: { from: '2026-09-01', until: '2026-10-01' },
  plan: null,
  quantity: '1',
  unit: 'piece',
  unitPrice: null,
  details: {},
  amount: { currency: CNY, micros },
  taxCategory: 'standard',
  evidence: { kind: 'lines', lineIds: [] },
  ...changes,
})
const credits = (measures: readonly JudgedMeasure[], fees: Micros, terms = termsOf()) =>
  serviceCredits({
    tenantId: CLINIC,
    contractId: CONTRACT,
    terms,
    month: '2026-09',
    measures,
    fees: { currency: CNY, micros: fees },
  })

describe('a September with an outage of 50 minutes', () => {
  const { startsAt, endsAt } = instantsOf(calendarMonth('Asia/Shanghai', '2026-09'))
  const month = { from: startsAt, until: endsAt }
  const began = startsAt + 11 * 86_400_000
  const figure = availability(
    { outages: [{ from: began, until: began + 50 * MINUTE }], refusedAt: [], admittedAt: [] },
    month,
  )

  it('was available 43,150 of 43,200 minutes', () => {
    expect(figure).toEqual({ kind: 'share', part: 43_150 * MINUTE, whole: 43_200 * MINUTE })
  })

  it('misses 99.9 %, but not seriously; 43 minutes and 12 seconds would have kept it, a millisecond more not', () => {
    expect(judge(promiseOf('availability'), figure)).toBe('missed')
    const of = (downMs: number): Figure => ({ kind: 'share', part: 43_200 * MINUTE - downMs, whole: 43_200 * MINUTE })
    expect(judge(promiseOf('availability'), of(43 * MINUTE + 12_000))).toBe('met')
    expect(judge(promiseOf('availability'), of(43 * MINUTE + 12_001))).toBe('missed')
  })

  it('is credited 5 % of the month’s fees by a line that opens to the measurement', () => {
    const measureId = `${CONTRACT}/2026-09/availability`
    const lines = serviceCreditLines({
      tenantId: CLINIC,
      contractId: CONTRACT,
      terms: termsOf(),
      month: '2026-09',
      measures: [{ measureId, indicator: 'availability', tier: judge(promiseOf('availability'), figure) }],
      currency: CNY,
      // A correction and an earlier credit are no fee of the month.
      lines: [
        fee(10_000_000_000n),
        fee(345_670_000n, { kind: 'inboundMinutes' }),
        fee(-7_000_000n, { kind: 'correction' }),
      ],
    })
    expect(lines).toMatchObject([
      {
        kind: 'serviceCredit',
        subject: 'availability',
        amount: { currency: 'CNY', micros: -517_283_500n },
        details: { tier: 'missed', rule: 'monthFees 5 %', fees: '10345.67' },
        evidence: { kind: 'serviceLevel', contractId: CONTRACT, measureId },
      },
    ])
  })
})

describe('availability', () => {
  const hour = { from: 0, until: 60 * MINUTE }
  it('counts a minute in which calls were refused for the platform’s fault and none came in', () => {
    const facts = {
      outages: [],
      refusedAt: [5 * MINUTE + 1, 5 * MINUTE + 2, 9 * MINUTE],
      admittedAt: [9 * MINUTE + 30_000],
    }
    expect(downSpans(facts, hour)).toEqual([{ from: 5 * MINUTE, until: 6 * MINUTE }])
  })

  it('counts what two sources tell of once, and nothing outside the span', () => {
    const facts = {
      outages: [
        { from: -10 * MINUTE, until: 2 * MINUTE },
        { from: MINUTE, until: 3 * MINUTE },
        { from: 59 * MINUTE, until: null },
      ],
      refusedAt: [2 * MINUTE + 5],
      admittedAt: [],
    }
    expect(availability(facts, hour).part).toBe(56 * MINUTE)
  })
})

describe('judge', () => {
  it('judges what should be low by being low, and an empty month not at all', () => {
    const abandonment = promiseOf('abandonment')
    expect(judge(abandonment, { kind: 'share', part: 5, whole: 100 })).toBe('met')
    expect(judge(abandonment, { kind: 'share', part: 6, whole: 100 })).toBe('missed')
    expect(judge(abandonment, { kind: 'share', part: 11, whole: 100 })).toBe('seriouslyMissed')
    expect(judge(abandonment, { kind: 'share', part: 0, whole: 0 })).toBe('notMeasured')
    expect(judge(promiseOf('speedOfAnswer'), { kind: 'mean', totalMs: 60_001, count: 3 })).toBe('missed')
  })
})

describe('an incident', () => {
  const times = { openedAt: 0, noticedAt: 31 * MINUTE, respondedAt: 10 * MINUTE, resolvedAt: null }

  it('counts down while it runs, and has missed when its time is over', () => {
    const [notice, response, resolution] = incidentStandings(termsOf().promises, times, 119 * MINUTE)
    expect(notice).toMatchObject({
      indicator: 'incidentNotice',
      tier: 'missed',
      dueAt: 30 * MINUTE,
      decidedAt: 31 * MINUTE,
    })
    expect(response).toMatchObject({ tier: 'met', decidedAt: 10 * MINUTE })
    expect(resolution).toMatchObject({ tier: 'met', dueAt: 120 * MINUTE, decidedAt: null })
    const later = incidentStandings(termsOf().promises, times, 121 * MINUTE)
    expect(later[2]).toMatchObject({ tier: 'missed', decidedAt: null })
  })

  it('is decided once: when done, or when even the serious limit has passed, whatever comes later', () => {
    const promise = promiseOf('incidentResolution')
    const open = caseStanding(promise, { beganAt: 0, doneAt: null }, 1_000 * MINUTE)
    const late = caseStanding(promise, { beganAt: 0, doneAt: 900 * MINUTE }, 1_000 * MINUTE)
    expect(open).toMatchObject({ tier: 'seriouslyMissed', decidedAt: 480 * MINUTE + 1 })
    expect(late).toMatchObject({ tier: 'seriouslyMissed', decidedAt: 480 * MINUTE + 1 })
  })

  it('gives two daily fees for a missed response and one and a half for a missed resolution', () => {
    const given = credits(
      [
        { measureId: 'a/response', indicator: 'incidentResponse', tier: 'missed' },
        { measureId: 'a/resolution', indicator: 'incidentResolution', tier: 'missed' },
        { measureId: 'b/resolution', indicator: 'incidentResolution', tier: 'met' },
      ],
      3_000_000_000n,
    )
    expect(given.map(({ measureId, amount }) => [measureId, amount.micros])).toEqual([
      ['a/resolution', 150_000_000n],
      ['a/response', 200_000_000n],
    ])
  })
})

describe('serviceCredits', () => {
  it('stops at the cap: the one that reaches it is given in part, later ones not at all, and say so', () => {
    const measures = ['a', 'b', 'c'].map((name) => ({
      measureId: name,
      indicator: 'availability' as const,
      tier: 'seriouslyMissed' as const,
    }))
    const given = credits(measures, 1_000_000_000n)
    expect(given.map(({ amount }) => amount.micros)).toEqual([150_000_000n, 150_000_000n, 0n])
    expect(given[2]?.details).toMatchObject({ before: '150.00', cap: '300.00' })
    expect(
      credits(measures, 1_000_000_000n, termsOf({ creditCapPercent: '20' })).map(({ amount }) => amount.micros),
    ).toEqual([150_000_000n, 50_000_000n, 0n])
  })

  it('never exceeds the cap or falls below nothing, and gives the same for the same, in any order', () => {
    const random = seededRandom(3)
    const tiers = ['met', 'missed', 'seriouslyMissed', 'notMeasured'] as const
    for (let round = 0; round < 300; round++) {
      const measures = termsOf().promises.map(({ indicator }) => ({
        measureId: `${indicator}/${String(Math.floor(random() * 9))}`,
        indicator,
        tier: tiers[Math.floor(random() * 4)] ?? 'met',
      }))
      const fees = BigInt(Math.floor(random() * 9e12))
      const given = credits(measures, fees)
      const total = given.reduce((sum, { amount }) => sum + amount.micros, 0n)
      expect(total * 100n <= fees * 30n + 50n).toBe(true)
      expect(given.every(({ amount }) => amount.micros >= 0n)).toBe(true)
      expect(credits(measures.toReversed(), fees)).toEqual(given)
    }
  })

  it('gives nothing for what was not measured', () => {
    expect(credits([{ measureId: 'a', indicator: 'satisfaction', tier: 'notMeasured' }], 1_000_000n)).toEqual([])
  })
})
