import type { ActAsId, Instant, TenantId, UserId } from '@seatline/core'

/** How long someone of the operator may work as a client's administrator before a new reason is needed. */
export const ACT_AS_MS = 60 * 60_000
export const REASON_LENGTH_MIN = 10
export const REASON_LENGTH_MAX = 500

/** One time that someone of the operator worked as the tenant's administrator. */
export type ActAsSessionView = {
  readonly id: ActAsId
  readonly tenantId: TenantId
  readonly person: { readonly id: UserId; readonly name: string }
  readonly reason: string
  readonly startedAt: Instant
  readonly expiresAt: Instant
  /** When it was ended by hand; null when it runs or ran until it expired. */
  readonly endedAt: Instant | null
  readonly isOpen: boolean
}
