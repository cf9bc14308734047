import type { AgentId, GroupId, QueueId, TenantId } from '../ids.ts'
import { isAvailable } from './capacity.ts'
import type { PooledAgent } from './pool-types.ts'
import type { PoolShare } from './queue-routing.ts'
import { Register } from './register.ts'
import { makeProfile, profileKey, type Profile, type QueueLookup } from './serving-profile.ts'

/** Agents who ring, talk or wrap up for a tenant, beside what is published of its share. */
type Holding = { busyAgents: number; agentsMin: number; agentsMax: number | null; weight: number }

/** Profiles with free agents, and how many of them may not be given every plain call of the queue by which they are found. */
export type ReadyProfiles = { readonly profiles: ReadonlySet<Profile>; readonly choosyCount: number }
type MutableReady = { readonly profiles: Set<Profile>; choosyCount: number }

const NONE: ReadyProfiles = { profiles: new Set(), choosyCount: 0 }

/** Finds agents by what a call asks for: the profiles that have free agents, by queue and by group. Kept with every change of an agent. */
export class AgentIndex {
  readonly #profiles = new Map<string, Profile>()
  readonly #profileOf = new Register<AgentId, Profile>()
  readonly #ready = new Map<QueueId | GroupId, MutableReady>()
  readonly #serving = new Map<QueueId, { normal: number; emergencyOnly: number }>()
  /** All profiles by what they are found by, whether somebody of them is free or not. */
  readonly #reached = new Map<QueueId | GroupId, Set<Profile>>()
  /** Whether any tenant is guaranteed agents at all. */
  hasMinimums = false
  readonly #holdings = new Register<TenantId, Holding>()
  readonly #lookup: QueueLookup
  /** Free agents who are not in their profile's list yet: most are given a call before anybody asks. */
  readonly #fresh: PooledAgent[] = []

  constructor(lookup: QueueLookup) {
    this.#lookup = lookup
  }

  /** Profiles with free agents who are signed in for the queue, or are of the group; of those who have become free just now only after `settle`. */
  ready(reach: QueueId | GroupId): ReadyProfiles {
    return this.#ready.get(reach) ?? NONE
  }

  /** Puts those who have become free into their lists, but for one; true when that one is left out. */
  settle(but: AgentId | null = null): boolean {
    if (this.#fresh.length === 0) return false
    const kept = this.#fresh.find(({ agentId }) => agentId === but)
    for (const agent of this.#fresh) {
      const profile = this.#profileOf.get(agent.agentId)
      if (profile !== undefined && agent !== kept) this.#addReady(profile, agent)
    }
    this.#fresh.length = 0
    if (kept !== undefined) this.#fresh.push(kept)
    return kept !== undefined
  }

  profileOf(agentId: AgentId): Profile | undefined {
    return this.#profileOf.get(agentId)
  }

  /** Profiles of which somebody is signed in for the queue, or is of the group. */
  reachedBy(reach: QueueId | GroupId): ReadonlySet<Profile> {
    return this.#reached.get(reach) ?? NONE.profiles
  }

  /** How many agents are signed in for the queue who could be given its calls. */
  servingCount(queueId: QueueId, emergency: boolean): number {
    const serving = this.#serving.get(queueId)
    if (serving === undefined) return 0
    return serving.normal + (emergency ? serving.emergencyOnly : 0)
  }

  /** What the tenant holds of the pool now and may hold. The same object for good, kept up to date. */
  holding(tenantId: TenantId): Readonly<Holding> {
    return this.#holding(tenantId)
  }

  setShare(tenantId: TenantId, { agentsMin, agentsMax, weight }: PoolShare): void {
    Object.assign(this.#holding(tenantId), { agentsMin, agentsMax, weight })
    if (agentsMin > 0) this.hasMinimums = true
  }

  update(before: PooledAgent | undefined, after: PooledAgent): void {
    if (before !== undefined && isAvailable(before)) this.#leave(before)
    const isSame =
      before?.queueIds === after.queueIds &&
      before.attributes === after.attributes &&
      before.capacity === after.capacity
    if (!isSame) this.#moveTo(after, this.#profileOf.get(after.agentId))
    if (isAvailable(after)) this.#fresh.push(after)
    const servedBefore = before?.servedCall?.tenantId
    const servedAfter = after.servedCall?.tenantId
    if (servedBefore === servedAfter) return
    if (servedBefore !== undefined) this.#holding(servedBefore).busyAgents--
    if (servedAfter !== undefined) this.#holding(servedAfter).busyAgents++
  }

  #holding(tenantId: TenantId): Holding {
    let holding = this.#holdings.get(tenantId)
    if (holding === undefined)
      this.#holdings.set(tenantId, (holding = { busyAgents: 0, agentsMin: 0, agentsMax: null, weight: 1 }))
    return holding
  }

  #leave(agent: PooledAgent): void {
    const place = this.#fresh.findLastIndex(({ agentId }) => agentId === agent.agentId)
    if (place < 0) this.#removeReady(agent)
    else this.#fresh.splice(place, 1)
  }

  #moveTo(agent: PooledAgent, known: Profile | undefined): void {
    const key = profileKey(agent)
    if (known?.key === key) return
    if (known !== undefined) this.#count(known, -1)
    const profile = this.#profiles.get(key) ?? makeProfile(key, agent, this.#lookup)
    this.#profiles.set(key, profile)
    this.#profileOf.set(agent.agentId, profile)
    this.#count(profile, 1)
  }

  #count(profile: Profile, by: 1 | -1): void {
    profile.members += by
    if (profile.members === 0) this.#forget(profile)
    else if (profile.members === 1 && by === 1) this.#enter(profile)
    for (const { queueId, emergencyOnly } of profile.takesFrom) {
      const serving = this.#serving.get(queueId) ?? { normal: 0, emergencyOnly: 0 }
      this.#serving.set(queueId, serving)
      if (emergencyOnly) serving.emergencyOnly += by
      else serving.normal += by
    }
  }

  #enter(profile: Profile): void {
    for (const reach of profile.reach) {
      const known = this.#reached.get(reach)
      if (known === undefined) this.#reached.set(reach, new Set([profile]))
      else known.add(profile)
    }
  }

  #forget(profile: Profile): void {
    this.#profiles.delete(profile.key)
    for (const reach of profile.reach) this.#reached.get(reach)?.delete(profile)
  }

  #addReady(profile: Profile, agent: PooledAgent): void {
    profile.ready.add(agent)
    if (profile.ready.size > 1) return
    for (const reach of profile.reach) this.#reachable(reach, profile)
  }

  #reachable(reach: QueueId | GroupId, profile: Profile): void {
    let known = this.#ready.get(reach)
    if (known === undefined) this.#ready.set(reach, (known = { profiles: new Set(), choosyCount: 0 }))
    if (known.profiles.has(profile)) return
    known.profiles.add(profile)
    if (!takesPlainFrom(profile, reach)) known.choosyCount++
  }

  #removeReady(agent: PooledAgent): void {
    const profile = this.#profileOf.get(agent.agentId)
    if (profile?.ready.remove(agent) !== true || profile.ready.size > 0) return
    for (const reach of profile.reach) {
      const known = this.#ready.get(reach)
      if (known?.profiles.delete(profile) === true && !takesPlainFrom(profile, reach)) known.choosyCount--
    }
  }
}

/** Groups are no queues: nothing is plain there. */
const takesPlainFrom = ({ plainQueues }: Profile, reach: QueueId | GroupId): boolean =>
  (plainQueues as ReadonlySet<string>).has(reach)
