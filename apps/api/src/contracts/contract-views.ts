import type { CaseStanding, Indicator, ServiceTier } from '@seatline/billing'
import type { LocalDate } from '@seatline/core'
import type { MoneyView } from '../billing/bill-views.ts'

export const INCIDENT_SEVERITIES = ['outage', 'degraded', 'question'] as const
export type IncidentSeverity = (typeof INCIDENT_SEVERITIES)[number]
export const INCIDENT_STEPS = ['noticed', 'responded', 'resolved'] as const
export type IncidentStep = (typeof INCIDENT_STEPS)[number]
export const CHANGE_STATUSES = ['requested', 'approved', 'refused', 'withdrawn'] as const
export type ChangeStatus = (typeof CHANGE_STATUSES)[number]

/** A promise of a month or of one case: as kept, or as it stands while the month runs. */
export type ServiceMeasureView = {
  readonly id: string
  readonly month: string
  readonly indicator: Indicator
  readonly caseId: string | null
  /** In the unit of the indicator, rounded for the eye: 99.88; null: nothing was measured. */
  readonly figure: string | null
  readonly target: string
  readonly serious: string
  readonly tier: ServiceTier
  readonly isFinal: boolean
  readonly measuredUntil: number
  /** What it was made of, JSON. */
  readonly inputs: string
}

export type ServiceCreditView = {
  readonly id: string
  readonly month: string
  readonly indicator: Indicator
  readonly measureId: string
  readonly amount: MoneyView
  readonly rule: string
  readonly decidedAt: number
}

export type IncidentView = {
  readonly id: string
  readonly tenantId: string
  readonly tenantName: string
  readonly title: string
  readonly severity: IncidentSeverity
  readonly openedAt: number
  readonly noticedAt: number | null
  readonly respondedAt: number | null
  readonly resolvedAt: number | null
  readonly cause: string
  readonly alarmId: string | null
  readonly standings: readonly CaseStanding[]
}

export type ChangeOrderView = {
  readonly id: string
  readonly tenantId: string
  readonly tenantName: string
  readonly contractId: string
  readonly title: string
  readonly text: string
  readonly requestedSide: 'client' | 'operator'
  readonly requestedBy: string
  readonly requestedAt: number
  readonly status: ChangeStatus
  readonly answeredAt: number | null
  readonly answer: string
  readonly effectiveOn: LocalDate | null
  readonly version: number | null
  readonly pricePlan: string | null
  readonly standing: CaseStanding | null
}
