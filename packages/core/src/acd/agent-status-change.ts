import type { AgentStatus, NotReadyReason } from '../agents/agent-status.ts'
import { assertNever } from '../assert.ts'
import type { AgentId, QueueId } from '../ids.ts'
import { isBusy } from './agent-order.ts'
import type { PoolStep } from './pool-step.ts'
import type { PooledAgent, ServedCall } from './step-types.ts'

type SystemReason = Extract<NotReadyReason, { kind: 'system' }>['code']

/** Not ready by the system's hand, not the agent's. */
export const systemNotReady = (code: SystemReason): AgentStatus => ({
  kind: 'notReady',
  reason: { kind: 'system', code },
})

/** Gives the agent a new status and tells it. `servedCall` is the call that binds the agent in the new status. */
export function changeStatus(
  step: PoolStep,
  agent: PooledAgent,
  change: { readonly status: AgentStatus; readonly servedCall: ServedCall | null },
): PooledAgent {
  const { status, servedCall } = change
  step.agentFact(agent, {
    kind: 'agent.stateChanged',
    agentId: agent.agentId,
    from: agent.status,
    to: status,
    servedTenantId: servedCall?.tenantId ?? null,
    queueId: servedCall?.queueId ?? null,
  })
  if (status.kind === 'ready') step.freedAgents.add(agent.agentId)
  else step.freedAgents.delete(agent.agentId)
  if (status.kind === 'notReady' || status.kind === 'signedOut') releaseHeldCalls(step, agent.agentId)
  const busyMs = isBusy(agent) ? agent.busyMs + Math.max(0, step.now - agent.statusSince) : agent.busyMs
  return step.putChanged(agent, { status, servedCall, statusSince: step.now, busyMs })
}

/** Nobody waits for an agent who is not there. */
function releaseHeldCalls(step: PoolStep, agentId: AgentId): void {
  const held = [...step.tables.lines.heldFor(agentId)].flatMap(({ calls }) => calls)
  for (const call of held) {
    step.putCall({ ...call, hold: null, rulesSpent: (call.hold?.ruleIndex ?? -1) + 1 })
    step.newlyWaiting.add(call.callId)
  }
}

/**
 * The agent is free of the call. What the agent asked for meanwhile comes first, then `otherwise`; and nobody becomes ready
 * whose phone is gone.
 */
export function freeAgent(step: PoolStep, agent: PooledAgent, otherwise: AgentStatus): PooledAgent {
  const { next } = agent
  if (next === null) {
    const isUnreachable = otherwise.kind === 'ready' && !agent.phoneRegistered
    const status = isUnreachable ? systemNotReady('phoneUnreachable') : otherwise
    return changeStatus(step, agent, { status, servedCall: null })
  }
  switch (next.kind) {
    case 'notReady': {
      const granted = step.putAgent({ ...agent, next: null })
      return changeStatus(step, granted, { status: { kind: 'notReady', reason: next.reason }, servedCall: null })
    }
    case 'signedOut':
      return signOutNow(step, agent)
    default:
      return assertNever(next, 'wish of an agent')
  }
}

/** Takes the agent out of every queue. The record stays, because the phone is still watched. */
export function signOutNow(step: PoolStep, agent: PooledAgent): PooledAgent {
  const left = agent.queueIds.filter((queueId) => step.tables.lines.waitingCount(queueId) > 0)
  const leaving = step.putAgent({ ...agent, next: null, queueIds: [], seats: [], muted: false, noAnswers: 0 })
  callsWithoutAgents(step, left)
  const gone = changeStatus(step, leaving, { status: { kind: 'signedOut' }, servedCall: null })
  step.agentFact(gone, { kind: 'agent.signedOut', agentId: gone.agentId })
  return gone
}

/** Callers whose queue may have lost its last agent are looked at anew: the queue may give them up. */
export function callsWithoutAgents(step: PoolStep, queueIds: readonly QueueId[]): void {
  for (const queueId of queueIds) {
    const { index, lines } = step.tables
    if (index.servingCount(queueId, step.queue(queueId)?.routing.emergency ?? false) > 0) continue
    for (const line of lines.linesOf(queueId)) for (const { callId } of line.calls) step.newlyWaiting.add(callId)
  }
}
