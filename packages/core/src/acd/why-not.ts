import type { AgentId, CallId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { isAvailable } from './capacity.ts'
import { isAtMaximum } from './fair-share.ts'
import { compareQueuedCalls, longestIdleFirst } from './order.ts'
import type { PoolTables } from './pool-tables.ts'
import { whyUnable, type WhyUnable } from './ability.ts'
import { requirementOf } from './requirement.ts'

/** Why an agent is not rung for a call; all that hold, the most decisive first. */
export type WhyNot =
  | {
      readonly kind:
        'agentUnknown' | 'callUnknown' | 'callNotWaiting' | 'testCall' | 'agentNotReady' | 'phoneNotRegistered'
    }
  | { readonly kind: WhyUnable }
  /** The tenant has as many agents of the pool as it may. */
  | { readonly kind: 'tenantAtMaximum' }
  /** The caller waits for exactly another agent. */
  | { readonly kind: 'heldForAnother' }
  /** So many agents who may serve it are free longer. */
  | { readonly kind: 'othersIdleLonger'; readonly count: number }
  /** So many callers whom the agent may serve stand before it in its queue. */
  | { readonly kind: 'othersWaitLonger'; readonly count: number }

/** Answers "why did this agent not get this call", as of the state of the pool. What was true earlier is in the reasons of the decisions. */
export function whyNotOffered(
  tables: PoolTables,
  { agentId, callId }: { readonly agentId: AgentId; readonly callId: CallId; readonly now: Instant },
): readonly WhyNot[] {
  const agent = tables.agents.get(agentId)
  const call = tables.calls.get(callId)
  const profile = tables.index.profileOf(agentId)
  if (agent === undefined || profile === undefined) return [{ kind: 'agentUnknown' }]
  if (call === undefined) return [{ kind: 'callUnknown' }]
  if (call.phase.kind !== 'waiting') return [{ kind: 'callNotWaiting' }]
  const found: WhyNot[] = []
  const requirement = requirementOf(call, tables.queueOf(call), tables.flags)
  if (call.test === true) found.push({ kind: 'testCall' })
  if (agent.status.kind !== 'ready') found.push({ kind: 'agentNotReady' })
  if (!agent.phoneRegistered) found.push({ kind: 'phoneNotRegistered' })
  const unable = whyUnable(profile, requirement)
  if (unable !== null) found.push({ kind: unable })
  if (!requirement.emergency && isAtMaximum(tables.index.holding(call.tenantId)))
    found.push({ kind: 'tenantAtMaximum' })
  if (call.hold !== null && call.hold.agentId !== agentId) found.push({ kind: 'heldForAnother' })
  const ahead = [...tables.lines.linesOf(call.queueId)]
    .filter((line) => !line.test && line.heldFor === null && whyUnable(profile, line.requirement) === null)
    .reduce((count, { calls }) => count + calls.filter((other) => compareQueuedCalls(other, call) < 0).length, 0)
  if (ahead > 0) found.push({ kind: 'othersWaitLonger', count: ahead })
  tables.index.settle()
  const before = tables.index
    .ready(call.queueId)
    .filter((each) => whyUnable(each, requirement) === null)
    .reduce((count, { ready }) => count + ready.list().filter((other) => longestIdleFirst(other, agent) < 0).length, 0)
  if (before > 0 && isAvailable(agent)) found.push({ kind: 'othersIdleLonger', count: before })
  return found
}
