import { platformSnapshotSchema, tenantSnapshotSchema } from '@seatline/core'
import type { PlatformSnapshot, PromptId, TenantSnapshot } from '@seatline/core'

/** Address that the carrier of these tests calls from. */
export const TRUNK_ADDRESS = '127.0.0.9'
export const RING_TIMEOUT_MS = 2_000

/** Numbers by what happens to a call. */
export const NUMBERS = {
  menu: '4000000001',
  queue: '4000000002',
  full: '4000000003',
  wait: '4000000004',
  fullWithAnnouncement: '4000000005',
  unknown: '4000000099',
} as const
export const AGENT_IDS = Array.from({ length: 12 }, (_, i) => `agt_wire${String(i + 1).padStart(2, '0')}`)

export function wirePlatform(): PlatformSnapshot {
  return platformSnapshotSchema.parse({
    v: 1,
    version: 1_000,
    operatorTenantId: 'ten_operator',
    trunks: [
      { trunkId: 'trk_wire', name: 'Test carrier', sourceAddresses: [TRUNK_ADDRESS], concurrentCallsMax: 1_000 },
    ],
  })
}

/** A tenant with a menu and a queue, one that has no lines at all, and one that has none and says so. */
export function wireTenants(): TenantSnapshot[] {
  return [
    tenant('ten_wire', 1_000, [
      { didId: 'did_menu', number: NUMBERS.menu, flowId: 'ivr_wire-menu' },
      { didId: 'did_wait', number: NUMBERS.wait, flowId: 'ivr_wire-wait' },
      { didId: 'did_queue', number: NUMBERS.queue, flowId: 'ivr_wire-queue' },
    ]),
    tenant('ten_full', 0, [{ didId: 'did_full', number: NUMBERS.full, flowId: 'ivr_full-queue' }]),
    {
      ...tenant('ten_told', 0, [{ didId: 'did_told', number: NUMBERS.fullWithAnnouncement, flowId: 'ivr_told-queue' }]),
      fullPromptId: 'prm_told-menu' as PromptId,
    },
  ]
}

function tenant(tenantId: string, callsMax: number, numbers: readonly object[]): TenantSnapshot {
  const suffix = tenantId.slice(4)
  const prompt = (name: string): string => `prm_${suffix}-${name}`
  const queueId = `que_${suffix}`
  const menuNode = (timeoutMs: number) => ({
    nodeId: 'menu',
    label: 'Menu',
    kind: 'menu',
    promptId: prompt('menu'),
    choices: { '1': 'queue', '2': 'end' },
    timeoutMs,
    attemptsMax: 3,
    invalidPromptId: null,
    onFailure: 'end',
  })
  const flow = (name: string, nodes: readonly { readonly nodeId: string }[]): object => ({
    flowId: `ivr_${suffix}-${name}`,
    flowVersionId: `ivv_${suffix}-${name}`,
    name,
    entryNodeId: nodes[0]?.nodeId,
    nodes,
  })
  const endNode = { nodeId: 'end', label: 'End', kind: 'hangUp' }
  const queueNode = { nodeId: 'queue', label: 'Queue', kind: 'queue', queueId, priority: 0 }
  return tenantSnapshotSchema.parse({
    v: 1,
    tenantId,
    version: 1,
    publishedAt: 1,
    name: `Tenant ${suffix}`,
    locale: 'en',
    timeZone: 'UTC',
    status: 'live',
    limits: { concurrentCallsMax: callsMax },
    fullPromptId: null,
    numbers,
    flows: [
      flow('menu', [menuNode(5_000), queueNode, endNode]),
      // Waits for a digit longer than any timer of SIP.
      flow('wait', [menuNode(60_000), queueNode, endNode]),
      flow('queue', [queueNode]),
    ],
    prompts: ['menu', 'music', 'announcement', 'second-announcement'].map((name) => ({
      promptId: prompt(name),
      name,
      file: `${tenantId}/${prompt(name)}.wav`,
      durationMs: 1_000,
    })),
    hours: [],
    queues: [
      {
        queueId,
        tenantId,
        name: 'Queue',
        ringTimeoutMs: RING_TIMEOUT_MS,
        wrapUpMs: 0,
        serviceLevelMs: 20_000,
        musicPromptId: prompt('music'),
        record: false,
      },
    ],
    // Whoever serves a tenant, an agent has one employer.
    agents: AGENT_IDS.map((agentId) => ({
      agentId,
      homeTenantId: 'ten_wire',
      name: agentId,
      queueIds: [queueId],
    })),
  })
}
