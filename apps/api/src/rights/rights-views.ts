import type { ActAsId, BranchId, ExplainedRight, Instant, Permission, Role, UserId } from '@seatline/core'

/** A row of the rights table. */
export type RightRowView = {
  readonly permission: Permission
  readonly rolesWith: readonly Role[]
  /** Asked of the operator's own tenant, for the platform as a whole. */
  readonly isOfPlatform: boolean
  /** Not held by anybody who is confined to a branch. */
  readonly isOfHeadOffice: boolean
}

export type BranchNameView = { readonly id: BranchId; readonly name: string }

/** Somebody who is something in a tenant. */
export type RightsHolderView = {
  readonly id: UserId
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly branch: BranchNameView | null
}

/** What a person may do in a tenant, and why. */
export type PersonRightsView = {
  readonly person: { readonly id: UserId; readonly name: string }
  readonly roles: readonly Role[]
  readonly branch: BranchNameView | null
  readonly actAs: { readonly id: ActAsId; readonly reason: string; readonly expiresAt: Instant } | null
  readonly rights: readonly ExplainedRight[]
}
