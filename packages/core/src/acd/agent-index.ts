import type { AgentId, GroupId, QueueId, TenantId } from '../ids.ts'
import { isAvailable } from './capacity.ts'
import type { PooledAgent } from './pool-types.ts'
import type { PoolShare } from './queue-routing.ts'
import type { Profile, Reaches } from './queue-place.ts'
import { Register, type Entry } from './register.ts'
import { makeProfile, profileKey, type QueueLookup } from './serving-profile.ts'

/** Agents who ring, talk or wrap up for a tenant, beside what is published of its share. */
type Holding = { busyAgents: number; agentsMin: number; agentsMax: number | null; weight: number }

/** The place of an agent in the pool, with the profile once the agent has been told of. */
export type AgentEntry = Entry<PooledAgent, Profile>

/** Finds agents by what a call asks for: the profiles that have free agents, by queue and by group. Kept with every change of an agent. */
export class AgentIndex {
  readonly #profiles = new Map<string, Profile>()
  readonly #agents: Register<AgentId, PooledAgent, Profile>
  readonly #reaches: Reaches
  /** Whether any tenant is guaranteed agents at all. */
  hasMinimums = false
  readonly #holdings = new Register<TenantId, Holding>()
  readonly #lookup: QueueLookup
  /** Free agents who are not in their profile's list yet: most are given a call before anybody asks. */
  readonly #fresh: AgentEntry[] = []

  constructor(agents: Register<AgentId, PooledAgent, Profile>, reaches: Reaches, lookup: QueueLookup) {
    this.#agents = agents
    this.#reaches = reaches
    this.#lookup = lookup
  }

  /** Profiles with free agents who are signed in for the queue, or are of the group; of those who have become free just now only after `settle`. */
  ready(id: QueueId | GroupId): readonly Profile[] {
    return this.#reaches.of(id).ready
  }

  /** Puts those who have become free into their lists, but for one; true when that one is left out. */
  settle(but: AgentId | null = null): boolean {
    const fresh = this.#fresh
    if (fresh.length === 0) return false
    let kept: AgentEntry | null = null
    for (const entry of fresh) {
      if (entry.value.agentId === but) kept = entry
      else if (entry.link !== undefined) this.#addReady(entry.link, entry.value)
    }
    fresh.length = 0
    if (kept === null) return false
    fresh.push(kept)
    return true
  }

  profileOf(agentId: AgentId): Profile | undefined {
    return this.#agents.find(agentId)?.link
  }

  /** Profiles of which somebody is signed in for the queue, or is of the group. */
  reachedBy(id: QueueId | GroupId): ReadonlySet<Profile> {
    return this.#reaches.of(id).profiles
  }

  /** How many agents are signed in for the queue who could be given its calls. */
  servingCount(queueId: QueueId, emergency: boolean): number {
    const { serving, servingEmergencies } = this.#reaches.of(queueId)
    return emergency ? serving : serving - servingEmergencies
  }

  /** What the tenant holds of the pool now and may hold. The same object for good, kept up to date. */
  holding(tenantId: TenantId): Readonly<Holding> {
    return this.#holding(tenantId)
  }

  setShare(tenantId: TenantId, { agentsMin, agentsMax, weight }: PoolShare): void {
    Object.assign(this.#holding(tenantId), { agentsMin, agentsMax, weight })
    if (agentsMin > 0) this.hasMinimums = true
  }

  /** To be told before an agent who is there is replaced or changed; `enter` follows. */
  leave(entry: AgentEntry): void {
    const agent = entry.value
    if (isAvailable(agent)) this.#leaveReady(entry)
    if (agent.servedCall !== null) this.#holding(agent.servedCall.tenantId).busyAgents--
  }

  /** To be told of the agent as it is now. `isSameKind`: nothing that a call can ask of it has changed. */
  enter(entry: AgentEntry, isSameKind: boolean): void {
    const agent = entry.value
    if (!isSameKind) this.#moveTo(entry)
    if (isAvailable(agent)) this.#fresh.push(entry)
    if (agent.servedCall !== null) this.#holding(agent.servedCall.tenantId).busyAgents++
  }

  #holding(tenantId: TenantId): Holding {
    let holding = this.#holdings.get(tenantId)
    if (holding === undefined)
      this.#holdings.set(tenantId, (holding = { busyAgents: 0, agentsMin: 0, agentsMax: null, weight: 1 }))
    return holding
  }

  #leaveReady(entry: AgentEntry): void {
    const place = this.#fresh.lastIndexOf(entry)
    if (place < 0) this.#removeReady(entry.link, entry.value)
    else if (place === this.#fresh.length - 1) this.#fresh.pop()
    else this.#fresh.splice(place, 1)
  }

  #moveTo(entry: AgentEntry): void {
    const { value: agent, link: known } = entry
    const key = profileKey(agent)
    if (known?.key === key) return
    if (known !== undefined) this.#count(known, -1)
    const profile = this.#profiles.get(key) ?? makeProfile(key, agent, this.#lookup)
    this.#profiles.set(key, profile)
    entry.link = profile
    this.#count(profile, 1)
  }

  #count(profile: Profile, by: 1 | -1): void {
    profile.members += by
    if (profile.members === 0) this.#forget(profile)
    else if (profile.members === 1 && by === 1) for (const reach of profile.reach) reach.profiles.add(profile)
    for (const { queueId, emergencyOnly } of profile.takesFrom) {
      const reach = this.#reaches.of(queueId)
      reach.serving += by
      if (emergencyOnly) reach.servingEmergencies += by
    }
  }

  #forget(profile: Profile): void {
    this.#profiles.delete(profile.key)
    for (const reach of profile.reach) reach.profiles.delete(profile)
  }

  #addReady(profile: Profile, agent: PooledAgent): void {
    profile.ready.add(agent)
    if (profile.ready.size > 1) return
    for (const reach of profile.reach) reach.addReady(profile)
  }

  #removeReady(profile: Profile | undefined, agent: PooledAgent): void {
    if (profile?.ready.remove(agent) !== true || profile.ready.size > 0) return
    for (const reach of profile.reach) reach.removeReady(profile)
  }
}
