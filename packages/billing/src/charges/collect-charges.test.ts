import { addDays, instant } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { formatMicros, sumMoney } from '../money.ts'
import { calendarMonth, daysOf, instantsOf, type ServicePeriod } from '../period.ts'
import type { PlanInForce, PricePlan } from '../plans/price-plan.ts'
import { CounterBook } from '../rating/counters.ts'
import type { RatedEntry } from '../rating/entries.ts'
import { makeRater } from '../rating/rater.ts'
import type { UsageRecord } from '../rating/usage.ts'
import { noSeatFacts } from '../seats/seat-facts.ts'
import {
  buildPlan,
  buildSubscription,
  buildUsage,
  idOf,
  INBOUND,
  OUTBOUND,
  PLACE,
  rateJson,
  seededRandom,
} from '../testing/builders.ts'
import { noChargeFacts, type ChargeFacts } from './charge-facts.ts'
import { collectCharges } from './collect-charges.ts'
import { sumUsage } from './usage-sums.ts'

const tenantId = idOf('tenant', 'clinic')
const SEPTEMBER = calendarMonth('Asia/Shanghai', '2026-09')

function entriesOf(plan: PricePlan, usage: readonly UsageRecord[], book = new CounterBook()): readonly RatedEntry[] {
  const rater = makeRater(plan, PLACE)
  return usage.map((record) => ({
    entryId: `${record.usageId}/1`,
    kind: 'charge',
    rated: rater.rate(record, book),
  }))
}

const factsOf = (plan: PricePlan, usage: readonly UsageRecord[], more: Partial<ChargeFacts> = {}): ChargeFacts => ({
  ...noChargeFacts,
  usage: sumUsage(entriesOf(plan, usage), 'Asia/Shanghai'),
  seats: { ...noSeatFacts, subscriptions: [buildSubscription({ seatsCount: 3, from: '2026-09-11' })] },
  ...more,
})

const collect = (plan: PricePlan, facts: ChargeFacts, period: ServicePeriod = SEPTEMBER) =>
  collectCharges({ tenantId, period, plans: [{ from: '2026-01-01', plan }], facts })

const told = (
  lines: readonly { readonly kind: string; readonly subject: string; readonly amount: { readonly micros: bigint } }[],
) => lines.map(({ kind, subject, amount }) => `${kind} ${subject} ${formatMicros(amount.micros)}`)

