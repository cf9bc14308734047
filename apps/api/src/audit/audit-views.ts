import type { ActAsId, AuditId, Instant, TenantId, UserId } from '@seatline/core'
import type { AuditChangeView } from './diff.ts'

/** One administrative act: who, what, before and after, why, from where. */
export type AuditEntryView = {
  readonly id: AuditId
  readonly tenant: { readonly id: TenantId; readonly name: string }
  readonly at: Instant
  /** null: our own workers. */
  readonly actorId: UserId | null
  readonly actorName: string
  /** Set when someone of the operator did it as the tenant's administrator. */
  readonly actAsId: ActAsId | null
  readonly action: string
  readonly subjectId: string | null
  readonly subjectName: string
  readonly changes: readonly AuditChangeView[]
  readonly reason: string | null
  readonly address: string | null
  readonly userAgent: string | null
  /** The version of the configuration that it published. */
  readonly version: number | null
}

export type AuditFilter = {
  readonly from: Instant | null
  readonly to: Instant | null
  readonly actorId: UserId | null
  /** The whole action (`queue.update`), or its first part (`queue`). */
  readonly action: string | null
  readonly subjectId: string | null
  /** Part of the subject's name. */
  readonly subject: string | null
  readonly actAsId: ActAsId | null
  /** Only what was done while acting as the administrator, or only what was not. */
  readonly actingAs: boolean | null
}

/** What can be chosen in the filter: everything that occurs. */
export type AuditChoicesView = {
  readonly actions: readonly string[]
  readonly actors: readonly { readonly id: UserId; readonly name: string }[]
}
