import { describe, expect, it } from 'vitest'
import type { LocalDate, SeatGrade } from '@seatline/core'
import { addDays } from '@seatline/core'
import type { ChargeLine } from '../charges/charge-line.ts'
import { isCurrency, sumMoney, type Currency } from '../money.ts'
import { idOf, seededRandom } from '../testing/builders.ts'
import { seatCharges } from './seat-charges.ts'
import { noSeatFacts, type SeatFacts } from './seat-facts.ts'
import { noSeatTerms, type GradeTerms, type SeatTerms } from './seat-terms.ts'

const CLINIC = idOf('tenant', 'clinic')
const CNY = currency('CNY')
const SEPTEMBER = { timeZone: 'Asia/Shanghai', from: '2026-09-01', until: '2026-10-01' }

function currency(text: string): Currency {
  if (!isCurrency(text)) throw new RangeError(text)
  return text
}
const charges = (terms: SeatTerms, facts: Partial<SeatFacts>, period = SEPTEMBER): readonly ChargeLine[] =>
  seatCharges({
    tenantId: CLINIC,
    plan: { planId: idOf('pricePlan', 'standard'), version: 3, currency: CNY },
    terms,
    period,
    facts: { ...noSeatFacts, ...facts },
  })
const onGrade = (grade: SeatGrade, terms: GradeTerms): SeatTerms => ({
  ...noSeatTerms,
  grades: { ...noSeatTerms.grades, [grade]: terms },
})
const rented = (grade: SeatGrade, seatsCount: number, from: LocalDate, until: LocalDate | null = null) => ({
  subscriptionId: 'first',
  tenantId: CLINIC,
  grade,
  seatsCount,
  from,
  until,
})

describe('seatCharges', () => {
  it('prorates rented seats by day: from the 16th of 30 days it is half the month', () => {
    const [line] = charges(onGrade('standard', { model: 'rented', pricePerMonth: 500_000_000n }), {
      subscriptions: [rented('standard', 2, '2026-09-16'), rented('leader', 9, '2026-09-01')],
    })
    expect(line).toMatchObject({
      lineId: 'ten_clinic/2026-09-01/rentedSeats/standard',
      quantity: '30',
      unit: 'seatDay',
      amount: { micros: 500_000_000n },
      plan: { version: 3 },
    })
  })

  it('charges named users by user-day, each person once a day', () => {
    const day = (agent: string, date: LocalDate) => ({
      tenantId: CLINIC,
      date,
      agentId: idOf('agent', agent),
      grade: 'professional' as const,
    })
    const userDays = [
      day('ann', '2026-09-01'),
      day('ann', '2026-09-01'),
      day('ann', '2026-09-02'),
      day('bob', '2026-09-02'),
    ]
    const [line] = charges(onGrade('professional', { model: 'namedUsers', pricePerUserDay: 30_000_000n }), { userDays })
    expect(line).toMatchObject({ quantity: '3', amount: { micros: 90_000_000n }, details: { people: '2' } })
  })

  const peak = (date: LocalDate, hour: number, count: number) => ({
    tenantId: CLINIC,
    date,
    hour,
    startsAt: hour,
    grade: 'leader' as const,
    peak: count,
  })
  const hourlyPeaks = [peak('2026-09-01', 9, 2), peak('2026-09-01', 10, 3), peak('2026-09-02', 9, 1)]

  it('charges the peak of each hour', () => {
    const terms = onGrade('leader', { model: 'peakConcurrent', basis: 'hour', pricePerHour: 4_000_000n })
    const [line] = charges(terms, { hourlyPeaks })
    expect(line).toMatchObject({ quantity: '6', unit: 'peakSeat', amount: { micros: 24_000_000n } })
    expect(line?.details['highestPeak']).toBe('3')
  })

  it('charges the greatest hourly peak of each day by the day of the month', () => {
    const terms = onGrade('leader', { model: 'peakConcurrent', basis: 'day', pricePerMonth: 300_000_000n })
    const [line] = charges(terms, { hourlyPeaks })
    expect(line).toMatchObject({ quantity: '4', amount: { micros: 40_000_000n } })
  })

  it('charges shared agents by the hour to the millisecond', () => {
    const terms = { ...noSeatTerms, sharedPerHour: { ...noSeatTerms.sharedPerHour, standard: 66_660_000n } }
    const share = (agent: string, ms: number) => ({
      tenantId: CLINIC,
      date: '2026-09-01',
      agentId: idOf('agent', agent),
      grade: 'standard' as const,
      ms,
    })
    const [line] = charges(terms, { sharedDays: [share('ann', 1_800_001), share('bob', 1_800_000)] })
    // 66.66 × 3 600 001 / 3 600 000 = 66.660018516…
    expect(line).toMatchObject({ quantity: '3600.001', unit: 'second', amount: { micros: 66_660_019n } })
  })

  it('stops at another tenant’s data', () => {
    const subscriptions = [{ ...rented('standard', 1, '2026-09-01'), tenantId: idOf('tenant', 'hotel') }]
    expect(() => charges(noSeatTerms, { subscriptions })).toThrow('another tenant')
  })

  it('keeps its total wherever the month is split, and each line is the sum of its days', () => {
    const random = seededRandom(11)
    const dates = Array.from({ length: 30 }, (_, index) => addDays('2026-09-01', index))
    const facts: SeatFacts = {
      subscriptions: [rented('standard', 7, '2026-09-03', '2026-09-20'), rented('standard', 3, '2026-09-11')],
      userDays: dates.flatMap((date) =>
        ['ann', 'bob', 'eve']
          .filter(() => random() < 0.6)
          .map((name) => ({ tenantId: CLINIC, date, agentId: idOf('agent', name), grade: 'professional' as const })),
      ),
      hourlyPeaks: dates.flatMap((date) => [8, 9, 10].map((hour) => peak(date, hour, Math.floor(random() * 5)))),
      sharedDays: dates.map((date) => ({
        tenantId: CLINIC,
        date,
        agentId: idOf('agent', 'sam'),
        grade: 'standard' as const,
        ms: Math.floor(random() * 30_000_000),
      })),
    }
    const terms: SeatTerms = {
      grades: {
        standard: { model: 'rented', pricePerMonth: 499_990_001n },
        professional: { model: 'namedUsers', pricePerUserDay: 31_333_333n },
        leader: { model: 'peakConcurrent', basis: 'day', pricePerMonth: 777_777_777n },
      },
      sharedPerHour: { standard: 59_999_999n, professional: null, leader: null },
    }
    const totalOf = (lines: readonly ChargeLine[]): bigint =>
      sumMoney(
        CNY,
        lines.map(({ amount }) => amount),
      ).micros
    const whole = charges(terms, facts)
    expect(whole.map(({ kind }) => kind)).toEqual(['rentedSeats', 'sharedAgents', 'namedUsers', 'concurrentSeats'])
    for (const { amount, evidence } of whole) {
      const days = evidence.kind === 'days' ? evidence.days : []
      expect(
        sumMoney(
          CNY,
          days.map((day) => day.amount),
        ),
      ).toEqual(amount)
    }
    for (const cut of dates.slice(1)) {
      const parts = [
        ...charges(terms, facts, { ...SEPTEMBER, until: cut }),
        ...charges(terms, facts, { ...SEPTEMBER, from: cut }),
      ]
      expect(totalOf(parts)).toBe(totalOf(whole))
    }
  })
})
