import type { SeatGrade } from '../entitlements/entitlements.ts'
import type { TenantId } from '../ids.ts'
import type { TenantStatus } from '../tenants/lifecycle.ts'

/** What a tenant, whose queues an agent signs in for, lets the agent sit on, by the configuration as published. */
export type SeatOffer = {
  readonly tenantId: TenantId
  /** As its agents know the tenant. */
  readonly tenantName: string
  readonly status: TenantStatus
  /** Of the agent's seat. */
  readonly grade: SeatGrade
  /** Seats of that grade that the tenant has rented; null: not limited. */
  readonly rented: number | null
}
