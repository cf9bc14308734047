import { instant } from '../time.ts'
import { changeStatus, freeAgent } from './agent-status-change.ts'
import type { PoolStep } from './pool-step.ts'
import type { PooledAgent, PooledCall } from './step-types.ts'
import { wrapUpTimerId } from './timers.ts'

/** The talk is over: the agent gets the queue's time for the paperwork, or is free at once when the queue gives none. */
export function startWrapUp(step: PoolStep, agent: PooledAgent, call: PooledCall): PooledAgent {
  const { wrapUpMs } = step.queueOf(call)
  if (wrapUpMs === 0) return freeAgent(step, step.idleFromNow(agent), { kind: 'ready' })
  return runWrapUpUntil(step, agent, step.now + wrapUpMs)
}

/** Moves the end of a wrap-up that is running. The caller has checked that it is. */
export function extendWrapUp(step: PoolStep, agent: PooledAgent, byMs: number): void {
  if (agent.status.kind !== 'wrapUp') return
  const { endsAt } = agent.status
  step.effect({ kind: 'timer.cancel', timerId: wrapUpTimerId({ agentId: agent.agentId, endsAt }) })
  runWrapUpUntil(step, agent, endsAt + byMs)
}

/** Ends a wrap-up before its time, at the agent's word. To be put with what the agent becomes. */
export function cutWrapUpShort(step: PoolStep, agent: PooledAgent): PooledAgent {
  if (agent.status.kind === 'wrapUp')
    step.effect({
      kind: 'timer.cancel',
      timerId: wrapUpTimerId({ agentId: agent.agentId, endsAt: agent.status.endsAt }),
    })
  return step.idleFromNow(agent)
}

export function wrapUpTimerFired(step: PoolStep, agent: PooledAgent | undefined, timerId: string): void {
  const isRunning =
    agent?.status.kind === 'wrapUp' &&
    timerId === wrapUpTimerId({ agentId: agent.agentId, endsAt: agent.status.endsAt })
  if (!isRunning) {
    step.ignore('that wrap-up is over')
    return
  }
  freeAgent(step, step.idleFromNow(agent), { kind: 'ready' })
}

function runWrapUpUntil(step: PoolStep, agent: PooledAgent, endsAt: number): PooledAgent {
  const { servedCall } = agent
  if (servedCall === null) return agent
  step.effect({
    kind: 'timer.set',
    timerId: wrapUpTimerId({ agentId: agent.agentId, endsAt }),
    at: instant(endsAt),
  })
  return changeStatus(step, agent, { status: { kind: 'wrapUp', callId: servedCall.callId, endsAt }, servedCall })
}
