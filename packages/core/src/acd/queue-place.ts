import type { QueueConfig } from '../contracts/snapshot.ts'
import type { QueueId } from '../ids.ts'
import type { PooledCall, QueueMemory } from './pool-types.ts'
import type { Reach, Reaches } from './reach.ts'
import { Register } from './register.ts'
import type { Line } from './waiting-lines.ts'

/** All that the pool holds of one queue, found by its id once. Kept for good once it is there, whatever is configured. */
export type QueuePlace = {
  readonly queueId: QueueId
  /** Its row among the figures. */
  readonly row: number
  /** Who may serve it. */
  readonly reach: Reach
  /** Undefined: it is not configured, or no longer. */
  config: QueueConfig | undefined
  memory: QueueMemory | undefined
  /** Calls of the queue, in whatever phase. */
  calls: number
  /** The lines of those who wait, few of them, and how many wait in them; calls of the platform's own do not count. */
  readonly lines: Line[]
  waiting: number
  /** Who is taken next by anybody who serves the queue: null when nobody waits, or when that depends on what the agent is able to. */
  head: PooledCall | null
}

/** The queues of a pool by their ids, whether configured or not. */
export class QueuePlaces {
  readonly #places = new Register<QueueId, QueuePlace>()
  readonly #reaches: Reaches
  #count = 0

  constructor(reaches: Reaches) {
    this.#reaches = reaches
  }

  of(queueId: QueueId): QueuePlace {
    return this.#places.get(queueId) ?? this.#open(queueId)
  }

  /** As it is configured; undefined: it is not. */
  config(queueId: QueueId): QueueConfig | undefined {
    return this.#places.get(queueId)?.config
  }

  /** In no order that means anything. */
  values(): Iterable<QueuePlace> {
    return this.#places.values()
  }

  #open(queueId: QueueId): QueuePlace {
    const place: QueuePlace = {
      queueId,
      row: this.#count++,
      reach: this.#reaches.of(queueId),
      config: undefined,
      memory: undefined,
      calls: 0,
      lines: [],
      waiting: 0,
      head: null,
    }
    this.#places.set(queueId, place)
    return place
  }
}
