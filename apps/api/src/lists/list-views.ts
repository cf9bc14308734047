import type { CallId, Instant, ListEntryId, TenantId } from '@seatline/core'

export const LIST_KINDS = ['black', 'white'] as const
export type ListKind = (typeof LIST_KINDS)[number]
export const LIST_DIRECTIONS = ['inbound', 'outbound', 'both'] as const
export type ListDirection = (typeof LIST_DIRECTIONS)[number]

/** `expired`: was approved, and its end has come. */
export const LIST_ENTRY_STATES = ['requested', 'approved', 'expired', 'refused', 'removed'] as const
export type ListEntryState = (typeof LIST_ENTRY_STATES)[number]

/** Who did something to an entry, and when; the name is null for a person whom the tenant does not see. */
export type ListAct = { readonly by: string | null; readonly at: Instant; readonly note: string }

export type ListEntryView = {
  readonly id: ListEntryId
  readonly tenantId: TenantId
  readonly list: ListKind
  readonly direction: ListDirection
  readonly number: string
  readonly state: ListEntryState
  readonly reason: string
  readonly callId: CallId | null
  readonly requested: ListAct
  readonly decided: ListAct | null
  readonly removed: ListAct | null
  readonly expiresAt: Instant | null
}

export type ListFilter = {
  readonly list: ListKind | null
  readonly states: readonly ListEntryState[]
  /** Part of a number. */
  readonly number: string
}

/** What was wrong with one line of a file. */
export type ListRowIssue = {
  readonly line: number
  readonly field: string
  readonly code: string
  readonly message: string
}

export type ListImport = {
  readonly added: number
  /** Lines whose number is on the list already. */
  readonly known: number
  readonly issues: readonly ListRowIssue[]
}
