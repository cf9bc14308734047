import type { LocalDate } from '../local-time.ts'

/** So many of something from a local day on; `untilDay` is the first day without them, null until further notice. */
export type Rental = {
  readonly id: string
  readonly quantity: number
  readonly fromDay: LocalDate
  readonly untilDay: LocalDate | null
}

/** How many are rented on a day. */
export function rentedOn(rentals: readonly Rental[], day: LocalDate): number {
  return rentals
    .filter(({ fromDay, untilDay }) => fromDay <= day && (untilDay === null || day < untilDay))
    .reduce((sum, { quantity }) => sum + quantity, 0)
}

/** What is to be done to the rows: what a rental becomes, what begins, what goes. Days that are over are never touched. */
export type RentalEdit =
  | { readonly kind: 'end'; readonly id: string; readonly untilDay: LocalDate }
  | { readonly kind: 'recount'; readonly id: string; readonly quantity: number }
  | { readonly kind: 'remove'; readonly id: string }
  | {
      readonly kind: 'begin'
      readonly quantity: number
      readonly fromDay: LocalDate
      readonly untilDay: LocalDate | null
    }

/**
 * From `fromDay` on `quantity` are rented, until the next change that is planned already. Earlier days stay as they were; a change that was planned for the very
 * same day is replaced. Nothing to do gives no edit.
 */
export function changeRental(
  rentals: readonly Rental[],
  change: { readonly fromDay: LocalDate; readonly quantity: number },
): readonly RentalEdit[] {
  const { fromDay, quantity } = change
  if (rentedOn(rentals, fromDay) === quantity) return []
  const running = rentals.filter(
    (each) => each.fromDay < fromDay && (each.untilDay === null || fromDay < each.untilDay),
  )
  const sameDay = rentals.filter((each) => each.fromDay === fromDay)
  const [same, ...doubles] = sameDay
  const ends: readonly RentalEdit[] = running.map(({ id }) => ({ kind: 'end', id, untilDay: fromDay }))
  const surplus: readonly RentalEdit[] = doubles.map(({ id }) => ({ kind: 'remove', id }))
  if (same !== undefined)
    return [
      ...ends,
      ...surplus,
      quantity === 0 ? { kind: 'remove', id: same.id } : { kind: 'recount', id: same.id, quantity },
    ]
  if (quantity === 0) return ends
  return [...ends, { kind: 'begin', quantity, fromDay, untilDay: nextChangeAfter(rentals, fromDay) }]
}

/** What is rented from which day on, from `fromDay` for as long as changes are known: the time line that a person is shown. */
export function changesFrom(
  rentals: readonly Rental[],
  fromDay: LocalDate,
): readonly { readonly day: LocalDate; readonly quantity: number }[] {
  const days = new Set(
    rentals.flatMap((each) => [each.fromDay, each.untilDay ?? each.fromDay]).filter((day) => day > fromDay),
  )
  const steps = [fromDay, ...[...days].toSorted()].map((day) => ({ day, quantity: rentedOn(rentals, day) }))
  return steps.filter(({ quantity }, index) => index === 0 || quantity !== steps[index - 1]?.quantity)
}

function nextChangeAfter(rentals: readonly Rental[], day: LocalDate): LocalDate | null {
  const later = rentals.flatMap(({ fromDay, untilDay }) => [fromDay, untilDay ?? day]).filter((each) => each > day)
  return later.toSorted()[0] ?? null
}
