import { ADD_ONS, featuresOf, localTimeAt, rentedOn, SEAT_GRADES, TENANT_ATTRIBUTES } from '@seatline/core'
import type { AddOn, Entitled, Feature, Instant, LocalDate, Rental, SeatGrade, TenantAttribute } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { dayFromRow } from './day-columns.ts'

/** What a tenant has rented, had and is going to have, and what the operator has set on it. */
export type Rents = {
  readonly seats: Readonly<Record<SeatGrade, readonly Rental[]>>
  readonly addOns: Readonly<Record<AddOn, readonly Rental[]>>
  readonly attributes: readonly TenantAttribute[]
}

export async function readRents(tx: Transaction, tenantId: string): Promise<Rents> {
  const byDay = { where: { tenantId }, orderBy: { fromDay: 'asc' } } as const
  const seatRows = await tx.seatSubscription.findMany(byDay)
  const addOnRows = await tx.addOn.findMany(byDay)
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { attributes: true } })
  const seats = seatRows.map(({ grade, seatsCount, ...row }) => ({ of: grade, ...rentalFromRow(row, seatsCount) }))
  const addOns = addOnRows.map(({ addOn, quantity, ...row }) => ({ of: addOn, ...rentalFromRow(row, quantity) }))
  return {
    seats: byKey(SEAT_GRADES, seats),
    addOns: byKey(ADD_ONS, addOns),
    attributes: TENANT_ATTRIBUTES.filter((attribute) => tenant.attributes.includes(attribute)),
  }
}

export function entitledOn(rents: Rents, day: LocalDate): Entitled {
  return {
    seats: seatsOn(rents, day),
    addOns: ADD_ONS.filter((addOn) => rentedOn(rents.addOns[addOn], day) > 0),
    attributes: rents.attributes,
  }
}

export function seatsOn(rents: Rents, day: LocalDate): Readonly<Record<SeatGrade, number>> {
  const of = (grade: SeatGrade): number => rentedOn(rents.seats[grade], day)
  return { standard: of('standard'), professional: of('professional'), leader: of('leader') }
}

/** Seats and features as the media plane is told of them: those of the present day in the tenant's time zone. */
export async function publishedEntitlements(
  tx: Transaction,
  tenant: { readonly id: string; readonly timeZone: string },
  now: Instant,
): Promise<{ readonly seats: Readonly<Record<SeatGrade, number>>; readonly features: readonly Feature[] }> {
  const rents = await readRents(tx, tenant.id)
  const day = today(tenant.timeZone, now)
  return { seats: seatsOn(rents, day), features: featuresOf(entitledOn(rents, day)) }
}

/** The day it is in a time zone. A tenant's zone is checked when it is set; UTC for one that is none all the same. */
export const today = (timeZone: string, now: Instant): LocalDate =>
  localTimeAt(timeZone, now)?.date ?? new Date(now).toISOString().slice(0, 10)

type RentedRow = { readonly id: string; readonly fromDay: Date; readonly untilDay: Date | null }

const rentalFromRow = ({ id, fromDay, untilDay }: RentedRow, quantity: number): Rental => ({
  id,
  quantity,
  fromDay: dayFromRow(fromDay),
  untilDay: untilDay === null ? null : dayFromRow(untilDay),
})

function byKey<K extends string>(
  keys: readonly K[],
  rentals: readonly (Rental & { readonly of: string })[],
): Readonly<Record<K, readonly Rental[]>> {
  const entries = keys.map((key) => [key, rentals.filter((rental) => rental.of === key)] as const)
  return Object.fromEntries(entries) as unknown as Readonly<Record<K, readonly Rental[]>>
}
