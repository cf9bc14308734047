import type { CallId, TenantId, TrunkId } from '@seatline/core'
import type { LiveCall } from './live-call.ts'

/** The calls on this node, with their number by tenant for admission. */
export class CallRegistry {
  readonly #calls = new Map<CallId, LiveCall>()
  readonly #byTenant = new Map<TenantId, number>()
  readonly #byTrunk = new Map<TrunkId, number>()

  onRemoved: (call: LiveCall) => void = () => undefined

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

  ofTrunk(trunkId: TrunkId): number {
    return this.#byTrunk.get(trunkId) ?? 0
  }

  /** A line of a trunk that a call out takes, or gives back. */
  occupyTrunk(trunkId: TrunkId, by: 1 | -1): void {
    this.#byTrunk.set(trunkId, this.ofTrunk(trunkId) + by)
  }

  /** A line of a tenant that a call out takes, or gives back. */
  occupyTenant(tenantId: TenantId, by: 1 | -1): void {
    this.#byTenant.set(tenantId, this.ofTenant(tenantId) + by)
  }

  add(call: LiveCall): void {
    this.#calls.set(call.state.callId, call)
    this.#count(call, 1)
  }

  remove(callId: CallId): void {
    const call = this.#calls.get(callId)
    if (call === undefined) return
    this.#calls.delete(callId)
    this.#count(call, -1)
    this.onRemoved(call)
  }

  #count(call: LiveCall, by: 1 | -1): void {
    const { state } = call
    const trunkId = call.arrivedAt?.trunkId ?? null
    this.occupyTenant(state.tenantId, by)
    if (trunkId !== null) this.#byTrunk.set(trunkId, this.ofTrunk(trunkId) + by)
  }
}
