import type { AgentId } from '../ids.ts'
import type { PooledAgent } from './pool-types.ts'
import type { ReadyAgents } from './ready-agents.ts'

/** The first of the free agents in some order, each by the place among the free ones of its kind. One list is used again for each choice. */
export class Shortlist {
  count = 0
  #max = 0
  readonly #ready: ReadyAgents[] = []
  readonly #places: number[] = []
  readonly #idleSince: number[] = []

  /** Nobody, and room for so many. */
  clear(max: number): void {
    this.count = 0
    this.#max = max
  }

  idAt(index: number): AgentId | undefined {
    return this.#ready[index]?.idAt(this.#places[index] ?? 0)
  }

  agentAt(index: number): PooledAgent | undefined {
    return this.#ready[index]?.agentAt(this.#places[index] ?? 0)
  }

  idleSinceAt(index: number): number {
    return this.#idleSince[index] ?? 0
  }

  signedInSinceAt(index: number): number {
    return this.#ready[index]?.signedInSinceAt(this.#places[index] ?? 0) ?? 0
  }

  busyMsAt(index: number): number {
    return this.#ready[index]?.busyMsAt(this.#places[index] ?? 0) ?? 0
  }

  /** Puts somebody in so that `index` come before; whoever falls off the end is left out. */
  insert(index: number, ready: ReadyAgents, place: number): void {
    if (index >= this.#max) return
    if (this.count < this.#max) this.count++
    const [all, places, since] = [this.#ready, this.#places, this.#idleSince]
    for (let behind = this.count - 1; behind > index; behind--) {
      all[behind] = all[behind - 1] ?? ready
      places[behind] = places[behind - 1] ?? 0
      since[behind] = since[behind - 1] ?? 0
    }
    all[index] = ready
    places[index] = place
    since[index] = ready.idleSinceAt(place)
  }

  /** Whether somebody idle since then comes after all of a full list. */
  isBeyond(idleSince: number): boolean {
    return this.count === this.#max && idleSince > (this.#idleSince[this.count - 1] ?? 0)
  }

  /** Puts somebody in by the longest time idle, ties by id. False: the list is full of others who come before. */
  insertByIdle(ready: ReadyAgents, place: number, agentId: AgentId): boolean {
    const since = ready.idleSinceAt(place)
    let index = this.count
    while (index > 0 && this.#comesAfter(index - 1, since, agentId)) index--
    if (index === this.#max) return false
    this.insert(index, ready, place)
    return true
  }

  #comesAfter(index: number, since: number, agentId: AgentId): boolean {
    const own = this.#idleSince[index] ?? 0
    return own === since ? agentId < (this.idAt(index) ?? '') : since < own
  }
}
