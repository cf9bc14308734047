import { instant, type TrunkId } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { idOf, seededRandom } from '../testing/builders.ts'
import { importRates } from '../tariffs/rate-table-csv.ts'
import { buildPlan } from '../testing/builders.ts'
import type { JournalLeg, TrunkTariff } from './call-sides.ts'
import type { CarrierRecord } from './carrier-csv.ts'
import { compareWithCarrier, USUAL_PRICE_TOLERANCE, USUAL_TOLERANCE } from './compare-carrier.ts'
import type { Comparison } from './comparison.ts'

const { currency } = buildPlan()
const FROM = Date.parse('2026-09-09T16:00:00Z')
const DAY_MS = 86_400_000
const period = { from: instant(FROM), until: instant(FROM + DAY_MS) }
const TRUNK = idOf('trunk', 'east')

function tariffs(): ReadonlyMap<TrunkId, TrunkTariff> {
  const table = importRates({
    text: 'prefix,destination,band,status,pricePerMinute,increment,connectionFee,minimumCharge\n,Elsewhere,,,0.06,6/6,,\n1,Mobile,,,0.12,60/60,,\n',
    currency,
  })
  if (!table.ok) throw new Error(JSON.stringify(table.error))
  return new Map([[TRUNK, { inbound: table.value, outbound: table.value }]])
}
const TARIFFS = tariffs()

const leg = (name: string, changes: Partial<JournalLeg> = {}): JournalLeg => ({
  legId: idOf('leg', name),
  callId: idOf('call', name),
  tenantId: idOf('tenant', 'clinic'),
  trunkId: TRUNK,
  direction: 'outbound',
  calling: '02161002002',
  called: '01088880001',
  startedAt: instant(FROM + 3_600_000),
  durationMs: 60_000,
  test: false,
  charged: true,
  ...changes,
})
/** What a carrier without fault writes of a leg. */
const recordOf = (of: JournalLeg, changes: Partial<CarrierRecord> = {}): CarrierRecord => ({
  recordKey: `key-${of.legId}`,
  direction: of.direction,
  calling: of.calling,
  called: of.called,
  startedAt: of.startedAt,
  durationMs: of.durationMs,
  billedSeconds: null,
  priceMicros: of.called.startsWith('1')
    ? BigInt(Math.ceil(of.durationMs / 60_000)) * 120_000n
    : BigInt(Math.ceil(of.durationMs / 6_000)) * 6_000n,
  ...changes,
})

const compare = (legs: readonly JournalLeg[], records: readonly CarrierRecord[]): Comparison =>
  compareWithCarrier({
    legs,
    records,
    period,
    tariffs: TARIFFS,
    currency,
    tolerance: USUAL_TOLERANCE,
    priceToleranceMicros: USUAL_PRICE_TOLERANCE,
  })
const causesOf = ({ causes }: Comparison): readonly string[] =>
  causes.map(({ cause, count, ms, micros }) => `${cause} ${String(count)} ${String(ms)}ms ${String(micros)}`)

const at = (offsetMs: number) => ({ startedAt: instant(FROM + offsetMs) })
const HOUR = 3_600_000