describe('the charges of a month', () => {
  it('are a line for each product, opening to days or to rated entries that add up to it', () => {
    const plan = buildPlan({
      addOns: [
        { addOn: 'survey', basis: 'perSeat', price: '30' },
        { addOn: 'menu', basis: 'perTenant', price: '60' },
        { addOn: 'leaderListening', basis: 'perLeaderSeat', price: '30' },
        { addOn: 'webCall', basis: 'once', price: '200' },
      ],
      numbers: [{ kind: 'tollFree', pricePerMonth: '90' }],
      staffedHourPrice: '60',
    })
    const addOn = (name: 'survey' | 'menu' | 'leaderListening' | 'webCall', from: string, quantity = 1) =>
      ({ tenantId, recordId: `add_${name}`, addOn: name, quantity, from, until: null }) as const
    const facts = factsOf(plan, [buildUsage('one', { durationMs: 75_000 }), buildUsage('two', { meter: 'outbound' })], {
      addOns: [
        addOn('survey', '2026-09-21'),
        addOn('menu', '2026-01-01'),
        addOn('leaderListening', '2026-09-16', 2),
        addOn('webCall', '2026-09-16'),
      ],
      numbers: [{ tenantId, recordId: 'did_one', kind: 'tollFree', from: '2026-09-01', until: '2026-09-11' }],
      staffedDays: [{ tenantId, date: '2026-09-05', ms: 1_800_000 }],
      oneOffs: [
        {
          tenantId,
          recordId: 'ord_1',
          kind: 'equipment',
          subject: 'Headset',
          date: '2026-09-30',
          amount: { currency: plan.currency, micros: 50_000_000n },
        },
      ],
    })
    const { lines, total } = collect(plan, facts)
    expect(told(lines)).toEqual([
      'rentedSeats professional 1000.00',
      'addOn survey 30.00',
      'addOn menu 60.00',
      'addOn leaderListening 30.00',
      'oneOff webCall 200.00',
      'number tollFree 30.00',
      'staffedHours staff 30.00',
      'inboundMinutes all 0.0078',
      'outboundMinutes all 0.17',
      'equipment Headset 50.00',
    ])
    for (const { evidence, amount } of lines)
      if (evidence.kind === 'days')
        expect(
          sumMoney(
            amount.currency,
            evidence.days.map((day) => day.amount),
          ),
        ).toEqual(amount)
    expect(total).toEqual(
      sumMoney(
        plan.currency,
        lines.map((line) => line.amount),
      ),
    )
    expect(collect(plan, facts)).toEqual({ lines, total })
  })

  it('take terms of the month in their order: trial, volume, discounts, caps, commitment', () => {
    const plan = buildPlan({
      trialDays: 3,
      seats: { grades: { professional: { model: 'rented', pricePerMonth: '300' } } },
      minutes: {
        rates: [INBOUND, { ...OUTBOUND, connectionFee: '0', pricePerMinute: '1', increment: '1/1' }],
        tiers: [
          {
            id: 'out',
            directions: ['outbound'],
            kind: 'volume',
            steps: [
              { upToMinutes: 10, pricePerMinute: '1' },
              { upToMinutes: null, pricePerMinute: '0.5' },
            ],
          },
        ],
      },
      discounts: [
        { id: 'loyal', name: 'Loyalty', kinds: ['rentedSeats'], percent: '10' },
        { id: 'start', name: 'Start', kinds: ['outboundMinutes'], amount: '1' },
      ],
      caps: [{ id: 'calls', kinds: ['outboundMinutes'], amount: '4' }],
      minimumCommitment: '3000',
    })
    const facts = factsOf(plan, [buildUsage('one', { meter: 'outbound', durationMs: 1_200_000 })], {
      seats: { ...noSeatFacts, subscriptions: [buildSubscription({ seatsCount: 3, from: '2026-09-01' })] },
    })
    const { lines } = collectCharges({ tenantId, period: SEPTEMBER, plans: [{ from: '2026-09-01', plan }], facts })
    expect(told(lines)).toEqual([
      'rentedSeats professional 900.00',
      'outboundMinutes all 20.00',
      'discount trial -90.00',
      'discount out -10.00',
      'discount Loyalty -81.00',
      'discount Start -1.00',
      'cap calls -5.00',
      // Days of trial owe no commitment: 2700, less 729 for seats and 4 for calls.
      'minimumCommitment month 1967.00',
    ])
  })

  it('are cut by a change of plan, each section under its own version', () => {
    const first = buildPlan()
    const second = buildPlan({
      version: 2,
      seats: { grades: { professional: { model: 'rented', pricePerMonth: '600' } } },
    })
    const plans: readonly PlanInForce[] = [
      { from: '2026-01-01', plan: first },
      { from: '2026-09-17', plan: second },
    ]
    const before = buildUsage('before', { startedAt: instant(Date.parse('2026-09-16T15:59:59Z')) })
    const after = buildUsage('after', { startedAt: instant(Date.parse('2026-09-16T16:00:00Z')) })
    const usage = sumUsage([...entriesOf(first, [before]), ...entriesOf(second, [after])], 'Asia/Shanghai')
    const facts = { ...factsOf(first, []), usage }
    const { lines } = collectCharges({ tenantId, period: SEPTEMBER, plans, facts })
    expect(
      lines.map(({ lineId, plan, amount }) => `${lineId} v${String(plan?.version)} ${formatMicros(amount.micros)}`),
    ).toEqual([
      'ten_clinic/2026-09-01/rentedSeats/professional v1 300.00',
      'ten_clinic/2026-09-01/inboundMinutes/all v1 0.0036',
      'ten_clinic/2026-09-17/rentedSeats/professional v2 840.00',
      'ten_clinic/2026-09-17/inboundMinutes/all v2 0.0036',
    ])
  })

  it('never hold what is another tenant’s, and never two currencies', () => {
    const plan = buildPlan()
    const stranger = buildSubscription({ tenantId: idOf('tenant', 'other') })
    expect(() => collect(plan, { ...noChargeFacts, seats: { ...noSeatFacts, subscriptions: [stranger] } })).toThrow(
      /another tenant/,
    )
    const plans = [plan, buildPlan({ currency: 'USD' })].map((each, index) => ({
      from: `2026-0${String(index + 1)}-01`,
      plan: each,
    }))
    expect(() => collectCharges({ tenantId, period: SEPTEMBER, plans, facts: noChargeFacts })).toThrow(/two currencies/)
  })
})

