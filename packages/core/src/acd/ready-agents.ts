import type { AgentId } from '../ids.ts'
import { compareIds } from './order.ts'
import type { PooledAgent } from './pool-types.ts'

/** Columns of a row of figures. */
const [SINCE, SIGNED_IN, BUSY] = [0, 1, 2]
const COLUMNS = 3

/** So many places are left behind at the front before the list is moved up. */
const LEFT_BEHIND_MAX = 64

/**
 * The free agents of a profile, the longest idle first, ties by id. What a choice between them asks is kept beside them as numbers: it looks at an agent only when it
 * takes that one. Whoever is free longest is taken and whoever becomes free comes last, so both ends cost the same however long the list is.
 */
export class ReadyAgents {
  #agents: PooledAgent[] = []
  #ids: AgentId[] = []
  #figures: number[] = []
  /** Places before it are empty by now. */
  #start = 0

  get size(): number {
    return this.#ids.length - this.#start
  }

  agentAt(index: number): PooledAgent | undefined {
    return this.#agents[this.#start + index]
  }

  idAt(index: number): AgentId | undefined {
    return this.#ids[this.#start + index]
  }

  idleSinceAt(index: number): number {
    return this.#figures[(this.#start + index) * COLUMNS + SINCE] ?? 0
  }

  signedInSinceAt(index: number): number {
    return this.#figures[(this.#start + index) * COLUMNS + SIGNED_IN] ?? 0
  }

  busyMsAt(index: number): number {
    return this.#figures[(this.#start + index) * COLUMNS + BUSY] ?? 0
  }

  list(): readonly PooledAgent[] {
    return this.#agents.slice(this.#start)
  }

  add(agent: PooledAgent): void {
    const { agentId, idleSince, signedInAt, busyMs } = agent
    const place = this.#placeOf(agentId, idleSince)
    if (place === this.#ids.length) {
      this.#agents.push(agent)
      this.#ids.push(agentId)
      this.#figures.push(idleSince, signedInAt, busyMs)
      return
    }
    this.#agents.splice(place, 0, agent)
    this.#ids.splice(place, 0, agentId)
    this.#figures.splice(place * COLUMNS, 0, idleSince, signedInAt, busyMs)
  }

  /** False: the agent is not among them. */
  remove({ agentId, idleSince }: PooledAgent): boolean {
    const place = this.#placeOf(agentId, idleSince)
    if (this.#ids[place] !== agentId) return false
    if (place === this.#start) this.#leaveFirst()
    else this.#cut(place, 1)
    return true
  }

  #leaveFirst(): void {
    this.#start++
    if (this.#start === this.#ids.length || this.#start === LEFT_BEHIND_MAX) {
      this.#cut(0, this.#start)
      this.#start = 0
    }
  }

  #cut(place: number, count: number): void {
    this.#agents.splice(place, count)
    this.#ids.splice(place, count)
    this.#figures.splice(place * COLUMNS, count * COLUMNS)
  }

  /** Where the agent stands or would stand. */
  #placeOf(agentId: AgentId, idleSince: number): number {
    const [ids, figures] = [this.#ids, this.#figures]
    let [low, high] = [this.#start, ids.length]
    if (low === high) return low
    if (ids[low] === agentId) return low
    if ((figures[(high - 1) * COLUMNS + SINCE] ?? 0) < idleSince) return high
    while (low < high) {
      const middle = (low + high) >>> 1
      const since = figures[middle * COLUMNS + SINCE] ?? 0
      const isBefore = since === idleSince ? compareIds(ids[middle] ?? '', agentId) < 0 : since < idleSince
      if (isBefore) low = middle + 1
      else high = middle
    }
    return low
  }
}
