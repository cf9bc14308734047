import type { TenantId, TenantSnapshot } from '@seatline/core'
import { bucketRule, refill, take, type Bucket } from './token-bucket.ts'

/** The tenants' buckets on this node. */
export class TenantRates {
  readonly #buckets = new Map<TenantId, Bucket>()

  /** Tokens that the tenant has now; without a limit there are always enough. */
  tokens({ tenantId, limits }: TenantSnapshot, now: number): number {
    if (limits.callsPerSecondMax === null) return Number.POSITIVE_INFINITY
    return refill(this.#buckets.get(tenantId), bucketRule(limits.callsPerSecondMax), now).tokens
  }

  /** A call was taken. What is refused takes nothing, so a flood does not starve what it leaves room for. */
  take({ tenantId, limits }: TenantSnapshot, now: number): void {
    if (limits.callsPerSecondMax === null) return
    const rule = bucketRule(limits.callsPerSecondMax)
    this.#buckets.set(tenantId, take(refill(this.#buckets.get(tenantId), rule, now)))
  }
}
