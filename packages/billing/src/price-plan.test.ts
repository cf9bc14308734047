import { describe, expect, it } from 'vitest'
import { parsePricePlan } from './price-plan.ts'
import { planJson } from './testing/builders.ts'

describe('a price plan', () => {
  it('is read exactly, with no connection fee unless there is one', () => {
    expect(parsePricePlan(planJson())).toEqual({
      ok: true,
      value: {
        planId: 'pln_standard',
        version: 1,
        name: 'Standard',
        currency: 'CNY',
        seatPricePerMonth: 500_000_000n,
        inbound: { pricePerMinute: 6_000n, increment: { firstSeconds: 30, thenSeconds: 6 }, connectionFee: 0n },
        outbound: {
          pricePerMinute: 120_000n,
          increment: { firstSeconds: 60, thenSeconds: 60 },
          connectionFee: 50_000n,
        },
      },
    })
  })

  it.each<[string, unknown, readonly string[]]>([
    ['an amount in words', planJson({ seatPricePerMonth: 'much' }), ['seatPricePerMonth notDecimal']],
    ['an amount with seven places', planJson({ seatPricePerMonth: '0.1234567' }), ['seatPricePerMonth tooManyPlaces']],
    ['an amount below zero', planJson({ seatPricePerMonth: '-1' }), ['seatPricePerMonth negative']],
    [
      'an amount that went through floating point',
      { ...planJson(), seatPricePerMonth: 0.1 },
      ['seatPricePerMonth notText'],
    ],
    ['a currency nobody has', planJson({ currency: 'yuan' }), ['currency notCurrency']],
    ['a version of half', planJson({ version: 1.5 }), ['version notVersion']],
    ['an id of something else', planJson({ planId: 'ten_clinic' }), ['planId notId']],
    [
      'an increment of nothing',
      planJson({ inbound: { pricePerMinute: '1', increment: '0/6' } }),
      ['inbound.increment notIncrement'],
    ],
    [
      'several at once, each with its place',
      { ...planJson({ name: '' }), outbound: { pricePerMinute: 'x', connectionFee: '-0.01' } },
      [
        'name required',
        'outbound.pricePerMinute notDecimal',
        'outbound.increment required',
        'outbound.connectionFee negative',
      ],
    ],
    [
      'nothing at all',
      null,
      [
        'planId required',
        'version required',
        'name required',
        'currency required',
        'seatPricePerMonth required',
        'inbound.pricePerMinute required',
        'inbound.increment required',
        'outbound.pricePerMinute required',
        'outbound.increment required',
      ],
    ],
  ])('is refused for %s', (_, value, errors) => {
    const plan = parsePricePlan(value)
    expect(plan.ok ? [] : plan.error.map(({ field, code }) => `${field} ${code}`)).toEqual(errors)
  })
})
