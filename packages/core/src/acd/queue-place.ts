import type { QueueConfig } from '../contracts/snapshot.ts'
import type { AgentId, GroupId, QueueId, TenantId } from '../ids.ts'
import type { AgentAttributes, Capacity, PooledCall, QueueMemory } from './pool-types.ts'
import type { ReadyAgents } from './ready-agents.ts'
import { Register } from './register.ts'
import type { Requirement } from './requirement.ts'

/** Waiting calls of one queue that the same agents can serve, the first one first. */
export type Line = {
  readonly key: string
  readonly requirement: Requirement
  /** The agent for whom these calls are held; null: for anybody able. */
  readonly heldFor: AgentId | null
  /** Calls of the platform's own: nobody is rung for them. */
  readonly test: boolean
  readonly calls: PooledCall[]
}

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
  /** The line of calls that ask for nothing but an agent of the queue: that of the head. */
  plain: Line | null
}

/**
 * What a call can ask of an agent: agents who are alike in it share a profile, so that a call looks at each kind of agent once, however many there are of it.
 */
export type Profile = {
  readonly key: string
  /** The queues served, their rows among the figures in the same order, and whether the agents may take a call that asks for nothing but an agent of the queue. */
  readonly queues: readonly QueuePlace[]
  readonly rows: readonly number[]
  readonly takesPlain: readonly boolean[]
  readonly plainQueues: ReadonlySet<QueueId>
  readonly servedQueues: ReadonlySet<QueueId>
  /** Queues whose calls the agents may be given without a transfer, and of which of them emergencies alone. */
  readonly takesFrom: readonly { readonly queueId: QueueId; readonly emergencyOnly: boolean }[]
  /** Tenants of the queues served. */
  readonly tenantIds: ReadonlySet<TenantId>
  readonly byTenant: ReadonlyMap<TenantId, AgentAttributes>
  readonly groupIds: ReadonlySet<GroupId>
  /** The queues and groups by which calls find the agents. */
  readonly reach: readonly Reach[]
  readonly capacity: Capacity
  readonly ready: ReadyAgents
  /** Agents of the profile who are signed in. */
  members: number
}

/** The kinds of agents who are found by one queue or one group. Kept for good once it is there, so that whoever needs it often may keep hold of it. */
export class Reach {
  readonly id: QueueId | GroupId
  /** All kinds of which somebody is signed in, whether free or not. */
  readonly profiles = new Set<Profile>()
  /** How many are signed in who could be given its calls, and of them those who are there for emergencies alone. */
  serving = 0
  servingEmergencies = 0
  /** Kinds with free agents who may not be given every plain call of the queue. */
  choosyCount = 0
  readonly #ready = new Set<Profile>()
  #readyList: readonly Profile[] | null = null

  constructor(id: QueueId | GroupId) {
    this.id = id
  }

  /** Kinds with free agents; of those who have become free just now only after `AgentIndex.settle`. */
  get ready(): readonly Profile[] {
    return (this.#readyList ??= [...this.#ready])
  }

  addReady(profile: Profile): void {
    if (this.#ready.has(profile)) return
    this.#ready.add(profile)
    this.#readyList = null
    if (!this.#takesPlain(profile)) this.choosyCount++
  }

  removeReady(profile: Profile): void {
    if (!this.#ready.delete(profile)) return
    this.#readyList = null
    if (!this.#takesPlain(profile)) this.choosyCount--
  }

  /** Groups are no queues: nothing is plain there. */
  #takesPlain({ plainQueues }: Profile): boolean {
    return (plainQueues as ReadonlySet<string>).has(this.id)
  }
}

/** What is found by which queue or group. */
export class Reaches {
  readonly #reaches = new Map<QueueId | GroupId, Reach>()

  of(id: QueueId | GroupId): Reach {
    let reach = this.#reaches.get(id)
    if (reach === undefined) this.#reaches.set(id, (reach = new Reach(id)))
    return reach
  }
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
      plain: null,
    }
    this.#places.set(queueId, place)
    return place
  }
}
