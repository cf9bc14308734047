import { assertNever } from '../assert.ts'
import { signOutNow } from './agent-status-change.ts'
import type { AcdDraft } from './draft.ts'
import { isPresented, stopRinging, takeBack } from './presentation.ts'
import { tellSignedIn } from './sign-in.ts'
import type { AcdInput, PooledAgent } from './step-types.ts'
import { cutWrapUpShort } from './wrap-up.ts'

/**
 * The agent may serve some queues no longer. What rings for one of them is taken back, a talk is not cut; who has no queue left is signed out, after the talk.
 */
export function withdrawQueues(draft: AcdDraft, input: Extract<AcdInput, { kind: 'agent.queuesWithdrawn' }>): void {
  const agent = draft.agent(input.agentId)
  const remaining = agent?.queueIds.filter((queueId) => !input.queueIds.includes(queueId)) ?? []
  if (agent === undefined || remaining.length === agent.queueIds.length) {
    draft.ignore('the agent does not serve these queues')
    return
  }
  const served = remaining.map((queueId) => draft.queue(queueId)?.tenantId)
  const seats = agent.seats.filter(({ tenantId }) => served.includes(tenantId))
  const kept = draft.putAgent({ ...agent, queueIds: remaining, seats })
  if (remaining.length > 0) tellSignedIn(draft, kept)
  else leaveAfterTalk(draft, kept)
  const call = kept.status.kind === 'ringing' ? draft.call(kept.status.callId) : undefined
  if (call === undefined || !isPresented(call) || !input.queueIds.includes(call.queueId)) return
  stopRinging(draft, call)
  takeBack(draft, call, { outcome: 'declined', sipStatus: null })
}

function leaveAfterTalk(draft: AcdDraft, agent: PooledAgent): void {
  const { status } = agent
  switch (status.kind) {
    case 'ringing':
    case 'talking':
    case 'hold':
      draft.putAgent({ ...agent, next: { kind: 'signedOut' } })
      return
    case 'wrapUp':
      signOutNow(draft, cutWrapUpShort(draft, agent))
      return
    case 'signedOut':
    case 'notReady':
    case 'ready':
      signOutNow(draft, agent)
      return
    default:
      assertNever(status, 'agent status')
  }
}
