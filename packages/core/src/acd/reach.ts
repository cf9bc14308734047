import type { GroupId, QueueId } from '../ids.ts'
import type { Profile } from './serving-profile.ts'

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
