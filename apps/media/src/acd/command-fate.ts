import {
  DEFAULT_POOL,
  ok,
  type CallId,
  type CommandEnvelope,
  type Instant,
  type PoolId,
  type TenantId,
  type TenantSnapshot,
} from '@seatline/core'
import type { OutboundPart } from '../outbound/outbound-part.ts'
import type { CommandFate } from '../pool/pool-host.ts'
import { commandToInput } from './command-to-input.ts'
import { prepareTransfer } from './prepare-transfer.ts'
import { poolOfAgent } from './pool-of.ts'

type Known = {
  readonly poolId: PoolId
  readonly tenants: readonly TenantSnapshot[]
  readonly outbound: Pick<OutboundPart, 'command' | 'dialler'>
  /** Whose call it is, of those that the engine has. */
  readonly tenantOfCall: (callId: CallId) => TenantId | undefined
  readonly now: Instant
}

/** What a command is to the leader of one pool: each command is some pool's, and every one is answered once. */
export function fateOfCommand(known: Known, { command, commandId }: CommandEnvelope): CommandFate {
  const { poolId, tenants, outbound } = known
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
  const prepared = command.kind === 'agent.transfer' ? prepareTransfer(known, command) : ok(command)
  if (!prepared.ok) return { kind: 'reply', reply: { ok: false, commandId, ...prepared.error } }
  const own = tenants.filter((tenant) => tenant.poolId === poolId)
  const input = commandToInput({ command: prepared.value, commandId }, own)
  return input === null
    ? { kind: 'reply', reply: { ok: false, commandId, code: 'agent.unknown', message: 'no tenant has this agent' } }
    : { kind: 'input', input, reply: null }
}