describe('a period split anywhere keeps its total, to the micro', () => {
  const plan = buildPlan({
    seats: { grades: { professional: { model: 'rented', pricePerMonth: '333.33' } } },
    numbers: [{ kind: 'local', pricePerMonth: '17.77' }],
    minutes: {
      rates: [
        INBOUND,
        OUTBOUND,
        rateJson({ prefix: '139', destination: 'mobile', pricePerMinute: '0.0777', increment: '6/6' }),
      ],
      included: [{ id: 'pool', directions: ['inbound', 'outbound'], per: 'seat', minutes: 40, rollOverMonths: 1 }],
      tiers: [
        {
          id: 'up',
          directions: ['outbound'],
          destinations: ['mobile'],
          kind: 'graduated',
          steps: [
            { upToMinutes: 60, pricePerMinute: '0.0777' },
            { upToMinutes: null, pricePerMinute: '0.0333' },
          ],
        },
        {
          id: 'in',
          directions: ['inbound'],
          kind: 'volume',
          steps: [
            { upToMinutes: 50, pricePerMinute: '0.0061' },
            { upToMinutes: 100, pricePerMinute: '0.0047' },
            { upToMinutes: null, pricePerMinute: '0.0031' },
          ],
        },
      ],
    },
    discounts: [
      { id: 'a', name: 'A', kinds: ['rentedSeats', 'number'], percent: '7.77' },
      { id: 'b', name: 'B', kinds: ['outboundMinutes'], amount: '3.33' },
    ],
    caps: [{ id: 'c', kinds: ['rentedSeats'], amount: '700' }],
    minimumCommitment: '1200',
    trialDays: 2,
  })
  const numbers = [{ tenantId, recordId: 'did_one', kind: 'local' as const, from: '2026-08-10', until: null }]
  const period = { timeZone: 'Asia/Shanghai', from: '2026-08-05', until: '2026-11-01' }

  it.each([1, 2, 3, 4])('with included minutes, tiers, discounts, caps and commitment (seed %i)', (seed) => {
    const random = seededRandom(seed)
    const { startsAt, endsAt } = instantsOf(period)
    const usage = Array.from({ length: 400 }, (_, index) =>
      buildUsage(`call-${String(index)}`, {
        meter: random() < 0.5 ? 'inbound' : 'outbound',
        startedAt: instant(startsAt + Math.floor(random() * (endsAt - startsAt))),
        durationMs: Math.floor(random() * 300_000),
        number: random() < 0.5 ? '13900139000' : '02155555555',
      }),
    ).toSorted((a, b) => a.startedAt - b.startedAt)
    const plans = [
      { from: '2026-08-05', plan },
      { from: '2026-09-17', plan: { ...plan, version: 2 } },
    ]
    const isLater = ({ startedAt }: UsageRecord): boolean => startedAt >= Date.parse('2026-09-16T16:00:00Z')
    const book = new CounterBook()
    const rated = [
      ...entriesOf(
        plan,
        usage.filter((each) => !isLater(each)),
        book,
      ),
      ...entriesOf({ ...plan, version: 2 }, usage.filter(isLater), book),
    ]
    const facts = factsOf(plan, [], { usage: sumUsage(rated, 'Asia/Shanghai'), numbers })
    const totalOf = (from: string, until: string): bigint =>
      collectCharges({ tenantId, period: { ...period, from, until }, plans, facts }).total.micros
    const whole = totalOf(period.from, period.until)
    expect(whole).toBeGreaterThan(0n)
    for (const day of daysOf(period).filter((_, index) => index % 5 === 3))
      expect(totalOf(period.from, day) + totalOf(day, period.until), day).toBe(whole)
    const weeks = daysOf(period).filter((_, index) => index % 7 === 0)
    const parts = weeks.map((day) => totalOf(day, addDays(day, 7) < period.until ? addDays(day, 7) : period.until))
    expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole)
  })

  it('and calls rated with a break between them cost what they cost in one go', () => {
    const usage = Array.from({ length: 100 }, (_, index) =>
      buildUsage(`call-${String(index)}`, {
        meter: 'outbound',
        number: '13900139000',
        durationMs: 61_000 + index,
        startedAt: instant(Date.parse('2026-09-01T04:00:00Z') + index * 3_600_000),
      }),
    )
    const amounts = (entries: readonly RatedEntry[]) => entries.map(({ rated }) => rated.amount)
    const inOneGo = amounts(entriesOf(plan, usage))
    for (const at of [0, 1, 40, 41, 99, 100]) {
      const first = new CounterBook()
      const before = entriesOf(plan, usage.slice(0, at), first)
      const after = entriesOf(plan, usage.slice(at), new CounterBook(first.counters()))
      expect(amounts([...before, ...after])).toEqual(inOneGo)
    }
  })
})
