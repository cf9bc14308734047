import type { AddOn, Enforcement, Feature, LocalDate, SeatGrade, TenantAttribute, TenantId } from '@seatline/core'
import type { MoneyView } from '../billing/bill-views.ts'

export type RentStep = { readonly day: LocalDate; readonly quantity: number }
export type RentedView = {
  readonly fromDay: LocalDate
  readonly untilDay: LocalDate | null
  readonly quantity: number
}

export type SeatHolder = { readonly agentId: string; readonly name: string | null }
export type SeatGradeView = {
  readonly grade: SeatGrade
  readonly rented: number
  readonly inUse: number
  readonly peakToday: number
  readonly holders: readonly SeatHolder[]
  readonly planned: readonly RentStep[]
  readonly history: readonly RentedView[]
}
export type AddOnView = {
  readonly addOn: AddOn
  readonly rented: number
  readonly planned: readonly RentStep[]
  readonly history: readonly RentedView[]
}

export const FEATURE_REASONS = ['grade', 'addOn', 'barred', 'notRented'] as const
export type FeatureView = {
  readonly feature: Feature
  readonly has: boolean
  readonly reason: (typeof FEATURE_REASONS)[number]
  /** Grades that bring it; the one that does, first, when it is there. */
  readonly grades: readonly SeatGrade[]
  readonly addOn: AddOn | null
  readonly attribute: TenantAttribute | null
  readonly enforcedBy: readonly Enforcement[]
}

export const LIMIT_KINDS = ['calls', 'callsPerSecond', 'apiRequestsPerMinute', 'storageBytes'] as const
export type LimitView = {
  readonly kind: (typeof LIMIT_KINDS)[number]
  /** null: not limited. */
  readonly max: number | null
  readonly use: number
  readonly peakToday: number | null
}

export type SeatOverview = {
  readonly tenantId: TenantId
  readonly today: LocalDate
  /** Whether "in use" is known at present. */
  readonly liveKnown: boolean
  readonly grades: readonly SeatGradeView[]
  readonly addOns: readonly AddOnView[]
  readonly attributes: readonly TenantAttribute[]
  readonly features: readonly FeatureView[]
  readonly limits: readonly LimitView[]
  readonly seatPricePerMonth: MoneyView | null
}

/** What a change of seats would mean. */
export type SeatPreview = {
  readonly rentedBefore: number
  readonly rentedAfter: number
  /** All seats of the day, by the price plan of that day; null without a plan. */
  readonly monthlyBefore: MoneyView | null
  readonly monthlyAfter: MoneyView | null
  readonly gained: readonly Feature[]
  readonly lost: readonly Feature[]
  /** So many are signed in beyond the new number; they stay, and nobody else signs in until they have left. */
  readonly signedInBeyond: number
}
