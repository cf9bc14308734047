import type { AddOn, LocalDate, TenantId } from '@seatline/core'
import type { ServiceCredit } from '../contracts/credit-charges.ts'
import type { Currency, Micros, Money } from '../money.ts'
import type { ServicePeriod } from '../period.ts'
import type { Meter, PricedNumberKind, PricePlan } from '../plans/price-plan.ts'
import { noSeatFacts, type SeatFacts } from '../seats/seat-facts.ts'
import type { ChargeLine } from './charge-line.ts'

/** Rated entries of one day that are alike in everything a reader is told of them, added up. Sums of any split of the entries add up to the same. */
export type UsageSum = {
  readonly tenantId: TenantId
  readonly date: LocalDate
  /** Meter, destination and band: what one charge line is of. */
  readonly usageKey: string
  readonly meter: Meter
  readonly destination: string
  readonly band: string | null
  readonly planId: string
  readonly planVersion: number
  readonly currency: Currency
  readonly pricePerMinute: Micros
  readonly increment: string
  readonly tierId: string | null
  /** Less those that were taken back. */
  readonly callsCount: number
  readonly countedMs: number
  readonly billableSeconds: number
  readonly includedSeconds: number
  readonly chargedSeconds: number
  readonly fees: Micros
  readonly amount: Micros
}

/** Rented beside seats; `until` is the first day without, null until further notice. */
export type RentedAddOn = {
  readonly tenantId: TenantId
  readonly recordId: string
  readonly addOn: AddOn
  /** Counts leader seats where it is by the leader seat. */
  readonly quantity: number
  readonly from: LocalDate
  readonly until: LocalDate | null
}

export type RentedNumber = {
  readonly tenantId: TenantId
  readonly recordId: string
  readonly kind: PricedNumberKind
  readonly from: LocalDate
  readonly until: LocalDate | null
}

/** Staff that the operator provided on a day. */
export type StaffedDay = { readonly tenantId: TenantId; readonly date: LocalDate; readonly ms: number }

/** Work or equipment that was ordered, charged on its day. */
export type OneOff = {
  readonly tenantId: TenantId
  readonly recordId: string
  readonly kind: 'oneOff' | 'equipment'
  readonly subject: string
  readonly date: LocalDate
  readonly amount: Money
}

/**
 * What a tenant used and rented. They must reach back to the first day of the month in which the period begins: caps, discounts and
 * commitments are of the month. Facts of other days are left out; one of another tenant is a fault and stops the charges.
 */
export type ChargeFacts = {
  readonly usage: readonly UsageSum[]
  readonly seats: SeatFacts
  readonly addOns: readonly RentedAddOn[]
  readonly numbers: readonly RentedNumber[]
  readonly staffedDays: readonly StaffedDay[]
  readonly oneOffs: readonly OneOff[]
  readonly credits: readonly ServiceCredit[]
}

export const noChargeFacts: ChargeFacts = {
  usage: [],
  seats: noSeatFacts,
  addOns: [],
  numbers: [],
  staffedDays: [],
  oneOffs: [],
  credits: [],
}

/** What one maker of lines is given: days of one calendar month on which one version of a plan holds. */
export type ChargeInput = {
  readonly tenantId: TenantId
  readonly plan: PricePlan
  readonly period: ServicePeriod
  readonly facts: ChargeFacts
}

/** Makes the lines of one product, purely; each day or call is priced by itself, so that days may be cut anywhere. */
export type ChargeMaker = (input: ChargeInput) => readonly ChargeLine[]
