import { DEFAULT_POOL, type CommandEnvelope, type PoolId, type TenantSnapshot } from '@seatline/core'
import type { OutboundPart } from '../outbound/outbound-part.ts'
import type { CommandFate } from '../pool/pool-host.ts'
import { commandToInput } from './command-to-input.ts'
import { poolOfAgent } from './pool-of.ts'

type Known = {
  readonly poolId: PoolId
  readonly tenants: readonly TenantSnapshot[]
  readonly outbound: Pick<OutboundPart, 'command'>
}

/** What a command is to the leader of one pool: each command is some pool's, and every one is answered once. */
export function fateOfCommand(
  { poolId, tenants, outbound }: Known,
  { command, commandId }: CommandEnvelope,
): CommandFate {
  if (command.kind === 'trunk.testCall') {
    if (poolId !== DEFAULT_POOL) return { kind: 'elsewhere' }
    return { kind: 'after', carryOut: () => void outbound.command(command, commandId) }
  }
  if (command.kind === 'callback.cancel') {
    const tenant = tenants.find(({ tenantId }) => tenantId === command.tenantId)
    if ((tenant?.poolId ?? DEFAULT_POOL) !== poolId) return { kind: 'elsewhere' }
    const { kind, callbackId } = command
    return { kind: 'input', input: { kind, callbackId }, reply: { ok: true, commandId } }
  }
  const agentsPool = poolOfAgent(tenants, command.agentId)
  if ((agentsPool ?? DEFAULT_POOL) !== poolId) return { kind: 'elsewhere' }
  const own = tenants.filter((tenant) => tenant.poolId === poolId)
  const input = commandToInput({ command, commandId }, own)
  return input === null
    ? { kind: 'reply', reply: { ok: false, commandId, code: 'agent.unknown', message: 'no tenant has this agent' } }
    : { kind: 'input', input, reply: null }
}