describe('the cause of a difference', () => {
  const one = leg('one')
  const two = leg('two', { called: '01088880002', ...at(2 * HOUR), durationMs: 90_000 })
  it.each<[string, readonly JournalLeg[], readonly CarrierRecord[], readonly string[]]>([
    ['none when both say the same', [one, two], [recordOf(one), recordOf(two)], []],
    ['the clock within its tolerance is none', [one], [recordOf(one, at(HOUR + 119_000))], []],
    ['missing at the carrier', [one, two], [recordOf(two)], ['missingAtCarrier 1 -60000ms -60000']],
    ['missing in our journal', [two], [recordOf(one), recordOf(two)], ['missingInJournal 1 60000ms 60000']],
    [
      'charged twice',
      [one],
      [recordOf(one), recordOf(one, { recordKey: 'again' })],
      ['duplicateAtCarrier 1 60000ms 60000'],
    ],
    [
      'two calls of the same numbers within the window are two calls',
      [one, leg('soon', { ...at(HOUR + 70_000), durationMs: 30_000 })],
      [recordOf(one), recordOf(leg('soon', { ...at(HOUR + 70_000), durationMs: 30_000 }))],
      [],
    ],
    ['a test call that the carrier does not have', [leg('test', { test: true })], [], ['testCall 1 -60000ms -60000']],
    [
      'a time zone read wrongly',
      [one, two],
      [recordOf(one, at(9 * HOUR)), recordOf(two, at(10 * HOUR))],
      ['timeShift 2 0ms 0'],
    ],
    [
      'a number without its area code',
      [one],
      [recordOf(one, { calling: '61002002', called: '88880001' })],
      ['numberFormat 1 0ms 0'],
    ],
    ['a caller the carrier leaves out', [one], [recordOf(one, { calling: '' })], ['numberFormat 1 0ms 0']],
    [
      'a duration in whole seconds',
      [leg('ms', { durationMs: 60_400 })],
      [recordOf(one, { recordKey: 'r', durationMs: 60_000, priceMicros: 60_000n })],
      ['rounding 1 -400ms -6000'],
    ],
    [
      'a price cut to fen',
      [leg('one-f', { durationMs: 62_000 })],
      [recordOf(one, { durationMs: 62_000, priceMicros: 70_000n })],
      ['rounding 1 0ms 4000'],
    ],
    [
      'a coarser increment in its own column',
      [one],
      [recordOf(one, { durationMs: 61_000, billedSeconds: 120, priceMicros: 120_000n })],
      ['increment 1 0ms 54000', 'duration 1 1000ms 6000'],
    ],
    [
      'a coarser increment in place of the duration',
      [leg('one-i', { durationMs: 61_000 })],
      [recordOf(one, { durationMs: 120_000, priceMicros: 120_000n })],
      ['increment 1 59000ms 54000'],
    ],
    ['another price', [one], [recordOf(one, { priceMicros: 90_000n })], ['price 1 0ms 30000']],
    [
      'a duration that is simply another',
      [leg('one-d', { durationMs: 65_500 })],
      [recordOf(one, { durationMs: 500_000, priceMicros: 504_000n })],
      ['duration 1 434500ms 438000'],
    ],
    [
      'over midnight: it began here before the end of the day, there after it',
      [leg('late', at(DAY_MS - 2_000))],
      [recordOf(one, at(DAY_MS + 1_000))],
      ['overPeriodEdge 1 -60000ms -60000'],
    ],
    [
      'over midnight: it began there before the end of the day, here after it',
      [leg('late', at(DAY_MS + 1_000))],
      [recordOf(one, at(DAY_MS - 2_000))],
      ['overPeriodEdge 1 60000ms 60000'],
    ],
    [
      'a call that lasts over midnight, begun on both sides before, is none',
      [leg('one-l', at(DAY_MS - 30_000))],
      [recordOf(leg('one-l', at(DAY_MS - 30_000)))],
      [],
    ],
    [
      'no price of the carrier is kept',
      [leg('one-n', { trunkId: idOf('trunk', 'west') })],
      [recordOf(one)],
      ['noTariff 1 0ms 60000'],
    ],
    [
      'a carrier that tells no price is compared by time',
      [leg('one-p', { durationMs: 60_900 })],
      [recordOf(one, { priceMicros: null })],
      ['rounding 1 -900ms 0'],
    ],
  ])('%s', (_name, legs, records, causes) => {
    const comparison = compare(legs, records)
    expect(causesOf(comparison)).toEqual(causes)
    expect(comparison.residual).toEqual({ count: 0, ms: 0, micros: 0n })
    expectExact(comparison)
  })

  it('is the residual when a charged duration comes from no increment of the trade', () => {
    const comparison = compare([one], [recordOf(one, { billedSeconds: 77, priceMicros: 77_000n })])
    expect(causesOf(comparison)).toEqual([])
    expect(comparison.residual).toEqual({ count: 1, ms: 0, micros: 17_000n })
    expectExact(comparison)
  })
})

