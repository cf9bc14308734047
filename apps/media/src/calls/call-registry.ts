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

  #count({ state }: LiveCall, by: 1 | -1): void {
    const { trunkId } = state.caller
    this.#byTenant.set(state.tenantId, this.ofTenant(state.tenantId) + by)
    if (trunkId !== null) this.#byTrunk.set(trunkId, this.ofTrunk(trunkId) + by)
  }
}
