import { instant } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { idOf } from '../testing/builders.ts'
import type { JournalLeg } from './call-sides.ts'
import { compareWithRated, type RatedLine } from './compare-rated.ts'
import { marginBy, MARGIN_DIMENSIONS, type MarginFact } from './margin.ts'
import { buildPlan, seededRandom } from '../testing/builders.ts'

const FROM = Date.parse('2026-09-09T16:00:00Z')
const period = { from: instant(FROM), until: instant(FROM + 86_400_000) }
const leg = (name: string, changes: Partial<JournalLeg> = {}): JournalLeg => ({
  legId: idOf('leg', name),
  callId: idOf('call', name),
  tenantId: idOf('tenant', 'clinic'),
  trunkId: idOf('trunk', 'east'),
  direction: 'inbound',
  calling: '13900001111',
  called: '4008001001',
  startedAt: instant(FROM + 1_000),
  durationMs: 60_000,
  test: false,
  charged: true,
  ...changes,
})
const line = (name: string, changes: Partial<RatedLine> = {}): RatedLine => ({
  entryId: `use_${name}`,
  legId: idOf('leg', name),
  callId: idOf('call', name),
  tenantId: idOf('tenant', 'clinic'),
  startedAt: instant(FROM + 1_000),
  durationMs: 60_000,
  amountMicros: 6_000n,
  ...changes,
})

describe('our journal against what was rated', () => {
  it.each<[string, readonly JournalLeg[], readonly RatedLine[], readonly string[]]>([
    ['no difference', [leg('one-a')], [line('one-a')], []],
    ['not rated', [leg('one-a'), leg('one-b')], [line('one-a')], ['notRated 1 -60000 -6000']],
    ['a test call is not rated', [leg('one-a', { test: true })], [], ['testCall 1 -60000 -6000']],
    ['nothing is charged in a trial', [leg('one-a', { charged: false })], [], ['notCharged 1 -60000 -6000']],
    ['rated twice', [leg('one-a')], [line('one-a'), line('one-a', { entryId: 'use_2' })], ['ratedTwice 1 60000 6000']],
    [
      'a reversal and a new entry are one',
      [leg('one-a')],
      [line('one-a'), line('one-a', { durationMs: -60_000, amountMicros: -6_000n }), line('one-a')],
      [],
    ],
    ['without a call', [], [line('one-a')], ['ratedWithoutCall 1 60000 6000']],
    [
      'another duration',
      [leg('one-a')],
      [line('one-a', { durationMs: 61_000, amountMicros: 6_100n })],
      ['duration 1 1000 100'],
    ],
    ['another price', [leg('one-a')], [line('one-a', { amountMicros: 7_000n })], ['price 1 0 1000']],
    ['outside the period', [leg('one-a', { startedAt: instant(FROM - 1) })], [], []],
  ])('%s', (_name, legs, lines, causes) => {
    const expected = new Map(legs.map(({ legId }) => [legId, 6_000n]))
    const comparison = compareWithRated({ legs, lines, period, expected })
    expect(
      comparison.causes.map(
        ({ cause, count, ms, micros }) => `${cause} ${String(count)} ${String(ms)} ${String(micros)}`,
      ),
    ).toEqual(causes)
    expect(comparison.causes.reduce((sum, { micros }) => sum + micros, comparison.residual.micros)).toBe(
      comparison.difference.micros,
    )
  })
})

describe('margin', () => {
  const { currency } = buildPlan()
  const random = seededRandom(3)
  const pick = (max: number): number => Math.floor(random() * max)
  const facts: readonly MarginFact[] = Array.from({ length: 500 }, () => ({
    tenantId: `ten_${String(pick(4))}`,
    trunkId: `trk_${String(pick(3))}`,
    destination: ['Mobile', 'Beijing', ''][pick(3)] ?? '',
    currency,
    callsCount: 1 + pick(3),
    durationMs: pick(100_000),
    revenueMicros: BigInt(pick(1_000_000)),
    costMicros: pick(10) === 0 ? null : BigInt(pick(800_000)),
  }))

  it('adds up to the same however the calls are grouped', () => {
    const totals = MARGIN_DIMENSIONS.map((dimension) => {
      const rows = marginBy(dimension, facts)
      return {
        calls: rows.reduce((sum, row) => sum + row.callsCount, 0),
        revenue: rows.reduce((sum, row) => sum + row.revenueMicros, 0n),
        margin: rows.reduce((sum, row) => sum + row.marginMicros, 0n),
      }
    })
    expect(totals[0]?.calls).toBe(facts.reduce((sum, fact) => sum + fact.callsCount, 0))
    expect(totals[0]?.revenue).toBe(facts.reduce((sum, fact) => sum + fact.revenueMicros, 0n))
    expect(totals).toEqual([totals[0], totals[0], totals[0]])
  })

  it('leaves what has no known cost out of the margin and says how much that is', () => {
    const [row] = marginBy('tenant', [
      {
        tenantId: 'ten_a',
        trunkId: 't',
        destination: 'd',
        currency,
        callsCount: 1,
        durationMs: 1,
        revenueMicros: 10n,
        costMicros: 4n,
      },
      {
        tenantId: 'ten_a',
        trunkId: 't',
        destination: 'd',
        currency,
        callsCount: 1,
        durationMs: 1,
        revenueMicros: 7n,
        costMicros: null,
      },
    ])
    expect(row).toMatchObject({
      revenueMicros: 17n,
      costMicros: 4n,
      marginMicros: 6n,
      withoutCostCount: 1,
      withoutCostMicros: 7n,
    })
  })
})
