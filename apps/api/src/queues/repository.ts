import { queueRoutingSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { flowUses } from '../configuration/flow-uses.ts'
import type { Use } from '../configuration/flow-uses.ts'
import type { Transaction } from '../database/client.ts'
import type { QueueInput } from './queue-input.ts'
import { overflowTargets } from './routing-references.ts'
import type { QueueSettings } from './queue-views.ts'

const WITH_ALL = {
  music: { select: { id: true, name: true } },
  branch: { select: { id: true, name: true } },
  requiredSkills: { include: { skill: { select: { id: true, name: true } } }, orderBy: { skillId: 'asc' } },
  _count: { select: { agents: true } },
} as const

export async function readQueueSettings(
  tx: Transaction,
  tenantId: TenantId,
  id?: string,
): Promise<readonly QueueSettings[]> {
  const rows = await tx.queue.findMany({
    where: { tenantId, archivedAt: null, ...(id === undefined ? {} : { id }) },
    include: WITH_ALL,
    orderBy: { name: 'asc' },
  })
  const uses = await queueUses(tx, tenantId)
  return rows.map((row) => ({
    id: row.id,
    tenantId,
    name: row.name,
    description: row.description,
    ringTimeoutSeconds: row.ringTimeoutMs / 1_000,
    wrapUpSeconds: row.wrapUpMs / 1_000,
    serviceLevelSeconds: row.serviceLevelMs / 1_000,
    music: row.music,
    record: row.record,
    requiredSkills: row.requiredSkills.map(({ skill, proficiencyMin }) => ({ skill, proficiencyMin })),
    branch: row.branch,
    routing: queueRoutingSchema.parse(row.routing),
    agentsCount: row._count.agents,
    uses: uses.get(row.id) ?? [],
  }))
}

export async function queueUses(tx: Transaction, tenantId: string): Promise<ReadonlyMap<string, readonly Use[]>> {
  const uses = new Map(await flowUses(tx, tenantId, (node) => (node.kind === 'queue' ? node.queueId : null)))
  const scripts = await tx.script.findMany({
    where: { tenantId, archivedAt: null, queueId: { not: null } },
    orderBy: { name: 'asc' },
  })
  for (const { queueId, name } of scripts)
    if (queueId !== null) uses.set(queueId, [...(uses.get(queueId) ?? []), { kind: 'script', name, detail: '' }])
  const queues = await tx.queue.findMany({ where: { tenantId, archivedAt: null }, orderBy: { name: 'asc' } })
  for (const { name, routing } of queues)
    for (const { ground, to } of overflowTargets(queueRoutingSchema.parse(routing)))
      if (to.kind === 'queue')
        uses.set(to.queueId, [...(uses.get(to.queueId) ?? []), { kind: 'queue', name, detail: ground }])
  return uses
}

export async function writeQueue(tx: Transaction, tenantId: string, id: string, input: QueueInput): Promise<void> {
  const values = {
    name: input.name,
    description: input.description,
    ringTimeoutMs: input.ringTimeoutSeconds * 1_000,
    wrapUpMs: input.wrapUpSeconds * 1_000,
    serviceLevelMs: input.serviceLevelSeconds * 1_000,
    musicPromptId: input.musicPromptId,
    record: input.record,
    branchId: input.branchId,
    ...(input.routing === null ? {} : { routing: input.routing }),
  }
  await tx.queue.upsert({ where: { id }, create: { id, tenantId, ...values }, update: values })
  await tx.queueSkill.deleteMany({ where: { tenantId, queueId: id } })
  await tx.queueSkill.createMany({
    data: input.requiredSkills.map((skill) => ({ tenantId, queueId: id, ...skill })),
  })
}
