import { instant } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { formatMicros } from '../money.ts'
import { buildUsage, planOf, PLACE, rateAll, rateJson, rateOne } from '../testing/builders.ts'

const inbound = (increment: string, pricePerMinute = '0.006') =>
  planOf([rateJson({ direction: 'inbound', pricePerMinute, increment })])

describe('a call is rated', () => {
  it.each([
    [32_000, '30/6', 36, '0.0036'],
    [57_000, '30/6', 60, '0.006'],
    [75_000, '30/6', 78, '0.0078'],
    [6_100, '6/6', 12, '0.0012'],
    [6_000, '6/6', 6, '0.0006'],
    [1, '1/1', 1, '0.0001'],
    [61_001, '60/60', 120, '0.012'],
    [12_001, '12/6', 18, '0.0018'],
    [10_000, '10+60', 0, '0.00'],
    [10_001, '10+60', 60, '0.006'],
    [60_001, '10+60', 120, '0.012'],
    [0, '30/6', 0, '0.00'],
  ])('of %i ms at %s as %i s, and costs %s', (durationMs, increment, seconds, amount) => {
    const rated = rateOne(inbound(increment), { durationMs })
    expect([rated.billableSeconds, formatMicros(rated.amount)]).toEqual([seconds, amount])
  })

  it('names plan, version, rate, increment and the quantity before and after', () => {
    expect(rateOne(inbound('30/6'), { durationMs: 32_000 })).toMatchObject({
      planId: 'pln_standard',
      planVersion: 1,
      countedMs: 32_000,
      billableSeconds: 36,
      rate: { destination: 'all', increment: { firstSeconds: 30, thenSeconds: 6 }, pricePerMinute: 6_000n },
      included: [],
      tiers: [],
    })
  })

  it('with a connection fee and up to a minimum, but nothing when nobody answered', () => {
    const plan = planOf([
      rateJson({ pricePerMinute: '0.06', increment: '1/1', connectionFee: '0.01', minimumCharge: '0.05' }),
    ])
    expect(rateOne(plan, { meter: 'outbound', durationMs: 10_000 })).toMatchObject({
      usageAmount: 10_000n,
      connectionFee: 10_000n,
      minimumTopUp: 30_000n,
      amount: 50_000n,
    })
    expect(rateOne(plan, { meter: 'outbound', durationMs: 120_000 })).toMatchObject({
      minimumTopUp: 0n,
      amount: 130_000n,
    })
    expect(rateOne(plan, { meter: 'outbound', durationMs: 0 })).toMatchObject({ amount: 0n })
  })
})

describe('the rate of a call', () => {
  const plan = planOf(
    [
      rateJson({ pricePerMinute: '0.5', destination: 'rest' }),
      rateJson({ prefix: 'mobile', destination: 'mobile', pricePerMinute: '0.2' }),
      rateJson({ prefix: 'mobile', destination: 'mobile', pricePerMinute: '0.1', band: 'night' }),
      rateJson({ prefix: 'mobile', destination: 'mobile', pricePerMinute: '0.15', trunkKind: 'mobile' }),
      rateJson({ prefix: '1380', destination: 'own', status: 'free' }),
      rateJson({ prefix: '0', destination: 'long', pricePerMinute: '0.3' }),
      rateJson({ prefix: '00', destination: 'abroad', status: 'forbidden' }),
    ],
    {
      bands: [{ name: 'night', periods: [{ day: 4, from: '00:00', to: '08:00' }], holidays: true }],
      holidays: ['2026-10-01'],
    },
  )
  const DAY = '2026-09-10T04:00:00Z'
  it.each([
    ['13900139000', DAY, 'sip', 'mobile', '0.20'],
    ['13900139000', '2026-09-09T23:59:59Z', 'sip', 'mobile', '0.10'],
    ['13900139000', '2026-09-10T00:00:00Z', 'sip', 'mobile', '0.20'],
    ['13900139000', '2026-10-01T04:00:00Z', 'sip', 'mobile', '0.10'],
    ['13900139000', DAY, 'mobile', 'mobile', '0.15'],
    ['13800139000', DAY, 'sip', 'own', '0.00'],
    ['02155555555', DAY, 'sip', 'long', '0.30'],
    ['0044123456', DAY, 'sip', 'abroad', '0.00'],
    ['55555555', DAY, 'sip', 'rest', '0.50'],
    ['anonymous', DAY, 'sip', 'rest', '0.50'],
  ])('to %s at %s over %s is that of %s: %s a minute', (number, at, trunkKind, destination, price) => {
    const destinationClass = number.startsWith('1') ? 'mobile' : null
    const rated = rateOne(plan, {
      meter: 'outbound',
      durationMs: 60_000,
      startedAt: instant(Date.parse(at)),
      number,
      trunkKind,
      destinationClass,
    })
    expect([rated.rate?.destination, formatMicros(rated.amount)]).toEqual([destination, price])
  })
})

