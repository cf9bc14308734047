import type { CarrierMapping, CarrierRowError, DifferenceCause } from '@seatline/billing'
import type { Instant, LocalDate } from '@seatline/core'

export const RECONCILIATION_STATES = ['waiting', 'running', 'done', 'failed'] as const
export type ReconciliationState = (typeof RECONCILIATION_STATES)[number]

export type CarrierView = {
  readonly id: string
  readonly carrier: string
  readonly trunkIds: readonly string[]
  readonly mapping: CarrierMapping
  readonly recordsCount: number
  readonly lastImportAt: Instant | null
}

export type CarrierImportView = {
  readonly id: string
  readonly fileName: string
  readonly at: Instant
  readonly by: string | null
  readonly addedCount: number
  readonly knownCount: number
  readonly leftOutCount: number
}

/** What a file would bring, or has brought. */
export type CarrierFileView = {
  readonly imported: boolean
  readonly header: readonly string[]
  readonly validCount: number
  readonly invalidCount: number
  /** Rows that an earlier file has brought. */
  readonly knownCount: number
  readonly sample: readonly CarrierSampleView[]
  readonly issues: readonly CarrierRowError[]
}
export type CarrierSampleView = {
  readonly line: number
  readonly direction: 'inbound' | 'outbound'
  readonly calling: string
  readonly called: string
  readonly startedAt: Instant
  readonly durationMs: number
  readonly billedSeconds: number | null
  readonly priceMicros: bigint | null
  readonly currency: string
}

export type TrunkCostView = {
  readonly id: string
  readonly trunkId: string
  readonly trunkName: string
  readonly direction: 'inbound' | 'outbound'
  readonly fromDay: LocalDate
  readonly currency: string
  readonly ratesCount: number
  readonly csv: string
}

/** Sums as they are kept: whole micros as text. */
export type SumJson = { readonly count: number; readonly ms: number; readonly micros: string }
export type ComparisonJson = {
  /** null: our journal against what was rated. */
  readonly mappingId: string | null
  readonly carrier: string | null
  readonly currency: string
  readonly first: SumJson
  readonly second: SumJson
  readonly difference: { readonly ms: number; readonly micros: string }
  readonly matchedCount: number
  readonly causes: readonly (SumJson & { readonly cause: DifferenceCause })[]
  readonly residual: SumJson
  /** Differences that are kept one by one; the sums are of all. */
  readonly keptCount: number
}

export type ReconciliationView = {
  readonly id: string
  readonly from: LocalDate
  /** First day after. */
  readonly until: LocalDate
  readonly state: ReconciliationState
  readonly requestedBy: string | null
  readonly requestedAt: Instant
  readonly finishedAt: Instant | null
  readonly problem: string | null
  readonly comparisons: readonly ComparisonJson[]
}

export type DifferenceView = {
  readonly id: string
  readonly cause: string
  readonly at: Instant
  readonly clientId: string | null
  readonly clientName: string | null
  readonly callId: string | null
  readonly trunkName: string | null
  readonly calling: string
  readonly called: string
  readonly durationMs: number
  readonly amountMicros: bigint
  readonly currency: string
  readonly detail: readonly { readonly name: string; readonly value: string }[]
}
