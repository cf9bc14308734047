import type { AgentId, AgentStatusKind, SeatGrade, TenantId } from '@seatline/core'

/**
 * What an agent did from `from` until before `until`, as the journal's changes of state tell it. An agent's intervals do not overlap; while signed in they have no gap.
 * This is the one source of user days, peaks and shares.
 */
export type AgentInterval = {
  readonly homeTenantId: TenantId
  readonly agentId: AgentId
  readonly grade: SeatGrade
  readonly status: Exclude<AgentStatusKind, 'signedOut'>
  /** The tenant whose call binds the agent; null while none does. */
  readonly servedTenantId: TenantId | null
  readonly from: number
  readonly until: number
}

/** From `at` on the agent was signed in for queues of these tenants, until the next sign-in. */
export type SignIn = { readonly at: number; readonly tenantIds: readonly TenantId[] }

export type Span = { readonly from: number; readonly until: number }

/** What of the interval lies within the span; null when nothing does. */
export function clipped<T extends Span>(interval: T, span: Span): T | null {
  const from = Math.max(interval.from, span.from)
  const until = Math.min(interval.until, span.until)
  return until <= from ? null : { ...interval, from, until }
}
