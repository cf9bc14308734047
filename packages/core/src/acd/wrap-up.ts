import { instant } from '../time.ts'
import { changeStatus, freeAgent } from './agent-status-change.ts'
import type { AcdDraft } from './draft.ts'
import type { PooledAgent, PooledCall } from './step-types.ts'
import { wrapUpTimerId } from './timers.ts'

/** The talk is over: the agent gets the queue's time for the paperwork, or is free at once when the queue gives none. */
export function startWrapUp(draft: AcdDraft, agent: PooledAgent, call: PooledCall): PooledAgent {
  const { wrapUpMs } = draft.queueOf(call)
  if (wrapUpMs === 0) return freeAgent(draft, draft.putAgent({ ...agent, idleSince: draft.now }), { kind: 'ready' })
  return runWrapUpUntil(draft, agent, draft.now + wrapUpMs)
}

/** Moves the end of a wrap-up that is running. The caller has checked that it is. */
export function extendWrapUp(draft: AcdDraft, agent: PooledAgent, byMs: number): void {
  if (agent.status.kind !== 'wrapUp') return
  const { endsAt } = agent.status
  draft.effect({ kind: 'timer.cancel', timerId: wrapUpTimerId({ agentId: agent.agentId, endsAt }) })
  runWrapUpUntil(draft, agent, endsAt + byMs)
}

/** Ends a wrap-up before its time, at the agent's word. */
export function cutWrapUpShort(draft: AcdDraft, agent: PooledAgent): PooledAgent {
  if (agent.status.kind === 'wrapUp')
    draft.effect({
      kind: 'timer.cancel',
      timerId: wrapUpTimerId({ agentId: agent.agentId, endsAt: agent.status.endsAt }),
    })
  return draft.putAgent({ ...agent, idleSince: draft.now })
}

export function wrapUpTimerFired(draft: AcdDraft, agent: PooledAgent | undefined, timerId: string): void {
  const isRunning =
    agent?.status.kind === 'wrapUp' &&
    timerId === wrapUpTimerId({ agentId: agent.agentId, endsAt: agent.status.endsAt })
  if (!isRunning) {
    draft.ignore('that wrap-up is over')
    return
  }
  freeAgent(draft, draft.putAgent({ ...agent, idleSince: draft.now }), { kind: 'ready' })
}

function runWrapUpUntil(draft: AcdDraft, agent: PooledAgent, endsAt: number): PooledAgent {
  const { servedCall } = agent
  if (servedCall === null) return agent
  draft.effect({
    kind: 'timer.set',
    timerId: wrapUpTimerId({ agentId: agent.agentId, endsAt }),
    at: instant(endsAt),
  })
  return changeStatus(draft, agent, { status: { kind: 'wrapUp', callId: servedCall.callId, endsAt }, servedCall })
}
