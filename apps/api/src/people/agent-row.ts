import type { AgentId, SeatGrade, TenantId } from '@seatline/core'
import { idSchema } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Agent } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'

type NewAgent = {
  readonly tenantId: TenantId
  readonly userId: string
  readonly name: string
  readonly grade: SeatGrade
  readonly employeeNumber: string | null
  readonly branchId: string | null
}

/** Makes the person someone who takes calls, employed by this tenant; who is an agent already stays who they are. */
export async function beginAgentWork(tx: Transaction, agent: NewAgent): Promise<Pick<Agent, 'id' | 'tenantId'>> {
  const known = await tx.agent.findUnique({ where: { userId: agent.userId } })
  if (known === null) return tx.agent.create({ data: { id: newId('agent'), ...agent } })
  if (known.tenantId !== agent.tenantId) return known
  return tx.agent.update({
    where: { id: known.id },
    data: { active: true, grade: agent.grade, branchId: agent.branchId },
  })
}

/** What ends, and in which tenants the media plane must hear of it. */
export type EndedAgentWork = {
  /** Set when the agent works for nobody any more. */
  readonly leftAgentId: AgentId | null
  readonly agentId: AgentId | null
  /** Where the agent had queues. */
  readonly tenantIds: readonly TenantId[]
}

/**
 * Ends what the person does as an agent for a tenant: its queues; for the employer everything, also at the clients the agent served. The agent's row stays for
 * the calls it has, without the person: who comes back begins anew. The transaction must see all tenants the agent serves.
 */
export async function endAgentWork(
  tx: Transaction,
  where: { readonly userId: string; readonly tenantId: TenantId },
): Promise<EndedAgentWork> {
  const agent = await tx.agent.findUnique({ where: { userId: where.userId } })
  if (agent === null) return { leftAgentId: null, agentId: null, tenantIds: [] }
  const agentId = idSchema('agent').parse(agent.id)
  const isEmployer = agent.tenantId === where.tenantId
  const queues = { agentId, ...(isEmployer ? {} : { tenantId: where.tenantId }) }
  const rows = await tx.agentQueue.findMany({ where: queues, select: { tenantId: true }, distinct: ['tenantId'] })
  await tx.agentQueue.deleteMany({ where: queues })
  if (isEmployer)
    await tx.agent.update({ where: { id: agentId }, data: { active: false, userId: null, employeeNumber: null } })
  return {
    agentId,
    leftAgentId: isEmployer ? agentId : null,
    tenantIds: rows.map((row) => idSchema('tenant').parse(row.tenantId)),
  }
}
