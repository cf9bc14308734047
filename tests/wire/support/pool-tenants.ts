import { tenantSnapshotSchema } from '@seatline/core'
import type { AgentId, QueueId, TenantSnapshot } from '@seatline/core'

/** Three tenants who share all their agents, each with one number that leads straight into a queue. */
const NAMES = ['north', 'south', 'west'] as const

export const POOL_NUMBERS = NAMES.map((_name, index) => `40010000${String(index + 1).padStart(2, '0')}`)
export const POOL_QUEUES = NAMES.map((name) => `que_${name}` as QueueId)

export const poolAgents = (count: number): readonly AgentId[] =>
  Array.from({ length: count }, (_, index) => `agt_pool${String(index + 1).padStart(3, '0')}` as AgentId)

export function poolTenants(agentIds: readonly AgentId[]): TenantSnapshot[] {
  return NAMES.map((name, index) => {
    const tenantId = `ten_${name}`
    const queueId = `que_${name}`
    return tenantSnapshotSchema.parse({
      v: 1,
      tenantId,
      version: 1,
      publishedAt: 1,
      name,
      locale: 'en',
      timeZone: 'UTC',
      status: 'live',
      limits: { concurrentCallsMax: 1_000 },
      fullPromptId: null,
      numbers: [{ didId: `did_${name}`, number: POOL_NUMBERS[index], flowId: `ivr_${name}` }],
      flows: [
        {
          flowId: `ivr_${name}`,
          flowVersionId: `ivv_${name}`,
          name,
          entryNodeId: 'queue',
          nodes: [{ nodeId: 'queue', label: 'Queue', kind: 'queue', queueId, priority: 0 }],
        },
      ],
      prompts: [{ promptId: `prm_${name}`, name: 'music', file: `${tenantId}/prm_${name}.wav`, durationMs: 1_000 }],
      hours: [],
      queues: [
        {
          queueId,
          tenantId,
          name,
          ringTimeoutMs: 15_000,
          wrapUpMs: 0,
          serviceLevelMs: 20_000,
          musicPromptId: `prm_${name}`,
          record: false,
        },
      ],
      agents: agentIds.map((agentId) => ({
        agentId,
        homeTenantId: 'ten_north',
        name: agentId,
        queueIds: [queueId],
      })),
    })
  })
}
