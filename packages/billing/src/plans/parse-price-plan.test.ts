import { describe, expect, it } from 'vitest'
import { buildPlan, INBOUND, OUTBOUND, planJson, rateJson } from '../testing/builders.ts'
import { parsePricePlan } from './parse-price-plan.ts'

const errorsOf = (value: unknown): readonly string[] => {
  const plan = parsePricePlan(value)
  return plan.ok ? [] : plan.error.map(({ field, code }) => `${field} ${code}`)
}
const withRates = (...rates: readonly object[]) => ({ ...planJson(), minutes: { rates } })

describe('a price plan', () => {
  it('is read exactly, and what is left out is nothing', () => {
    expect(buildPlan()).toMatchObject({
      planId: 'pln_standard',
      currency: 'CNY',
      seats: { grades: { professional: { model: 'rented', pricePerMonth: 500_000_000n } } },
      addOns: [],
      staffedHourPrice: null,
      minimumCommitment: 0n,
      prepaidMonths: 0,
      trialDays: 0,
      minutes: { ivrTime: 'asInbound', bands: [], included: [], tiers: [] },
    })
  })

  it('holds everything that may be agreed', () => {
    const plan = buildPlan({
      addOns: [{ addOn: 'survey', basis: 'perSeat', price: '30' }],
      numbers: [{ kind: 'tollFree', pricePerMonth: '100' }],
      staffedHourPrice: '60',
      minutes: {
        rates: [
          INBOUND,
          OUTBOUND,
          rateJson({ direction: 'ivr', pricePerMinute: '0.03', increment: '10+60' }),
          rateJson({ prefix: 'mobile', destination: 'mobile', band: 'night', trunkKind: 'mobile' }),
          rateJson({ prefix: 'mobile', destination: 'mobile', pricePerMinute: '0.2' }),
          rateJson({ prefix: '00', destination: 'abroad', status: 'forbidden' }),
        ],
        bands: [{ name: 'night', periods: [{ day: 1, from: '00:00', to: '08:00' }], holidays: true }],
        holidays: ['2026-10-01'],
        ivrTime: 'insteadOfInbound',
        included: [{ id: 'pool', directions: ['outbound'], per: 'seat', minutes: 300, rollOverMonths: 1 }],
        tiers: [
          {
            id: 'out',
            directions: ['outbound'],
            destinations: ['all'],
            kind: 'volume',
            steps: [
              { upToMinutes: 1_000, pricePerMinute: '0.12' },
              { upToMinutes: null, pricePerMinute: '0.1' },
            ],
          },
        ],
      },
      caps: [{ id: 'calls', kinds: ['outboundMinutes'], amount: '1000' }],
      discounts: [{ id: 'loyal', name: 'Loyalty', kinds: ['rentedSeats'], percent: '12.5' }],
      minimumCommitment: '800',
      prepaidMonths: 3,
      deposit: '5000',
      trialDays: 14,
    })
    expect(plan.discounts).toEqual([
      { discountId: 'loyal', name: 'Loyalty', kinds: ['rentedSeats'], kind: 'percent', basisPoints: 1_250 },
    ])
    expect(plan.minutes.tiers[0]?.steps[0]).toEqual({ upToMinutes: 1_000, pricePerMinute: 120_000n })
  })

  it.each<[string, unknown, readonly string[]]>([
    ['an amount in words', { ...planJson(), deposit: 'much' }, ['deposit notDecimal']],
    ['an amount with seven places', planJson({ minimumCommitment: '0.1234567' }), ['minimumCommitment tooManyPlaces']],
    ['an amount below zero', planJson({ staffedHourPrice: '-1' }), ['staffedHourPrice negative']],
    ['an amount that went through floating point', { ...planJson(), deposit: 0.1 }, ['deposit notText']],
    ['a currency nobody has', planJson({ currency: 'yuan' }), ['currency notCurrency']],
    ['a version of half', planJson({ version: 1.5 }), ['version notVersion']],
    ['an id of something else', planJson({ planId: 'ten_clinic' }), ['planId notId']],
    ['a field nobody reads', { ...planJson(), discount: [] }, ['discount unknownField']],
    [
      'a seat price below zero',
      planJson({ seats: { grades: { leader: { model: 'rented', pricePerMonth: '-1' } } } }),
      ['seats.grades.leader.pricePerMonth negative'],
    ],
    [
      'an add-on that is priced twice, and one that does not exist',
      {
        ...planJson(),
        addOns: [
          { addOn: 'survey', basis: 'perTenant', price: '1' },
          { addOn: 'survey', basis: 'once', price: '1' },
          { addOn: 'parking', basis: 'perTenant', price: '1' },
        ],
      },
      ['addOns.1 duplicate', 'addOns.2.addOn notChoice'],
    ],
    ['no rates at all', withRates(), ['minutes.rates.inbound required', 'minutes.rates.outbound required']],
    [
      'a gap: numbers without a rate',
      withRates(INBOUND, rateJson({ prefix: '86' })),
      ['minutes.rates.1 noRateForRest'],
    ],
    [
      'a gap outside a band, and a band that is not there',
      withRates(INBOUND, OUTBOUND, rateJson({ prefix: '86', band: 'dusk' })),
      ['minutes.rates.2 unknownBand', 'minutes.rates.2 noRateOutsideBands'],
    ],
    ['the same calls twice', withRates(INBOUND, OUTBOUND, OUTBOUND), ['minutes.rates.2 duplicateRate']],
    [
      'a prefix that is neither digits nor a class',
      withRates(INBOUND, OUTBOUND, rateJson({ prefix: '+86' })),
      ['minutes.rates.2.prefix notPrefix'],
    ],
    [
      'a rate in another currency',
      withRates(INBOUND, { ...OUTBOUND, currency: 'USD' }),
      ['minutes.rates.1.currency currencyMixed'],
    ],
    [
      'a rate below zero, and an increment of nothing',
      withRates(INBOUND, { ...OUTBOUND, pricePerMinute: '-0.1', increment: '0/6' }),
      ['minutes.rates.1.pricePerMinute negative', 'minutes.rates.1.increment notIncrement'],
    ],
    [
      'bands that overlap',
      planJson({
        minutes: {
          rates: [INBOUND, OUTBOUND],
          bands: [
            { name: 'a', periods: [{ day: 1, from: '08:00', to: '12:00' }] },
            { name: 'b', periods: [{ day: 1, from: '11:00', to: '13:00' }] },
          ],
        },
      }),
      ['minutes.bands.1.periods.0 overlap'],
    ],
    [
      'tiers that leave the end open, and two for the same calls',
      planJson({
        minutes: {
          rates: [INBOUND, OUTBOUND],
          tiers: [
            { id: 'a', directions: ['outbound'], kind: 'graduated', steps: [{ upToMinutes: 10, pricePerMinute: '1' }] },
            {
              id: 'b',
              directions: ['outbound'],
              destinations: ['all'],
              kind: 'volume',
              steps: [{ upToMinutes: null, pricePerMinute: '1' }],
            },
          ],
        },
      }),
      ['minutes.tiers.0.steps.0 gapAtEnd', 'minutes.tiers.1 overlap'],
    ],
    [
      'a discount of more than all, and one of what is no charge',
      planJson({
        discounts: [
          { id: 'a', name: 'A', kinds: ['rentedSeats'], percent: '101' },
          { id: 'b', name: 'B', kinds: ['discount'], percent: '1' },
        ],
      }),
      ['discounts.0.percent notPercent', 'discounts.1.kinds.0 notChoice'],
    ],
    [
      'nothing at all',
      null,
      [
        'currency required',
        'planId required',
        'version required',
        'name required',
        'seats required',
        'seats.grades required',
        'minutes.rates.inbound required',
        'minutes.rates.outbound required',
      ],
    ],
  ])('is refused for %s', (_, value, errors) => {
    expect(errorsOf(value)).toEqual(errors)
  })
})
