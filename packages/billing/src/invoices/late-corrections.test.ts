import { describe, expect, test } from 'vitest'
import { seededRandom } from '../testing/builders.ts'
import { aLine } from '../testing/charge-lines.ts'
import type { ChargeLine } from '../charges/charge-line.ts'
import { lateCorrections, monthsBefore } from './late-corrections.ts'

const told = (lines: readonly ChargeLine[]) => lines.map(({ lineId, amount }) => [lineId, amount.micros])
const line = (lineId: string, micros: bigint) => aLine('inboundMinutes', micros, { lineId })
const sum = (lines: readonly ChargeLine[]) => lines.reduce((total, { amount }) => total + amount.micros, 0n)

describe('usage that came late', () => {
  test('goes to the next invoice as a reversal and a new line', () => {
    const corrections = lateCorrections({ charged: [line('a', 100n)], now: [line('a', 130n)] })
    expect(told(corrections)).toEqual([
      ['a/correction-1/reversal', -100n],
      ['a/correction-1/new', 130n],
    ])
    expect(corrections.map(({ kind }) => kind)).toEqual(['correction', 'correction'])
    expect(corrections[0]?.evidence).toEqual({ kind: 'lines', lineIds: ['a'] })
  })

  test('of a kind that had no line is a new line alone; what is no longer charged is a reversal alone', () => {
    const corrections = lateCorrections({ charged: [line('gone', 7n)], now: [line('new', 5n)] })
    expect(told(corrections)).toEqual([
      ['gone/correction-1/reversal', -7n],
      ['new/correction-1/new', 5n],
    ])
  })

  test('that is charged already is not charged again, and what comes after it is corrected from there', () => {
    const first = lateCorrections({ charged: [line('a', 100n)], now: [line('a', 130n)] })
    const charged = [line('a', 100n), ...first]
    expect(lateCorrections({ charged, now: [line('a', 130n)] })).toEqual([])
    expect(told(lateCorrections({ charged, now: [line('a', 90n)] }))).toEqual([
      ['a/correction-2/reversal', -130n],
      ['a/correction-2/new', 90n],
    ])
  })

  test('whatever comes in whatever order, all that was charged in the end is what is right (seed 5)', () => {
    const random = seededRandom(5)
    for (let round = 0; round < 200; round++) {
      const charged: ChargeLine[] = []
      for (let month = 0; month < 6; month++) {
        const now: ChargeLine[] = ['a', 'b', 'c', 'd']
          .filter(() => random() < 0.7)
          .map((id) => line(id, BigInt(Math.floor(random() * 1_000)) - 200n))
        charged.push(...lateCorrections({ charged, now }))
        expect(sum(charged)).toBe(sum(now))
        expect(new Set(charged.map(({ lineId }) => lineId)).size).toBe(charged.length)
      }
    }
  })
})

test('months before January are of the year before', () => {
  expect(monthsBefore('2026-02', 3)).toEqual(['2026-01', '2025-12', '2025-11'])
})
