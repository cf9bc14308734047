import type { AgentId, Instant, KnownCallerId, TenantId } from '@seatline/core'

export type CallerAgent = { readonly id: AgentId; readonly name: string }
export type CallerField = { readonly name: string; readonly value: string }

/** Somebody the tenant knows by number. */
export type KnownCallerView = {
  readonly id: KnownCallerId
  readonly tenantId: TenantId
  /** As core's `comparableNumber` gives it. */
  readonly number: string
  readonly name: string
  /** 1 is the highest; null: no VIP. */
  readonly vipClass: number | null
  readonly memberNumber: string | null
  readonly designatedAgent: CallerAgent | null
  readonly ownerAgent: CallerAgent | null
  readonly region: string | null
  /** The PIN itself is never read back. */
  readonly hasPin: boolean
  readonly fields: readonly CallerField[]
  readonly lastContact: { readonly agent: CallerAgent | null; readonly at: Instant } | null
  readonly updatedAt: Instant
}

export type KnownCallerPage = { readonly totalCount: number; readonly rows: readonly KnownCallerView[] }
export type CallerFilter = { readonly search: string; readonly vipOnly: boolean }

export type CallerRowIssue = {
  readonly line: number
  readonly field: string
  readonly code: string
  readonly message: string
}
export type CallerImport = {
  readonly added: number
  readonly changed: number
  readonly issues: readonly CallerRowIssue[]
}
