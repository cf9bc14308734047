import type { GroupId, QueueId, TenantId } from '../ids.ts'
import type { PooledAgent } from './pool-types.ts'
import type { Profile, QueuePlace, Reach } from './queue-place.ts'
import { ReadyAgents } from './ready-agents.ts'

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
