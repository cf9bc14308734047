import {
  flowSchema,
  platformSnapshotSchema,
  tenantSnapshotSchema,
  validateFlow,
  type FlowFault,
  type PlatformSnapshot,
  type Result,
  type TenantSnapshot,
} from '@seatline/core'
import type { Transaction } from '../database/client.ts'

/** Why a tenant's configuration was not published; calls go on with what was published before. */
export type SnapshotFault =
  | { readonly code: 'flow.invalid'; readonly flowId: string; readonly faults: readonly FlowFault[] }
  | { readonly code: 'snapshot.invalid'; readonly problem: string }
  | { readonly code: 'tenant.unknown' }

type Stamp = { readonly version: number; readonly publishedAt: number }

/** Everything the media plane must know of a tenant, from its rows. The transaction must see the tenant, and nothing else is read. */
export async function buildTenantSnapshot(
  tx: Transaction,
  tenantId: string,
  stamp: Stamp,
): Promise<Result<TenantSnapshot, SnapshotFault>> {
  const tenant = await tx.tenant.findUnique({ where: { id: tenantId } })
  if (tenant === null) return { ok: false, error: { code: 'tenant.unknown' } }
  const own = { where: { tenantId }, orderBy: { id: 'asc' } } as const
  const inUse = { where: { tenantId, archivedAt: null }, orderBy: { id: 'asc' } } as const
  const queues = await tx.queue.findMany(inUse)
  const prompts = await tx.prompt.findMany(inUse)
  const hours = await tx.businessHours.findMany(inUse)
  const dids = await tx.did.findMany({ ...own, where: { tenantId, releasedAt: null } })
  const flows = await publishedFlows(tx, tenantId)
  const parsed = tenantSnapshotSchema.safeParse({
    v: 1,
    tenantId,
    ...stamp,
    name: tenant.brandName,
    locale: tenant.locale === 'zh_CN' ? 'zh-CN' : 'en',
    timeZone: tenant.timeZone,
    status: tenant.status,
    limits: { concurrentCallsMax: tenant.concurrentCallsMax, callsPerSecondMax: tenant.callsPerSecondMax },
    fullPromptId: tenant.fullPromptId,
    suspendedPromptId: tenant.suspendedPromptId,
    numbers: dids.map((did) => ({ didId: did.id, number: did.number, flowId: did.flowId })),
    flows,
    prompts: prompts.map(({ id, name, file, durationMs }) => ({ promptId: id, name, file, durationMs })),
    hours: hours.map(({ id, name, timeZone, weekly, holidays }) => ({ hoursId: id, name, timeZone, weekly, holidays })),
    queues: queues.map(({ id, createdAt: _, ...queue }) => ({ queueId: id, ...queue })),
    agents: await agentsOf(tx, tenantId),
  })
  if (!parsed.success) return { ok: false, error: { code: 'snapshot.invalid', problem: parsed.error.message } }
  return withValidFlows(parsed.data)
}

/** The operator's trunks, and the tenant that owns what no client owns. */
export async function buildPlatformSnapshot(
  tx: Transaction,
  operatorTenantId: string,
  version: number,
): Promise<PlatformSnapshot> {
  const trunks = await tx.trunk.findMany({ where: { tenantId: operatorTenantId }, orderBy: { id: 'asc' } })
  return platformSnapshotSchema.parse({
    v: 1,
    version,
    operatorTenantId,
    trunks: trunks.map(({ id, name, sourceAddresses, concurrentCallsMax }) => ({
      trunkId: id,
      name,
      sourceAddresses,
      concurrentCallsMax,
    })),
  })
}

async function publishedFlows(tx: Transaction, tenantId: string): Promise<readonly object[]> {
  const flows = await tx.flow.findMany({
    where: { tenantId, archivedAt: null, publishedVersionId: { not: null } },
    orderBy: { id: 'asc' },
  })
  const versions = await tx.flowVersion.findMany({
    where: { tenantId, id: { in: flows.flatMap((flow) => flow.publishedVersionId ?? []) } },
  })
  return flows.flatMap((flow) => {
    const version = versions.find(({ id }) => id === flow.publishedVersionId)
    if (version === undefined) return []
    const { id: flowVersionId, entryNodeId, nodes } = version
    return [{ flowId: flow.id, flowVersionId, name: flow.name, entryNodeId, nodes }]
  })
}

async function agentsOf(tx: Transaction, tenantId: string): Promise<TenantSnapshot['agents'][number][]> {
  const agents = await tx.agent.findMany({
    where: { active: true, queues: { some: { tenantId } } },
    include: { queues: { where: { tenantId }, orderBy: { queueId: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  return agents.map((agent) => ({
    agentId: agent.id,
    homeTenantId: agent.tenantId,
    name: agent.name,
    grade: agent.grade,
    queueIds: agent.queues.map((queue) => queue.queueId),
  })) as TenantSnapshot['agents'][number][]
}

/** The same check as on saving: what is published, the interpreter can walk. */
function withValidFlows(snapshot: TenantSnapshot): Result<TenantSnapshot, SnapshotFault> {
  const surroundings = {
    promptIds: new Set(snapshot.prompts.map((prompt) => prompt.promptId)),
    queueIds: new Set(snapshot.queues.map((queue) => queue.queueId)),
    hoursIds: new Set(snapshot.hours.map((hours) => hours.hoursId)),
  }
  for (const flow of snapshot.flows) {
    const faults = validateFlow(flowSchema.parse(flow), surroundings)
    if (faults.length > 0) return { ok: false, error: { code: 'flow.invalid', flowId: flow.flowId, faults } }
  }
  return { ok: true, value: snapshot }
}
