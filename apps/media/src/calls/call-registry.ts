import type { CallId, TenantId } from '@seatline/core'
import type { LiveCall } from './live-call.ts'

/** The calls on this node, with their number by tenant for admission. */
export class CallRegistry {
  readonly #calls = new Map<CallId, LiveCall>()
  readonly #byTenant = new Map<TenantId, number>()

  get size(): number {
    return this.#calls.size
  }

  get(callId: CallId): LiveCall | undefined {
    return this.#calls.get(callId)
  }

  all(): readonly LiveCall[] {
    return [...this.#calls.values()]
  }

  ofTenant(tenantId: TenantId): number {
    return this.#byTenant.get(tenantId) ?? 0
  }

  add(call: LiveCall): void {
    const { callId, tenantId } = call.state
    this.#calls.set(callId, call)
    this.#byTenant.set(tenantId, this.ofTenant(tenantId) + 1)
  }

  remove(callId: CallId): void {
    const call = this.#calls.get(callId)
    if (call === undefined) return
    this.#calls.delete(callId)
    const { tenantId } = call.state
    this.#byTenant.set(tenantId, this.ofTenant(tenantId) - 1)
  }
}
