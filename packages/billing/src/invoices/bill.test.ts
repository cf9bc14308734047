import { addDays, instant, InvariantError } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { formatMicros, sumMoney } from '../money.ts'
import { calendarMonth, instantsOf, type ServicePeriod } from '../period.ts'
import type { UsageRecord } from '../rating/rate-usage.ts'
import { buildPlan, buildSubscription, buildUsage, idOf, seededRandom } from '../testing/builders.ts'
import { makeBill, type BillInput } from './bill.ts'
import type { SeatSubscription } from './seat-line.ts'

const september = calendarMonth('Asia/Shanghai', '2026-09')
const at = (iso: string) => instant(Date.parse(iso))
const bill = (changes: Partial<BillInput> = {}) =>
  makeBill({
    tenantId: idOf('tenant', 'clinic'),
    plan: buildPlan(),
    period: september,
    usage: [],
    subscriptions: [],
    ...changes,
  })
const amountsOf = (made: ReturnType<typeof bill>): readonly string[] =>
  made.lines.map((line) => `${line.lineId} ${formatMicros(line.amount.micros)}`)

describe('seats', () => {
  /*
   * Sep  1         10        20        30
   *      |---------|---------|---------|
   *      [=========================== ) 2 seats, whole month
   *                [========= )         3 seats, 11th up to and including the 20th
   */
  it('are charged by the day, and a whole month is the whole price to the micro', () => {
    const subscriptions = [
      buildSubscription({ subscriptionId: 'base', seatsCount: 2 }),
      buildSubscription({ subscriptionId: 'extra', seatsCount: 3, from: '2026-09-11', until: '2026-09-21' }),
    ]
    const made = bill({ subscriptions, plan: buildPlan({ seatPricePerMonth: '500' }) })
    expect(amountsOf(made)).toEqual([
      'ten_clinic/2026-09-01/seats/base 1000.00',
      'ten_clinic/2026-09-01/seats/extra 500.00',
      'ten_clinic/2026-09-01/minutes/inbound 0.00',
      'ten_clinic/2026-09-01/minutes/outbound 0.00',
    ])
  })

  it('open down to the days', () => {
    const subscriptions = [buildSubscription({ seatsCount: 2, from: '2026-09-29' })]
    const [line] = bill({ subscriptions, plan: buildPlan({ seatPricePerMonth: '300' }) }).lines
    expect(line).toMatchObject({
      kind: 'seats',
      seatDaysCount: 4,
      seatDays: [
        { date: '2026-09-29', seatsCount: 2, amount: { micros: 20_000_000n } },
        { date: '2026-09-30', seatsCount: 2, amount: { micros: 20_000_000n } },
      ],
    })
  })

  it.each([
    ['not begun yet', buildSubscription({ from: '2026-10-01' })],
    ['over before', buildSubscription({ until: '2026-09-01' })],
    ['of no seat', buildSubscription({ seatsCount: 0 })],
  ])('%s make no line', (_, subscription) => {
    expect(bill({ subscriptions: [subscription] }).lines).toHaveLength(2)
  })
})

describe('minutes', () => {
  const usage = [
    buildUsage('call-b', { durationMs: 57_000, startedAt: at('2026-09-11T08:00:00Z') }),
    buildUsage('call-a', { durationMs: 32_000 }),
    buildUsage('call-c', { durationMs: 61_000, direction: 'outbound' }),
  ]

  it('are a line for each direction, the sum of its calls', () => {
    const made = bill({ usage })
    expect(amountsOf(made)).toEqual([
      'ten_clinic/2026-09-01/minutes/inbound 0.0096',
      'ten_clinic/2026-09-01/minutes/outbound 0.29',
    ])
    expect(made.lines[0]).toMatchObject({
      callsCount: 2,
      durationMs: 89_000,
      billableSeconds: 96,
      callIds: ['cal_call-a', 'cal_call-b'],
      ...{ startedFrom: at('2026-08-31T16:00:00Z'), startedUntil: at('2026-09-30T16:00:00Z') },
    })
    expect(formatMicros(made.total.micros)).toBe('0.2996')
  })

  it('belong to the period in which the call began, to the millisecond, where the tenant is', () => {
    const { startsAt, endsAt } = instantsOf(september)
    const edges = [startsAt - 1, startsAt, endsAt - 1, endsAt]
    const made = bill({ usage: edges.map((ms) => buildUsage(`call-${String(ms)}`, { startedAt: instant(ms) })) })
    expect(made.ratedUsage.map((rated) => rated.usage.startedAt)).toEqual([startsAt, endsAt - 1])
  })

  it('are charged once, though a record comes twice', () => {
    const [first = buildUsage('call-a')] = usage
    expect(bill({ usage: [...usage, first] }).total).toEqual(bill({ usage }).total)
  })

  it('stop the bill when two records of one call differ', () => {
    expect(() => bill({ usage: [buildUsage('call-a'), buildUsage('call-a', { durationMs: 1 })] })).toThrow(
      InvariantError,
    )
  })

  it('of a call that came in and went on are charged both ways', () => {
    const both = [buildUsage('call-a'), buildUsage('call-a', { direction: 'outbound' })]
    expect(bill({ usage: both }).lines.map((line) => ('callsCount' in line ? line.callsCount : null))).toEqual([1, 1])
  })
})

