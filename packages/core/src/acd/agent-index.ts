import type { AgentId, GroupId, QueueId, TenantId } from '../ids.ts'
import { isAvailable } from './capacity.ts'
import { longestIdleFirst, placeIn } from './order.ts'
import type { PooledAgent } from './pool-types.ts'
import { makeProfile, profileKey, type Profile } from './serving-profile.ts'

const NONE: ReadonlySet<Profile> = new Set()

/** Finds agents by what a call asks for: the profiles that have free agents, by queue and by group. Kept with every change of an agent. */
export class AgentIndex {
  readonly #profiles = new Map<string, Profile>()
  readonly #profileOf = new Map<AgentId, Profile>()
  readonly #ready = new Map<QueueId | GroupId, Set<Profile>>()
  readonly #serving = new Map<QueueId, { normal: number; emergencyOnly: number }>()
  readonly #busy = new Map<TenantId, number>()
  readonly #tenantOf: (queueId: QueueId) => TenantId | undefined

  constructor(tenantOf: (queueId: QueueId) => TenantId | undefined) {
    this.#tenantOf = tenantOf
  }

  /** Profiles with free agents who are signed in for the queue, or are of the group. */
  ready(reach: QueueId | GroupId): ReadonlySet<Profile> {
    return this.#ready.get(reach) ?? NONE
  }

  profileOf(agentId: AgentId): Profile | undefined {
    return this.#profileOf.get(agentId)
  }

  /** How many agents are signed in for the queue who could be given its calls. */
  servingCount(queueId: QueueId, emergency: boolean): number {
    const serving = this.#serving.get(queueId)
    if (serving === undefined) return 0
    return serving.normal + (emergency ? serving.emergencyOnly : 0)
  }

  /** Agents who ring, talk or wrap up for the tenant. */
  busyCount(tenantId: TenantId): number {
    return this.#busy.get(tenantId) ?? 0
  }

  update(before: PooledAgent | undefined, after: PooledAgent): void {
    const known = this.#profileOf.get(after.agentId)
    if (before !== undefined && known !== undefined && isAvailable(before)) this.#removeReady(known, before)
    const isSame =
      before?.queueIds === after.queueIds &&
      before.attributes === after.attributes &&
      before.capacity === after.capacity
    const profile = isSame && known !== undefined ? known : this.#moveTo(after, known)
    if (isAvailable(after)) this.#addReady(profile, after)
    const servedBefore = before?.servedCall?.tenantId
    const servedAfter = after.servedCall?.tenantId
    if (servedBefore === servedAfter) return
    if (servedBefore !== undefined) this.#busy.set(servedBefore, this.busyCount(servedBefore) - 1)
    if (servedAfter !== undefined) this.#busy.set(servedAfter, this.busyCount(servedAfter) + 1)
  }

  #moveTo(agent: PooledAgent, known: Profile | undefined): Profile {
    const key = profileKey(agent)
    if (known?.key === key) return known
    if (known !== undefined) this.#count(known, -1)
    const profile = this.#profiles.get(key) ?? makeProfile(key, agent, this.#tenantOf)
    this.#profiles.set(key, profile)
    this.#profileOf.set(agent.agentId, profile)
    this.#count(profile, 1)
    return profile
  }

  #count(profile: Profile, by: 1 | -1): void {
    profile.members += by
    if (profile.members === 0) this.#profiles.delete(profile.key)
    for (const { queueId, emergencyOnly } of profile.takesFrom) {
      const serving = this.#serving.get(queueId) ?? { normal: 0, emergencyOnly: 0 }
      this.#serving.set(queueId, serving)
      if (emergencyOnly) serving.emergencyOnly += by
      else serving.normal += by
    }
  }

  #addReady(profile: Profile, agent: PooledAgent): void {
    const { ready } = profile
    ready.splice(placeIn(ready, agent, longestIdleFirst), 0, agent)
    if (ready.length > 1) return
    for (const reach of profile.reach) {
      const profiles = this.#ready.get(reach)
      if (profiles === undefined) this.#ready.set(reach, new Set([profile]))
      else profiles.add(profile)
    }
  }

  #removeReady(profile: Profile, agent: PooledAgent): void {
    const { ready } = profile
    const place = placeIn(ready, agent, longestIdleFirst)
    if (ready[place]?.agentId !== agent.agentId) return
    ready.splice(place, 1)
    if (ready.length > 0) return
    for (const reach of profile.reach) this.#ready.get(reach)?.delete(profile)
  }
}