describe('time in menus', () => {
  const rates = [
    rateJson({ direction: 'inbound', pricePerMinute: '0.6', increment: '1/1' }),
    rateJson({ direction: 'ivr', pricePerMinute: '0.06', increment: '1/1', destination: 'menu' }),
  ]
  it.each([
    ['insteadOfInbound', 40_000, 400_000n],
    ['besideInbound', 60_000, 600_000n],
  ])('is charged %s: the leg counts %i ms', (ivrTime, countedMs, amount) => {
    const plan = planOf(rates, { ivrTime })
    const usage = { durationMs: 60_000, ivrMs: 20_000 }
    expect(rateOne(plan, usage)).toMatchObject({ countedMs, amount })
    expect(rateOne(plan, { ...usage, meter: 'ivr', durationMs: 20_000 })).toMatchObject({ amount: 20_000n })
  })
})

describe('included minutes', () => {
  const plan = (per: string, rollOverMonths: number) =>
    planOf([rateJson({ pricePerMinute: '0.6', increment: '1/1', connectionFee: '0.01' })], {
      included: [{ id: 'pool', directions: ['outbound'], per, minutes: 2, rollOverMonths }],
    })
  const call = (at: string, durationMs: number) =>
    buildUsage(`call-${String(Date.parse(at))}`, { meter: 'outbound', durationMs, startedAt: instant(Date.parse(at)) })

  it('are taken first, in the order of calls, in part where a call goes beyond them; the fee is due all the same', () => {
    const rated = rateAll(plan('tenant', 0), [
      call('2026-09-10T04:00:00Z', 90_000),
      call('2026-09-10T05:00:00Z', 90_000),
      call('2026-09-10T06:00:00Z', 90_000),
    ])
    expect(
      rated.map(({ includedSeconds, chargedSeconds, amount }) => [includedSeconds, chargedSeconds, amount]),
    ).toEqual([
      [90, 0, 10_000n],
      [30, 60, 610_000n],
      [0, 90, 910_000n],
    ])
  })

  it('by the seat are those of all seats together', () => {
    const place = { ...PLACE, seatsUpTo: () => 3 }
    const [rated] = rateAll(plan('seat', 0), [call('2026-09-10T04:00:00Z', 400_000)], place)
    expect(rated?.includedSeconds).toBe(360)
  })

  it('are new each month of the tenant; what is left over is used first, as long as it has not expired', () => {
    const calls = [
      call('2026-08-20T04:00:00Z', 30_000),
      call('2026-09-10T04:00:00Z', 200_000),
      // Already October where the tenant is.
      call('2026-09-30T16:00:00Z', 200_000),
    ]
    expect(rateAll(plan('tenant', 0), calls).map((rated) => rated.includedSeconds)).toEqual([30, 120, 120])
    const rolled = rateAll(plan('tenant', 1), calls, { ...PLACE, since: '2026-08-01' })
    expect(rolled.map(({ included }) => included.map(({ month, seconds }) => `${month} ${String(seconds)}`))).toEqual([
      ['2026-08 30'],
      ['2026-08 90', '2026-09 110'],
      ['2026-09 10', '2026-10 120'],
    ])
  })
})

describe('tiers', () => {
  const steps = [
    { upToMinutes: 1, pricePerMinute: '0.6' },
    { upToMinutes: null, pricePerMinute: '0.3' },
  ]
  const plan = (kind: string) =>
    planOf([rateJson({ pricePerMinute: '9', increment: '1/1' })], {
      tiers: [{ id: 'out', directions: ['outbound'], kind, steps }],
    })
  const calls = [40_000, 40_000].map((durationMs, index) =>
    buildUsage(`call-${String(index)}`, { meter: 'outbound', durationMs }),
  )

  it('graduated price each minute by its own tier, across calls', () => {
    expect(rateAll(plan('graduated'), calls)).toMatchObject([
      { amount: 400_000n, tiers: [{ upToMinutes: 1, seconds: 40 }] },
      {
        amount: 300_000n,
        tiers: [
          { upToMinutes: 1, seconds: 20 },
          { upToMinutes: null, seconds: 20 },
        ],
      },
    ])
  })

  it('by volume rate each call at the first tier, until the month shows which it reached', () => {
    expect(rateAll(plan('volume'), calls).map(({ amount }) => amount)).toEqual([400_000n, 400_000n])
  })
})
