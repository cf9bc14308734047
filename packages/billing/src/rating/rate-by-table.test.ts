import { instant } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { formatMicros } from '../money.ts'
import { importRates } from '../tariffs/rate-table-csv.ts'
import { bandAt, checkTimeBands, type TimeBands } from '../tariffs/time-band.ts'
import { buildPlan, buildUsage } from '../testing/builders.ts'
import { rateByTable } from './rate-by-table.ts'

const at = (iso: string) => instant(Date.parse(iso))
const weekdays = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' }))
const bands: TimeBands = { timeZone: 'Asia/Shanghai', bands: [{ name: 'peak', periods: weekdays }] }
const imported = importRates({
  currency: buildPlan().currency,
  bandNames: new Set(['peak']),
  text: [
    'prefix,destination,band,status,pricePerMinute,increment,connectionFee,minimumCharge',
    '86,China,,,0.12,60/60,,',
    '86,China,peak,,0.24,60/60,0.05,',
    '8613,Mobile,,,0.006,30/6,,0.01',
    '86800,Free of charge,,free,9,60/60,9,9',
    '88,Satellites,,forbidden,,,,',
  ].join('\n'),
})
if (!imported.ok) throw new Error(JSON.stringify(imported.error))
const table = imported.value
const rate = (dialledNumber: string, durationMs: number, startedAt = at('2026-09-12T04:00:00Z')) =>
  rateByTable(
    { usage: buildUsage('call-a', { direction: 'outbound', durationMs, startedAt }), dialledNumber },
    { table, bands },
  )
const amountOf = (rated: ReturnType<typeof rate>): string =>
  rated.kind === 'rated' ? formatMicros(rated.amount.micros) : rated.kind

describe('a call by its destination', () => {
  it.each([
    ['on a Saturday', '+862155501234', 61_000, '2026-09-12T04:00:00Z', '0.24'],
    ['in working hours, with the fee', '862155501234', 61_000, '2026-09-11T04:00:00Z', '0.53'],
    ['by the band in which it began', '862155501234', 3_600_000, '2026-09-11T09:59:59.999Z', '14.45'],
    ['a second later', '862155501234', 3_600_000, '2026-09-11T10:00:00Z', '7.20'],
    ['to a mobile, at the minimum', '8613800001111', 32_000, '2026-09-12T04:00:00Z', '0.01'],
    ['to a mobile, above the minimum', '8613800001111', 120_000, '2026-09-12T04:00:00Z', '0.012'],
    ['that nobody answered, whatever the minimum', '8613800001111', 0, '2026-09-12T04:00:00Z', '0.00'],
    ['that is free', '868001112222', 600_000, '2026-09-12T04:00:00Z', '0.00'],
    ['that is forbidden', '881612345', 60_000, '2026-09-12T04:00:00Z', 'forbidden'],
    ['that has no rate', '4930123456', 60_000, '2026-09-12T04:00:00Z', 'unknownDestination'],
    ['to what is no number', 'sip:mei', 60_000, '2026-09-12T04:00:00Z', 'unknownDestination'],
  ])('%s', (_, dialledNumber, durationMs, startedAt, amount) => {
    expect(amountOf(rate(dialledNumber, durationMs, at(startedAt)))).toBe(amount)
  })

  it('is explained: usage, fee and top-up add up to the amount', () => {
    expect(rate('8613800001111', 32_000)).toMatchObject({
      kind: 'rated',
      billableSeconds: 36,
      rate: { prefix: '8613', destination: 'Mobile' },
      usageAmount: { micros: 3_600n },
      connectionFee: { micros: 0n },
      minimumTopUp: { micros: 6_400n },
      amount: { micros: 10_000n },
    })
  })
})

describe('time bands', () => {
  it.each([
    ['2026-09-11T01:00:00Z', 'peak'],
    ['2026-09-11T00:59:59.999Z', null],
    ['2026-09-11T10:00:00Z', null],
    ['2026-09-13T04:00:00Z', null],
  ])('at %s: %s', (iso, name) => {
    expect(bandAt(bands, at(iso))?.name ?? null).toBe(name)
  })

  it.each<[string, TimeBands, readonly string[]]>([
    ['an unknown time zone', { timeZone: 'Mars/Olympus', bands: [] }, ['timeZone notTimeZone']],
    [
      'an overlap, within a band or between two',
      {
        timeZone: 'UTC',
        bands: [
          { name: 'peak', periods: [{ day: 1, from: '09:00', to: '18:00' }] },
          {
            name: 'lunch',
            periods: [
              { day: 2, from: '12:00', to: '13:00' },
              { day: 1, from: '17:59', to: '19:00' },
            ],
          },
        ],
      },
      ['bands.lunch.1 overlap'],
    ],
    [
      'a name twice, and one that is none',
      { timeZone: 'UTC', bands: ['a', 'a', 'A b'].map((name) => ({ name, periods: [] })) },
      ['bands.a duplicateName', 'bands.A b notName'],
    ],
    [
      'periods that are none',
      {
        timeZone: 'UTC',
        bands: [
          {
            name: 'odd',
            periods: [
              { day: 8, from: '09:00', to: '10:00' },
              { day: 1, from: '10:00', to: '09:00' },
              { day: 1, from: '9:00', to: '10:00' },
              { day: 1, from: '22:00', to: '24:00' },
            ],
          },
        ],
      },
      ['bands.odd.0 notPeriod', 'bands.odd.1 notPeriod', 'bands.odd.2 notPeriod'],
    ],
  ])('are refused for %s', (_, set, errors) => {
    const checked = checkTimeBands(set)
    expect(checked.ok ? [] : checked.error.map(({ field, code }) => `${field} ${code}`)).toEqual(errors)
  })
})
