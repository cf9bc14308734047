import type { PoolShare, TenantId } from '@seatline/core'

/** A client in a pool, with what it is guaranteed of the agents there. */
export type PoolMember = {
  readonly tenantId: TenantId
  readonly name: string
  readonly share: PoolShare
  /** Agents who may sign in for its queues. */
  readonly agentsCount: number
}

/** Clients who share agents, under one engine. */
export type PoolView = {
  readonly poolId: string
  readonly agentsCount: number
  /** Of all its clients together. */
  readonly guaranteed: number
  readonly members: readonly PoolMember[]
}
