import { expect, test } from 'vitest'
import type { Currency } from '../money.ts'
import { ageBand, makeStatement } from './statement.ts'

test('opening balance and entries give the closing balance, and each entry says the balance after it', () => {
  const move = (day: string, micros: bigint) => ({ entryId: day, day, kind: 'documentFinal', reference: day, micros })
  const statement = makeStatement({
    currency: 'CNY' as Currency,
    from: '2026-03-01',
    until: '2026-04-01',
    moves: [move('2026-02-28', 100n), move('2026-03-01', 50n), move('2026-03-31', -120n), move('2026-04-01', 7n)],
    openDocuments: [
      { dueOn: '2026-03-31', open: 10n },
      { dueOn: '2026-03-30', open: 20n },
      { dueOn: '2025-12-01', open: 40n },
    ],
    agedOn: '2026-03-31',
  })
  expect(statement).toMatchObject({ opening: 100n, closing: 30n })
  expect(statement.entries.map(({ balance }) => balance)).toEqual([150n, 30n])
  expect(statement.aged.map(({ band, micros }) => [band, micros])).toEqual([
    ['notDue', 10n],
    ['days1to30', 20n],
    ['days31to60', 0n],
    ['days61to90', 0n],
    ['over90', 40n],
  ])
})

test.each([
  ['2026-03-31', 'notDue'],
  ['2026-03-30', 'days1to30'],
  ['2026-03-01', 'days1to30'],
  ['2026-02-28', 'days31to60'],
  ['2026-01-30', 'days31to60'],
  ['2026-01-29', 'days61to90'],
  ['2025-12-31', 'days61to90'],
  ['2025-12-30', 'over90'],
])('what was due on %s is on 31 March %s', (dueOn, band) => {
  expect(ageBand(dueOn, '2026-03-31')).toBe(band)
})
