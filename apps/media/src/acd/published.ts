import {
  DEFAULT_FLAGS,
  type AcdInput,
  type AcdPool,
  type AgentId,
  type PooledAgent,
  type QueueConfig,
  type QueueId,
  type TenantId,
  type TenantSnapshot,
} from '@seatline/core'
import { attributesOf } from './pool-of.ts'

type Published = {
  /** Of this pool: all, or those that were published anew. */
  readonly tenants: readonly TenantSnapshot[]
  /** With those that stay for calls in progress. */
  readonly queuesOf: (tenant: TenantSnapshot) => readonly QueueConfig[]
  /** What each tenant was given of the pool when the engine was last told. */
  readonly shares: Map<TenantId, string>
}

/** The engine decides by the newest of its changes; an older log says that it did not. */
export function flagInputs(pool: AcdPool): readonly AcdInput[] {
  return same(pool.snapshot().flags, DEFAULT_FLAGS) ? [] : [{ kind: 'engine.configured', flags: DEFAULT_FLAGS }]
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What is published and the engine does not have yet; nothing when it is up to date. Queues of tenants that are not known are left as they are. */
export function publishedInputs(pool: AcdPool, { tenants, queuesOf, shares }: Published): readonly AcdInput[] {
  const inputs: AcdInput[] = []
  for (const { tenantId, poolShare } of tenants) {
    const share = JSON.stringify(poolShare)
    if (shares.get(tenantId) !== share) inputs.push({ kind: 'tenant.configured', tenantId, share: poolShare })
    shares.set(tenantId, share)
  }
  const known = new Set(tenants.map(({ tenantId }) => tenantId))
  const published = new Map(tenants.flatMap((tenant) => queuesOf(tenant).map((queue) => [queue.queueId, queue])))
  for (const queue of published.values())
    if (pool.isQueueClosing(queue.queueId) || !same(pool.queue(queue.queueId), queue))
      inputs.push({ kind: 'queue.configured', queue })
  for (const { queueId, tenantId } of pool.queues())
    if (known.has(tenantId) && !published.has(queueId) && !pool.isQueueClosing(queueId))
      inputs.push({ kind: 'queue.removed', queueId })
  const allowed = allowedQueues(tenants)
  for (const agent of pool.agents()) inputs.push(...agentInputs(agent, { pool, tenants, allowed, known }))
  return inputs
}

function agentInputs(
  agent: PooledAgent,
  published: {
    readonly pool: AcdPool
    readonly tenants: readonly TenantSnapshot[]
    readonly allowed: ReadonlyMap<AgentId, ReadonlySet<QueueId>>
    readonly known: ReadonlySet<TenantId>
  },
): readonly AcdInput[] {
  const { agentId } = agent
  const { pool, tenants, allowed, known } = published
  const inputs: AcdInput[] = []
  const attributes = attributesOf(tenants, agentId)
  const named = new Set(attributes.map(({ tenantId }) => tenantId))
  const present = agent.attributes.filter(({ tenantId }) => named.has(tenantId))
  if (!same(present, attributes)) inputs.push({ kind: 'agent.configured', agentId, attributes })
  const withdrawn = agent.queueIds.filter((queueId) => {
    const tenantId = pool.queue(queueId)?.tenantId
    return tenantId !== undefined && known.has(tenantId) && allowed.get(agentId)?.has(queueId) !== true
  })
  if (withdrawn.length > 0) inputs.push({ kind: 'agent.queuesWithdrawn', agentId, queueIds: withdrawn })
  return inputs
}

function allowedQueues(tenants: readonly TenantSnapshot[]): ReadonlyMap<AgentId, ReadonlySet<QueueId>> {
  const allowed = new Map<AgentId, Set<QueueId>>()
  for (const { agents } of tenants)
    for (const { agentId, queueIds } of agents) {
      const known = allowed.get(agentId) ?? new Set()
      for (const queueId of queueIds) known.add(queueId)
      allowed.set(agentId, known)
    }
  return allowed
}
