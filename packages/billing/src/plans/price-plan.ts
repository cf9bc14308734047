import type { AddOn, LocalDate, PricePlanId } from '@seatline/core'
import type { ChargeKind } from '../charges/charge-line.ts'
import type { Currency, Micros } from '../money.ts'
import type { SeatTerms } from '../seats/seat-terms.ts'
import type { Meter } from '../tariffs/meter.ts'
import type { RateTable } from '../tariffs/rate-table.ts'
import type { Tiers } from '../tariffs/tiers.ts'
import type { PlanBand } from '../tariffs/time-band.ts'

/**
 * One version of what a tenant pays. A version never changes; a change is a new version, in force from a day on. Amounts are micros of
 * `currency`, before tax; there is no second currency in a plan.
 */
export type PricePlan = {
  readonly planId: PricePlanId
  readonly version: number
  readonly name: string
  readonly currency: Currency
  readonly seats: SeatTerms
  readonly addOns: readonly AddOnPrice[]
  readonly numbers: readonly NumberPrice[]
  /** An hour of staff that the operator provides; null where none is sold. */
  readonly staffedHourPrice: Micros | null
  readonly minutes: MinuteTerms
  readonly caps: readonly CapTerm[]
  readonly discounts: readonly Discount[]
  /** At least this much a month, before discounts are looked at no more; 0 is none. A part of a month owes its days' part. */
  readonly minimumCommitment: Micros
  /** So many months of seats, numbers and add-ons are paid ahead; 0 is none. */
  readonly prepaidMonths: number
  /** Held for the tenant, no charge: the ledger books it. */
  readonly deposit: Micros
  /** Days from the plan's first one on which nothing is charged. */
  readonly trialDays: number
}

export const ADD_ON_BASES = ['perTenant', 'perSeat', 'perLeaderSeat', 'once'] as const
export type AddOnBasis = (typeof ADD_ON_BASES)[number]
/** The price of an add-on: of a month, or once on the day it begins. */
export type AddOnPrice = { readonly addOn: AddOn; readonly basis: AddOnBasis; readonly price: Micros }

export const PRICED_NUMBER_KINDS = ['tollFree', 'shortCode', 'subNumber', 'local'] as const
export type PricedNumberKind = (typeof PRICED_NUMBER_KINDS)[number]
export type NumberPrice = { readonly kind: PricedNumberKind; readonly pricePerMonth: Micros }

export { METERS, type Meter } from '../tariffs/meter.ts'

/** How the time in menus is charged: as inbound minutes like the rest of the call, at a price of its own in their place, or on top. */
export const IVR_TIMES = ['asInbound', 'insteadOfInbound', 'besideInbound'] as const
export type IvrTime = (typeof IVR_TIMES)[number]

export type MinuteTerms = {
  readonly rates: RateTable
  readonly bands: readonly PlanBand[]
  /** Days of the tenant that bands marked with `holidays` cover whole. */
  readonly holidays: readonly LocalDate[]
  readonly ivrTime: IvrTime
  readonly included: readonly Allowance[]
  readonly tiers: readonly TierTerm[]
}

/** Which calls a term is about. An empty list of destinations is all of them. */
export type MinuteScope = { readonly meters: readonly Meter[]; readonly destinations: readonly string[] }

/** Minutes of a calendar month that are paid for by the seats or the plan. They are used in the order in which calls are rated. */
export type Allowance = MinuteScope & {
  readonly allowanceId: string
  readonly per: 'seat' | 'tenant'
  readonly minutes: number
  /** What is left over may be used in so many months after; what expires first is used first. */
  readonly rollOverMonths: number
}

/** A price by quantity of the calendar month, in place of the rate's price of a minute. */
export type TierTerm = MinuteScope & {
  readonly tierId: string
  readonly kind: 'graduated' | 'volume'
  readonly steps: Tiers
}

/** At most so much a month for these kinds of charge; a part of a month has its days' part. */
export type CapTerm = { readonly capId: string; readonly kinds: readonly ChargeKind[]; readonly amount: Micros }

/** A part of these kinds of charge, in hundredths of a percent, or an amount a month, by days. Never more than what it is of. */
export type Discount = { readonly discountId: string; readonly name: string; readonly kinds: readonly ChargeKind[] } & (
  { readonly kind: 'percent'; readonly basisPoints: number } | { readonly kind: 'amount'; readonly amount: Micros }
)

/** A plan in force from the beginning of a local day. */
export type PlanInForce = { readonly from: LocalDate; readonly plan: PricePlan }
