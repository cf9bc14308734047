import type { FactOf, TenantId } from '@seatline/core'
import type { NumberRoute } from '../../tenants/snapshot-store.ts'

/** What a new call is judged by. */
export type AdmissionRequest = {
  readonly route: NumberRoute | undefined
  /** The calling number, as it came; empty when withheld. */
  readonly ani: string
  /** Epoch milliseconds. */
  readonly now: number
  /** Made by the platform itself to try the tenant out. */
  readonly isTest: boolean
  readonly tenantCalls: number
  /** How many more calls the tenant's rate allows at this moment. */
  readonly tenantTokens: number
  readonly platformCalls: number
  /** The tenant that the trunk is kept for; null: shared by all. */
  readonly trunkTenantId: TenantId | null
  readonly trunkCalls: number
  /** Infinity for a trunk that is not configured. */
  readonly trunkCallsMax: number
  readonly platformCallsMax: number
  readonly draining: boolean
}

export type Rejection = { readonly reason: FactOf<'call.rejected'>['reason']; readonly sipStatus: number }
export type AdmissionCheck = (request: AdmissionRequest) => Rejection | null
