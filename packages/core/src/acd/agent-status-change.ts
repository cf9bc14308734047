import type { AgentStatus, NotReadyReason } from '../agents/agent-status.ts'
import { assertNever } from '../assert.ts'
import type { AcdDraft } from './draft.ts'
import type { PooledAgent, ServedCall } from './step-types.ts'

type SystemReason = Extract<NotReadyReason, { kind: 'system' }>['code']

/** Not ready by the system's hand, not the agent's. */
export const systemNotReady = (code: SystemReason): AgentStatus => ({
  kind: 'notReady',
  reason: { kind: 'system', code },
})

/** Gives the agent a new status and tells it. `servedCall` is the call that binds the agent in the new status. */
export function changeStatus(
  draft: AcdDraft,
  agent: PooledAgent,
  change: { readonly status: AgentStatus; readonly servedCall: ServedCall | null },
): PooledAgent {
  const { status, servedCall } = change
  draft.agentFact(agent, {
    kind: 'agent.stateChanged',
    agentId: agent.agentId,
    from: agent.status,
    to: status,
    servedTenantId: servedCall?.tenantId ?? null,
    queueId: servedCall?.queueId ?? null,
  })
  if (status.kind === 'ready') draft.freedAgents.add(agent.agentId)
  else draft.freedAgents.delete(agent.agentId)
  return draft.putAgent({ ...agent, status, servedCall, statusSince: draft.now })
}

/**
 * The agent is free of the call. What the agent asked for meanwhile comes first, then `otherwise`; and nobody becomes ready
 * whose phone is gone.
 */
export function freeAgent(draft: AcdDraft, agent: PooledAgent, otherwise: AgentStatus): PooledAgent {
  const { next } = agent
  if (next === null) {
    const isUnreachable = otherwise.kind === 'ready' && !agent.phoneRegistered
    const status = isUnreachable ? systemNotReady('phoneUnreachable') : otherwise
    return changeStatus(draft, agent, { status, servedCall: null })
  }
  switch (next.kind) {
    case 'notReady': {
      const granted = draft.putAgent({ ...agent, next: null })
      return changeStatus(draft, granted, { status: { kind: 'notReady', reason: next.reason }, servedCall: null })
    }
    case 'signedOut':
      return signOutNow(draft, agent)
    default:
      return assertNever(next, 'wish of an agent')
  }
}

/** Takes the agent out of every queue. The record stays, because the phone is still watched. */
export function signOutNow(draft: AcdDraft, agent: PooledAgent): PooledAgent {
  const leaving = draft.putAgent({ ...agent, next: null, queueIds: [], seats: [], muted: false })
  const left = changeStatus(draft, leaving, { status: { kind: 'signedOut' }, servedCall: null })
  draft.agentFact(left, { kind: 'agent.signedOut', agentId: left.agentId })
  return left
}
