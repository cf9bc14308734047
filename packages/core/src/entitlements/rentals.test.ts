import { describe, expect, it } from 'vitest'
import { addDays } from '../local-time.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { changeRental, changesFrom, rentedOn, type Rental, type RentalEdit } from './rentals.ts'

const row = (id: string, quantity: number, fromDay: string, untilDay: string | null = null): Rental => ({
  id,
  quantity,
  fromDay,
  untilDay,
})

let made = 0
function carryOut(rentals: readonly Rental[], edits: readonly RentalEdit[]): Rental[] {
  let rows = [...rentals]
  for (const edit of edits) {
    if (edit.kind === 'begin') {
      rows.push(row(`new-${String(made++)}`, edit.quantity, edit.fromDay, edit.untilDay))
      continue
    }
    if (edit.kind === 'remove') rows = rows.filter(({ id }) => id !== edit.id)
    if (edit.kind === 'end')
      rows = rows.map((each) => (each.id === edit.id ? { ...each, untilDay: edit.untilDay } : each))
    if (edit.kind === 'recount')
      rows = rows.map((each) => (each.id === edit.id ? { ...each, quantity: edit.quantity } : each))
  }
  return rows
}

const change = (rentals: readonly Rental[], fromDay: string, quantity: number): Rental[] =>
  carryOut(rentals, changeRental(rentals, { fromDay, quantity }))

describe('renting', () => {
  it('begins with the day, and ends before it', () => {
    const rentals = [row('a', 5, '2026-11-01', '2026-12-01'), row('b', 8, '2026-12-01')]
    expect(['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'].map((day) => rentedOn(rentals, day))).toEqual([
      0, 5, 5, 8,
    ])
  })

  it('keeps history: a change today ends what ran and begins anew', () => {
    const changed = change([row('a', 5, '2026-11-01')], '2026-11-21', 7)
    expect(changed).toMatchObject([
      { id: 'a', quantity: 5, untilDay: '2026-11-21' },
      { quantity: 7, fromDay: '2026-11-21', untilDay: null },
    ])
  })

  it('leaves a change that is planned for later as it is', () => {
    const planned = change([row('a', 5, '2026-11-01')], '2026-12-01', 10)
    const changed = change(planned, '2026-11-21', 7)
    expect(changesFrom(changed, '2026-11-20')).toEqual([
      { day: '2026-11-20', quantity: 5 },
      { day: '2026-11-21', quantity: 7 },
      { day: '2026-12-01', quantity: 10 },
    ])
  })

  it('replaces what was planned for the same day', () => {
    const planned = change([row('a', 5, '2026-11-01')], '2026-12-01', 10)
    expect(changesFrom(change(planned, '2026-12-01', 6), '2026-11-21')).toEqual([
      { day: '2026-11-21', quantity: 5 },
      { day: '2026-12-01', quantity: 6 },
    ])
  })

  it('gives back the last ones, and asks for nothing when nothing changes', () => {
    expect(rentedOn(change([row('a', 5, '2026-11-01')], '2026-11-21', 0), '2026-11-21')).toBe(0)
    expect(changeRental([row('a', 5, '2026-11-01')], { fromDay: '2026-11-21', quantity: 5 })).toEqual([])
  })
})

it.each([1, 2, 3, 5, 8, 13])(
  'a change holds from its day to the next planned one, and nothing else moves (seed %i)',
  (seed) => {
    const random = new SeededRandom(seed)
    const today = '2026-11-21'
    const days = Array.from({ length: 60 }, (_, index) => addDays(today, index - 5))
    let rentals: Rental[] = [row('first', 4, '2025-01-01')]
    for (let count = 0; count < 50; count++) {
      const before = rentals
      const fromDay = addDays(today, random.between(0, 29))
      const quantity = random.between(0, 12)
      rentals = change(before, fromDay, quantity)
      const planned = changesFrom(before, fromDay)[1]?.day ?? null
      const on = (day: string): number => rentedOn(rentals, day)
      expect(on(fromDay)).toBe(quantity)
      for (const day of days) {
        const isUntouched = day < fromDay || (planned !== null && day >= planned)
        expect(isUntouched ? [rentedOn(before, day)] : [quantity, rentedOn(before, day)], day).toContain(on(day))
      }
    }
    const firstDays = rentals.map(({ fromDay }) => fromDay)
    expect(new Set(firstDays).size).toBe(firstDays.length)
  },
)
