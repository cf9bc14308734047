import { idSchema } from '@seatline/core'
import type { AgentId, TenantId } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { keepTenantVersion, sendTenantVersion } from '../config-publisher/tenant-versions.ts'
import { issuesOfFault } from '../configuration/snapshot-issues.ts'
import { applyScope } from '../database/client.ts'
import type { Transaction } from '../database/client.ts'
import { InputRefusedError } from '../user-errors.ts'

type AgentChange = { readonly action: string; readonly agent: { readonly id: AgentId; readonly name: string } }

/**
 * What an agent of the operator's is called, and whether the agent works, stands in the configuration of every client that the agent serves: each gets a version
 * of it, in the transaction of the change. Answers which.
 */
export async function keepForServedClients(
  tx: Transaction,
  scope: TenantScope,
  agentIds: readonly AgentId[],
  { action, agent }: AgentChange,
): Promise<readonly TenantId[]> {
  const home = scope.tenant.id
  const own = { tenantIds: [home], operator: true, userId: scope.viewer.person.id }
  await applyScope(tx, own)
  const served = await tx.agentQueue.findMany({
    where: { agentTenantId: home, agentId: { in: [...agentIds] }, tenantId: { not: home } },
    distinct: ['tenantId'],
    select: { tenantId: true },
    // Always in one order, so that two changes at once wait for each other rather than lock each other out.
    orderBy: { tenantId: 'asc' },
  })
  const at = new Date(scope.platform.now())
  const tenantIds = served.map(({ tenantId }) => idSchema('tenant').parse(tenantId))
  for (const tenantId of tenantIds) {
    await applyScope(tx, { tenantIds: [tenantId], userId: scope.viewer.person.id })
    const summary = `Shared agent "${agent.name}" changed by the operator`
    const kept = await keepTenantVersion(tx, tenantId, { at, by: null, action, summary })
    if (!kept.ok) throw new InputRefusedError('A client could not work like that.', issuesOfFault(kept.error))
    await recordAudit(tx, scope, { tenantId, action, subject: agent, version: kept.value.version })
  }
  await applyScope(tx, own)
  return tenantIds
}

/** After the commit. What cannot be sent now waits in the list of what is to be sent. */
export async function sendToClients({ platform }: TenantScope, tenantIds: readonly TenantId[]): Promise<void> {
  await Promise.all(
    tenantIds.map((tenantId) =>
      sendTenantVersion(platform, tenantId).catch((error: unknown) =>
        platform.log.warn({ err: error, tenantId }, 'a version waits to be sent'),
      ),
    ),
  )
}
