import { idSchema } from '@seatline/core'
import type { AgentId, FlowId, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { readLiveAgents } from '../live/repository.ts'
import { queueFromRow } from '../tenants/rows.ts'
import { agentFromRow } from './repository.ts'
import type { TransferTargetsView } from './transfer-views.ts'

/** Whom and what a call of that tenant can be given to. */
export async function readTransferTargets(
  tx: Transaction,
  { tenantId, agentId }: { readonly tenantId: TenantId; readonly agentId: AgentId },
): Promise<Omit<TransferTargetsView, 'outside' | 'onCall'>> {
  const queues = await tx.queue.findMany({ where: { tenantId, archivedAt: null }, orderBy: { name: 'asc' } })
  const flows = await tx.flow.findMany({
    where: { tenantId, archivedAt: null, publishedVersionId: { not: null } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  })
  const live = (await readLiveAgents(tx, tenantId)).filter(({ agent }) => agent.id !== agentId)
  const experts = await tx.agent.findMany({
    where: { id: { in: live.map(({ agent }) => agent.id) }, expert: true },
    select: { id: true, name: true },
  })
  const isExpert = new Set(experts.map((row) => agentFromRow(row).id))
  return {
    queues: queues.map(queueFromRow),
    flows: flows.map(({ id, name }) => ({ id: idSchema('flow').parse(id), name })),
    agents: live.map(({ agent, status, since }) => ({ agent, status, since, isExpert: isExpert.has(agent.id) })),
  }
}

export async function isPublishedFlow(
  tx: Transaction,
  { tenantId, flowId }: { readonly tenantId: TenantId; readonly flowId: FlowId },
): Promise<boolean> {
  const count = await tx.flow.count({
    where: { tenantId, id: flowId, archivedAt: null, publishedVersionId: { not: null } },
  })
  return count > 0
}
