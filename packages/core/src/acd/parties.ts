import type { TransferParty } from '../contracts/commands.ts'
import { isAvailable } from './capacity.ts'
import type { PoolStep } from './pool-step.ts'
import { presentTo } from './ring-agents.ts'
import { ringOutside } from './ring-outside.ts'
import type { PooledCall } from './step-types.ts'

/** True when there is somebody among the parties whose phone could ring for the tenant now. A number outside can always be tried. */
export const isAnyReachable = (
  step: PoolStep,
  { tenantId }: Pick<PooledCall, 'tenantId'>,
  parties: readonly TransferParty[],
): boolean => parties.some((party) => isReachable(step, tenantId, party))

/**
 * Rings the next of those who were named for the call, in their order; who cannot take it now is passed over, and an expert is reached as well. False: nobody is left,
 * and the call is the queue's again.
 */
export function ringNextParty(step: PoolStep, call: PooledCall): boolean {
  const { parties = [], ...rest } = call
  const next = parties.findIndex((party) => isReachable(step, call.tenantId, party))
  const party = parties[next]
  if (party === undefined) return false
  const left = { ...rest, parties: parties.slice(next + 1) }
  if (party.kind === 'number') {
    ringOutside(step, left, party.number)
    return true
  }
  const agent = step.agent(party.agentId)
  if (agent === undefined) return false
  presentTo(step, left, agent)
  return true
}

function isReachable(step: PoolStep, tenantId: PooledCall['tenantId'], party: TransferParty): boolean {
  if (party.kind === 'number') return true
  const agent = step.agent(party.agentId)
  const worksHere = step.tables.index.profileOf(party.agentId)?.tenantIds.has(tenantId) === true
  return agent !== undefined && worksHere && isAvailable(agent)
}
