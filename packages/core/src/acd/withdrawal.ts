import { assertNever } from '../assert.ts'
import { callsWithoutAgents, signOutNow } from './agent-status-change.ts'
import type { PoolStep } from './pool-step.ts'
import { findRingOf, stopRinging, takeBack } from './presentation.ts'
import { tellSignedIn } from './sign-in.ts'
import type { AcdInput, PooledAgent } from './step-types.ts'
import { cutWrapUpShort } from './wrap-up.ts'

/**
 * The agent may serve some queues no longer. What rings for one of them is taken back, a talk is not cut; who has no queue left is signed out, after the talk.
 */
export function withdrawQueues(step: PoolStep, input: Extract<AcdInput, { kind: 'agent.queuesWithdrawn' }>): void {
  const agent = step.agent(input.agentId)
  const remaining = agent?.queueIds.filter((queueId) => !input.queueIds.includes(queueId)) ?? []
  if (agent === undefined || remaining.length === agent.queueIds.length) {
    step.ignore('the agent does not serve these queues')
    return
  }
  const served = remaining.map((queueId) => step.queue(queueId)?.tenantId)
  const seats = agent.seats.filter(({ tenantId }) => served.includes(tenantId))
  const kept = step.putAgent({ ...agent, queueIds: remaining, seats })
  if (remaining.length > 0) tellSignedIn(step, kept)
  else leaveAfterTalk(step, kept)
  callsWithoutAgents(step, input.queueIds)
  if (kept.status.kind !== 'ringing') return
  const ringing = findRingOf(step, { callId: kept.status.callId, agentId: kept.agentId })
  if (ringing === null || !input.queueIds.includes(ringing.call.queueId)) return
  stopRinging(step, ringing)
  takeBack(step, ringing, { outcome: 'declined', sipStatus: null })
}

function leaveAfterTalk(step: PoolStep, agent: PooledAgent): void {
  const { status } = agent
  switch (status.kind) {
    case 'ringing':
    case 'talking':
    case 'hold':
      step.putAgent({ ...agent, next: { kind: 'signedOut' } })
      return
    case 'wrapUp':
      signOutNow(step, cutWrapUpShort(step, agent))
      return
    case 'signedOut':
    case 'notReady':
    case 'ready':
      signOutNow(step, agent)
      return
    default:
      assertNever(status, 'agent status')
  }
}
