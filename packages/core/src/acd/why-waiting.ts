import type { WaitCause } from '../contracts/wait-cause.ts'
import { whyUnable } from './ability.ts'
import { isAtMaximum } from './fair-share.ts'
import type { PoolTables } from './pool-tables.ts'
import type { Hold, PooledCall } from './pool-types.ts'
import { requirementOf, type Requirement } from './requirement.ts'
import type { Profile } from './queue-place.ts'

/** Why the call waits, as of the state of the pool; all causes that hold. None for a call that does not wait, and for one of the platform's own. */
export function whyWaiting(tables: PoolTables, call: PooledCall): readonly WaitCause[] {
  if (call.phase.kind !== 'waiting' || call.test === true) return []
  const requirement = requirementOf(call, tables.queueOf(call), tables.flags)
  const causes: WaitCause[] = []
  if (!requirement.emergency && isAtMaximum(tables.index.holding(call.tenantId))) causes.push(cause('tenantAtMaximum'))
  if (call.hold !== null) return [...causes, { kind: HELD_FOR[call.hold.rule], agentId: call.hold.agentId }]
  const reached = reachedBy(tables, requirement)
  const able = reached.filter((profile) => whyUnable(profile, requirement) === null)
  if (reached.length === 0) causes.push(cause('nobodySignedIn'))
  else if (able.length === 0) causes.push(cause('nobodyAble'))
  else {
    tables.index.settle()
    if (able.every(({ ready }) => ready.size === 0)) causes.push(cause('allBusy'))
    if (able.some((profile) => isGuaranteedToOthers(tables, profile, call))) causes.push(cause('guaranteedToOthers'))
  }
  return causes
}

const cause = (kind: WaitCause['kind']): WaitCause => ({ kind, agentId: null })

const HELD_FOR: Readonly<Record<Hold['rule'], WaitCause['kind']>> = {
  designatedAgent: 'heldForDesignatedAgent',
  ownerAgent: 'heldForOwnerAgent',
  lastAgent: 'heldForLastAgent',
}

/** Kinds of agents who are signed in for the queue, or are of a group that may serve it by now. */
function reachedBy({ index }: PoolTables, { queueId, groupIds }: Requirement): readonly Profile[] {
  const ofQueue = index.reachedBy(queueId)
  if (groupIds.length === 0) return [...ofQueue]
  return [...new Set([...ofQueue, ...groupIds.flatMap((groupId) => [...index.reachedBy(groupId)])])]
}

/** A tenant below its minimum has a caller whom these agents may serve; one that is below its own minimum as well waits for no guarantee. */
function isGuaranteedToOthers({ index, places }: PoolTables, profile: Profile, call: PooledCall): boolean {
  const own = index.holding(call.tenantId)
  if (!index.hasMinimums || own.busyAgents < own.agentsMin) return false
  return profile.takesFrom.some(({ queueId }) => {
    const { config, waiting } = places.of(queueId)
    const tenantId = config?.tenantId
    if (tenantId === undefined || tenantId === call.tenantId || waiting === 0) return false
    const { busyAgents, agentsMin } = index.holding(tenantId)
    return busyAgents < agentsMin
  })
}
