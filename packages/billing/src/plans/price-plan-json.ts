import type { SeatTermsJson } from '../seats/seat-terms.ts'

/** A plan as it is stored and edited. Amounts are decimal strings, an increment is `30/6`; lists and sections that are empty may be left out. */
export type PlanDefinitionJson = {
  readonly seats: SeatTermsJson
  readonly addOns?: readonly { readonly addOn: string; readonly basis: string; readonly price: string }[]
  readonly numbers?: readonly { readonly kind: string; readonly pricePerMonth: string }[]
  readonly staffedHourPrice?: string | null
  readonly minutes: MinuteTermsJson
  readonly caps?: readonly { readonly id: string; readonly kinds: readonly string[]; readonly amount: string }[]
  readonly discounts?: readonly DiscountJson[]
  readonly minimumCommitment?: string
  readonly prepaidMonths?: number
  readonly deposit?: string
  readonly trialDays?: number
}

export type PricePlanJson = PlanDefinitionJson & {
  readonly planId: string
  readonly version: number
  readonly name: string
  readonly currency: string
}

export type MinuteTermsJson = {
  readonly rates: readonly RateJson[]
  readonly bands?: readonly PlanBandJson[]
  readonly holidays?: readonly string[]
  readonly ivrTime?: string
  readonly included?: readonly AllowanceJson[]
  readonly tiers?: readonly TierTermJson[]
}

/** `prefix` is digits, a destination class, or empty for all the rest. */
export type RateJson = {
  readonly direction: string
  readonly prefix?: string
  readonly destination: string
  readonly band?: string | null
  readonly trunkKind?: string | null
  readonly status?: string
  readonly pricePerMinute?: string
  readonly increment?: string
  readonly connectionFee?: string
  readonly minimumCharge?: string
}

export type PlanBandJson = {
  readonly name: string
  readonly periods: readonly { readonly day: number; readonly from: string; readonly to: string }[]
  readonly holidays?: boolean
}

export type AllowanceJson = {
  readonly id: string
  readonly directions: readonly string[]
  readonly destinations?: readonly string[]
  readonly per: string
  readonly minutes: number
  readonly rollOverMonths?: number
}

export type TierTermJson = {
  readonly id: string
  readonly directions: readonly string[]
  readonly destinations?: readonly string[]
  readonly kind: string
  readonly steps: readonly { readonly upToMinutes: number | null; readonly pricePerMinute: string }[]
}

export type DiscountJson = {
  readonly id: string
  readonly name: string
  readonly kinds: readonly string[]
  readonly percent?: string
  readonly amount?: string
}
