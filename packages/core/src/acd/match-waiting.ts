import type { TenantId } from '../ids.ts'
import { isAtMaximum } from './fair-share.ts'
import { isAvailable } from './capacity.ts'
import { chooseCall } from './choosing-calls.ts'
import { chooseAgents } from './matching.ts'
import { compareQueuedCalls, longestIdleFirst } from './order.ts'
import { setDue } from './due.ts'
import { joinRinging } from './joining-rings.ts'
import { giveUpOnQueue } from './overflow.ts'
import type { PoolStep } from './pool-step.ts'
import { presentCall } from './ring-agents.ts'
import type { PooledCall } from './step-types.ts'
import { whyWaiting } from './why-waiting.ts'

/**
 * Brings together the calls that began to wait and the agents who became ready in this step, and the calls of tenants who may have an agent more. Nothing else can
 * match anew. What then still waits is looked at by the queue's limits.
 */
export function matchWaitingCalls(step: PoolStep): void {
  // A call that overflows to another queue waits anew: a round for each, and no call comes to a queue twice.
  while (step.newlyWaiting.size > 0 || step.freedAgents.size > 0 || step.relievedTenants.size > 0) matchRound(step)
}

function matchRound(step: PoolStep): void {
  const waiting = step.newlyWaiting.take()
  for (const call of found(waiting, (callId) => step.call(callId), compareQueuedCalls)) matchCall(step, call)
  if (step.freedAgents.size > 0) matchFreedAgents(step)
  if (step.relievedTenants.size > 0)
    for (const tenantId of step.relievedTenants.take().toSorted()) matchTenant(step, tenantId)
  for (const callId of waiting) settle(step, step.call(callId))
}

/** What the ids stand for, in order. */
function found<K, V>(ids: readonly K[], find: (id: K) => V | undefined, compare: (a: V, b: V) => number): readonly V[] {
  const values: V[] = []
  for (const id of ids) {
    const value = find(id)
    if (value !== undefined) values.push(value)
  }
  return values.length > 1 ? values.sort(compare) : values
}

function matchFreedAgents(step: PoolStep): void {
  const freed = step.freedAgents.take()
  for (const { agentId } of found(freed, (each) => step.agent(each), longestIdleFirst)) {
    const agent = step.agent(agentId)
    if (agent === undefined || !isAvailable(agent)) continue
    const choice = chooseCall(step, agent)
    if (choice !== null) presentCall(step, choice.call, { agents: [agent], decision: choice.decision })
    else if (step.tables.ringingAtAll.size > 0) joinRinging(step, agent)
  }
}

/** True when a phone rings for the call now. */
function matchCall(step: PoolStep, call: PooledCall): boolean {
  if (call.phase.kind !== 'waiting' || call.silent === true) return false
  const choice = chooseAgents(step, call)
  if (choice === null) return false
  if (choice.kind === 'ring') {
    presentCall(step, call, choice)
    return true
  }
  step.putCall({ ...call, hold: choice.hold })
  return false
}

/** The tenant was at its maximum and is not any more: its callers may find agents who have been idle meanwhile. */
function matchTenant(step: PoolStep, tenantId: TenantId): void {
  const { lines } = step.tables
  const open = [...lines.queuesOf(tenantId)]
    .flatMap((queueId) => [...lines.linesOf(queueId)])
    .filter(({ test }) => !test)
  for (;;) {
    const heads = open.flatMap(({ calls }) => calls[0] ?? []).toSorted(compareQueuedCalls)
    if (isAtMaximum(step.holding(tenantId)) || !heads.some((call) => matchCall(step, call))) return
  }
}

/** Nobody could be rung: the queue may be too long, or nobody is there at all. Else the next thing that falls due is awaited. */
function settle(step: PoolStep, call: PooledCall | undefined): void {
  if (call?.phase.kind !== 'waiting' || call.silent === true) return
  if (giveUpOnQueue(step, call)) return
  if (step.isOn('tellsWhyWaiting')) step.tellWhyWaiting(call.callId, whyWaiting(step.tables, call))
  setDue(step, call)
}