function expectExact({ difference, causes, residual, first, second, differences }: Comparison): void {
  const ms = causes.reduce((sum, cause) => sum + cause.ms, residual.ms)
  const micros = causes.reduce((sum, cause) => sum + cause.micros, residual.micros)
  expect({ ms, micros }).toEqual(difference)
  expect(second.micros - first.micros).toBe(difference.micros)
  expect(differences.reduce((sum, each) => sum + each.micros, 0n)).toBe(difference.micros)
}

type Fault = 'none' | 'lost' | 'twice' | 'shifted' | 'rounded' | 'increment' | 'format' | 'price' | 'invented' | 'odd'
const FAULTS: readonly Fault[] = [
  'none',
  'lost',
  'twice',
  'shifted',
  'rounded',
  'increment',
  'format',
  'price',
  'invented',
  'odd',
]

/** A day of calls, and what a carrier with these faults writes of it. */
function generate(seed: number, faults: readonly Fault[], testShare = 0.02) {
  const random = seededRandom(seed)
  const pick = (max: number): number => Math.floor(random() * max)
  const legs: JournalLeg[] = []
  const records: CarrierRecord[] = []
  const made = new Map<Fault, number>()
  for (let index = 0; index < 400; index++) {
    const isMobile = random() < 0.5
    const one = leg(`g${String(index)}`, {
      called: isMobile ? `139${String(10_000_000 + index)}` : `010${String(60_000_000 + index)}`,
      startedAt: instant(FROM - HOUR + pick(DAY_MS + 2 * HOUR)),
      durationMs: 1 + pick(600_000),
      test: random() < testShare,
    })
    const fault = faults[pick(faults.length)] ?? 'none'
    made.set(fault, (made.get(fault) ?? 0) + 1)
    const record = recordOf(one)
    const wholeSeconds = Math.ceil(one.durationMs / 1_000) * 1_000
    if (fault !== 'invented') legs.push(one)
    if (fault === 'lost') continue
    records.push(
      fault === 'shifted'
        ? { ...record, startedAt: instant(one.startedAt + 8 * HOUR) }
        : fault === 'rounded'
          ? recordOf({ ...one, durationMs: wholeSeconds }, { recordKey: record.recordKey })
          : fault === 'increment'
            ? { ...record, durationMs: Math.ceil(one.durationMs / 60_000) * 60_000 }
            : fault === 'format'
              ? { ...record, called: one.called.slice(3), calling: '' }
              : fault === 'price'
                ? { ...record, priceMicros: (record.priceMicros ?? 0n) * 2n + 10_000n }
                : fault === 'odd'
                  ? { ...record, billedSeconds: Math.ceil(one.durationMs / 1_000) + 7 + pick(3) }
                  : record,
    )
    if (fault === 'twice') records.push({ ...record, recordKey: `${record.recordKey}-2` })
  }
  return { legs, records, made }
}

describe('over generated days', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
    'seed %i: causes and residual add up to the difference, call by call, whatever is wrong',
    (seed) => {
      const { legs, records } = generate(seed, FAULTS)
      expectExact(compare(legs, records))
    },
  )

  it('the order of the input changes nothing', () => {
    const { legs, records } = generate(7, FAULTS)
    expect(compare(legs.toReversed(), records.toReversed())).toEqual(compare(legs, records))
  })

  it.each<[Fault, string]>([
    ['lost', 'missingAtCarrier'],
    ['twice', 'duplicateAtCarrier'],
    ['shifted', 'timeShift'],
    ['format', 'numberFormat'],
    ['invented', 'missingInJournal'],
  ])('of a carrier whose only fault is "%s" every case is found as %s', (fault, cause) => {
    const { legs, records, made } = generate(11, ['none', fault], 0)
    const comparison = compareWithCarrier({
      legs,
      records,
      period: { from: instant(FROM - DAY_MS), until: instant(FROM + 3 * DAY_MS) },
      tariffs: TARIFFS,
      currency,
      tolerance: USUAL_TOLERANCE,
      priceToleranceMicros: USUAL_PRICE_TOLERANCE,
    })
    expect(made.get(fault)).toBeGreaterThan(150)
    expect(comparison.causes.map((each) => [each.cause, each.count])).toEqual([[cause, made.get(fault)]])
  })
})
