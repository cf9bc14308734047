import type { GroupId, QueueId, TenantId } from '../ids.ts'
import type { AgentAttributes, Capacity, PooledAgent } from './pool-types.ts'
import type { QueuePlace } from './queue-place.ts'
import type { Reach } from './reach.ts'
import { ReadyAgents } from './ready-agents.ts'

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

export function profileKey({ queueIds, attributes, capacity }: PooledAgent): string {
  const served = attributes.map(({ tenantId, skills, groupIds, emergencyOnly, expert }) => [
    tenantId,
    emergencyOnly ? 1 : 0,
    expert ? 1 : 0,
    skills.map(({ skillId, proficiency }) => `${skillId}:${String(proficiency)}`).toSorted(),
    groupIds.toSorted(),
  ])
  return JSON.stringify([queueIds, served, Object.values(capacity)])
}

/** What is known of queues where profiles are made. */
export type QueueLookup = {
  readonly tenantOf: (queueId: QueueId) => TenantId | undefined
  readonly placeOf: (queueId: QueueId) => QueuePlace
  readonly reachOf: (id: QueueId | GroupId) => Reach
}

export function makeProfile(key: string, agent: PooledAgent, lookup: QueueLookup): Profile {
  const { queueIds, attributes, capacity } = agent
  const { tenantOf } = lookup
  const tenantIds = new Set(queueIds.flatMap((queueId) => tenantOf(queueId) ?? []))
  const served = attributes.filter(({ tenantId }) => tenantIds.has(tenantId))
  const byTenant = new Map(served.map((each) => [each.tenantId, each]))
  const takesFrom = queueIds.flatMap((queueId) => {
    const tenantId = tenantOf(queueId)
    const own = tenantId === undefined ? undefined : byTenant.get(tenantId)
    return own?.expert === true ? [] : [{ queueId, emergencyOnly: own?.emergencyOnly ?? false }]
  })
  const groupIds = new Set(served.flatMap((each) => each.groupIds))
  const isPlain = ({ queueId, emergencyOnly }: Profile['takesFrom'][number]): boolean =>
    !emergencyOnly && capacity.voice >= 1 && tenantOf(queueId) !== undefined
  const plainQueues = new Set(takesFrom.filter(isPlain).map(({ queueId }) => queueId))
  const queues = queueIds.map(lookup.placeOf)
  return {
    key,
    queues,
    rows: queues.map(({ row }) => row),
    takesPlain: queueIds.map((queueId) => plainQueues.has(queueId)),
    plainQueues,
    servedQueues: new Set(queueIds),
    tenantIds,
    takesFrom,
    byTenant,
    groupIds,
    reach: [...queueIds, ...groupIds].map(lookup.reachOf),
    capacity,
    ready: new ReadyAgents(),
    members: 0,
  }
}