describe('a plan that changes on the 17th', () => {
  const dearer = buildPlan({
    version: 2,
    seatPricePerMonth: '600',
    inbound: { pricePerMinute: '0.06', increment: '60/60' },
  })
  const planChanges = [{ from: '2026-09-17', plan: dearer }]
  const usage = [
    buildUsage('call-a', { startedAt: at('2026-09-16T15:59:59.999Z') }),
    buildUsage('call-b', { startedAt: at('2026-09-16T16:00:00Z') }),
  ]

  it('charges days and calls by the plan of their day, in lines of their own', () => {
    const made = bill({
      usage,
      subscriptions: [buildSubscription()],
      planChanges,
      plan: buildPlan({ seatPricePerMonth: '300' }),
    })
    expect(amountsOf(made)).toEqual([
      'ten_clinic/2026-09-01/seats/first 160.00',
      'ten_clinic/2026-09-01/minutes/inbound 0.0036',
      'ten_clinic/2026-09-01/minutes/outbound 0.00',
      'ten_clinic/2026-09-17/seats/first 280.00',
      'ten_clinic/2026-09-17/minutes/inbound 0.06',
      'ten_clinic/2026-09-17/minutes/outbound 0.00',
    ])
    expect(made.lines.map((line) => line.planVersion)).toEqual([1, 1, 1, 2, 2, 2])
    expect([made.planVersion, formatMicros(made.total.micros)]).toEqual([2, '440.0636'])
  })

  it('changes nothing when the other plan says the same', () => {
    const same = [{ from: '2026-09-17', plan: buildPlan({ version: 2 }) }]
    const subscriptions = [buildSubscription({ seatsCount: 7 })]
    expect(bill({ usage, subscriptions, planChanges: same }).total).toEqual(bill({ usage, subscriptions }).total)
  })

  it('leaves out changes after the period, and starts with the last one before it', () => {
    const made = bill({
      planChanges: [
        { from: '2026-10-01', plan: buildPlan({ version: 9 }) },
        { from: '2026-08-20', plan: dearer },
        { from: '2026-08-01', plan: buildPlan({ version: 8 }) },
      ],
    })
    expect(made.lines.map((line) => line.planVersion)).toEqual([2, 2])
  })

  it('cannot change the currency within a period, nor change twice on one day', () => {
    const change = (changes: Parameters<typeof buildPlan>[0]) => ({ from: '2026-09-17', plan: buildPlan(changes) })
    expect(() => bill({ planChanges: [change({ currency: 'EUR' })] })).toThrow(InvariantError)
    expect(() => bill({ planChanges: [change({ version: 2 }), change({ version: 3 })] })).toThrow(InvariantError)
  })
})

it('never bills what is another tenant’s', () => {
  const tenantId = idOf('tenant', 'travel')
  expect(() => bill({ usage: [buildUsage('call-a', { tenantId })] })).toThrow(InvariantError)
  expect(() => bill({ subscriptions: [buildSubscription({ tenantId })] })).toThrow(InvariantError)
})

describe.each([3, 17, 2_026])('any month (seed %i)', (seed) => {
  const random = seededRandom(seed)
  const between = (min: number, max: number): number => min + Math.floor(random() * (max - min + 1))
  const { startsAt, endsAt } = instantsOf(september)
  const usage: readonly UsageRecord[] = Array.from({ length: 500 }, (_, index) =>
    buildUsage(`call-${String(index)}`, {
      direction: random() < 0.5 ? 'inbound' : 'outbound',
      startedAt: instant(between(startsAt, endsAt - 1)),
      durationMs: random() < 0.1 ? 0 : between(1, 900_000),
    }),
  )
  const subscriptions: readonly SeatSubscription[] = Array.from({ length: 8 }, (_, index) =>
    buildSubscription({
      subscriptionId: `seats-${String(index)}`,
      seatsCount: between(1, 20),
      from: addDays('2026-08-20', between(0, 30)),
      until: random() < 0.5 ? null : addDays('2026-09-20', between(0, 30)),
    }),
  )
  const plan = buildPlan({
    seatPricePerMonth: `${String(between(0, 999))}.${String(between(0, 999_999)).padStart(6, '0')}`,
    inbound: { pricePerMinute: `0.${String(between(0, 999_999)).padStart(6, '0')}`, increment: '1/1' },
  })
  const whole = bill({ plan, usage, subscriptions })

  it('has a total that is the sum of its lines, and lines that are the sum of what is behind them', () => {
    const { currency } = plan
    const sum = (amounts: Parameters<typeof sumMoney>[1]) => sumMoney(currency, amounts)
    expect(whole.total).toEqual(sum(whole.lines.map((line) => line.amount)))
    for (const line of whole.lines) {
      const behind =
        line.kind === 'seats'
          ? line.seatDays.map((day) => day.amount)
          : whole.ratedUsage
              .filter(({ usage: { direction } }) => direction === line.direction)
              .map((rated) => rated.amount)
      expect(line.amount).toEqual(sum(behind))
    }
  })

  it('keeps its total wherever it is split', () => {
    for (let day = 1; day < 30; day++) {
      const middle = addDays('2026-09-01', day)
      const parts: readonly ServicePeriod[] = [
        { ...september, until: middle },
        { ...september, from: middle },
      ]
      const totals = parts.map((period) => bill({ plan, period, usage, subscriptions }).total)
      expect(sumMoney(plan.currency, totals)).toEqual(whole.total)
    }
  })

  it('is the same again, in whatever order the records come', () => {
    expect(bill({ plan, usage: usage.toReversed(), subscriptions })).toEqual(whole)
  })

  it('charges each call it should, once, and nothing else', () => {
    expect(whole.ratedUsage.map((rated) => rated.usage.callId).toSorted()).toEqual(
      usage.map((record) => record.callId).toSorted(),
    )
  })
})
