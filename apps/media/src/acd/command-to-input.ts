import type { AcdInput, AgentCommand, CommandId, TenantSnapshot } from '@seatline/core'
import { attributesOf } from './pool-of.ts'

/** A command as the engine takes it; `tenants` are those of the pool. Null: none has such an agent. */
export function commandToInput(
  { command, commandId }: { readonly command: AgentCommand; readonly commandId: CommandId },
  tenants: readonly TenantSnapshot[],
): AcdInput | null {
  if (command.kind !== 'agent.signIn') return { ...command, commandId }
  const memberships = tenants.flatMap((tenant) =>
    tenant.agents.filter(({ agentId }) => agentId === command.agentId).map((agent) => ({ ...agent, tenant })),
  )
  const [first] = memberships
  if (first === undefined) return null
  return {
    ...command,
    commandId,
    homeTenantId: first.homeTenantId,
    allowedQueueIds: memberships.flatMap(({ queueIds }) => queueIds),
    attributes: attributesOf(tenants, command.agentId),
    seatOffers: memberships.map(({ grade, tenant: { tenantId, name, status, limits } }) => ({
      tenantId,
      tenantName: name,
      status,
      grade,
      rented: limits.seats === null ? null : (limits.seats[grade] ?? 0),
    })),
  }
}
