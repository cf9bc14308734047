import type { AcdInput, CommandEnvelope, TenantSnapshot } from '@seatline/core'

/** A command as the engine takes it. Null: no tenant has such an agent. */
export function commandToInput(envelope: CommandEnvelope, tenants: readonly TenantSnapshot[]): AcdInput | null {
  const { command, commandId } = envelope
  if (command.kind !== 'agent.signIn') return { ...command, commandId }
  const memberships = tenants.flatMap(({ agents }) => agents.filter(({ agentId }) => agentId === command.agentId))
  const [first] = memberships
  if (first === undefined) return null
  return {
    ...command,
    commandId,
    homeTenantId: first.homeTenantId,
    allowedQueueIds: memberships.flatMap(({ queueIds }) => queueIds),
  }
}
