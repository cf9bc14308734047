import type { AgentId, BranchId, DidId, QueueId, TenantId, UserId } from '@seatline/core'

/** A part of a tenant that sees itself only. */
export type BranchView = {
  readonly id: BranchId
  readonly tenantId: TenantId
  readonly name: string
  readonly isArchived: boolean
}

/** What belongs to a branch, or may be given to one. `branchId` null: the head office. */
export type BranchPartView<Id> = { readonly id: Id; readonly name: string; readonly branchId: BranchId | null }

export type BranchPartsView = {
  readonly queues: readonly BranchPartView<QueueId>[]
  readonly numbers: readonly BranchPartView<DidId>[]
  readonly agents: readonly BranchPartView<AgentId>[]
  readonly people: readonly BranchPartView<UserId>[]
}
