import type { AgentId, LocalDate, SeatGrade, TenantId } from '@seatline/core'

/** So many seats from a day on. `until` is the first day without them, null while it is open. */
export type SeatSubscription = {
  readonly subscriptionId: string
  readonly tenantId: TenantId
  readonly seatsCount: number
  readonly from: LocalDate
  readonly until: LocalDate | null
}

/** Rented seats of one grade. */
export type GradedSubscription = SeatSubscription & { readonly grade: SeatGrade }

/** A person of the tenant was signed in on a local day, however shortly. Each person once a day. */
export type UserDay = {
  readonly tenantId: TenantId
  readonly date: LocalDate
  readonly agentId: AgentId
  readonly grade: SeatGrade
}

/** How many of the tenant's agents of one grade were signed in at once in an hour that began on `date`, by the rule of `hourlyPeaks`. */
export type HourlyPeak = {
  readonly tenantId: TenantId
  readonly date: LocalDate
  /** 0 to 23; the two hours of the same reading when clocks are set back are told apart by `startsAt`. */
  readonly hour: number
  readonly startsAt: number
  readonly grade: SeatGrade
  readonly peak: number
}

/** The part of a shared agent's day that the tenant bears: see `splitAgentDay`. */
export type SharedAgentDay = {
  readonly tenantId: TenantId
  readonly date: LocalDate
  readonly agentId: AgentId
  readonly grade: SeatGrade
  readonly ms: number
}

/** What seats were in a period. Facts of other days are left out by the makers; those of another tenant stop them. */
export type SeatFacts = {
  readonly subscriptions: readonly GradedSubscription[]
  readonly userDays: readonly UserDay[]
  readonly hourlyPeaks: readonly HourlyPeak[]
  readonly sharedDays: readonly SharedAgentDay[]
}

export const noSeatFacts: SeatFacts = { subscriptions: [], userDays: [], hourlyPeaks: [], sharedDays: [] }
