import type { QueueConfig } from '../contracts/snapshot.ts'
import type { QueueId } from '../ids.ts'
import type { AcdDraft } from './draft.ts'
import { queuePosition } from './matching.ts'
import type { AcdInput, PooledCall } from './step-types.ts'

type EnqueueInput = Extract<AcdInput, { kind: 'call.enqueue' }>

export function configureQueue(draft: AcdDraft, queue: QueueConfig): void {
  draft.putQueue(queue)
  if (draft.isQueueClosing(queue.queueId)) draft.setQueueClosing(queue.queueId, false)
}

/** A queue with callers is served to its last one; nobody is thrown out because somebody edits the configuration. */
export function closeQueue(draft: AcdDraft, queueId: QueueId): void {
  if (draft.queue(queueId) === undefined) {
    draft.ignore('the queue is not known')
    return
  }
  if (draft.isQueueClosing(queueId)) draft.ignore('the queue is closing already')
  else if (hasCalls(draft, queueId)) draft.setQueueClosing(queueId, true)
  else dropQueue(draft, queueId)
}

export function enqueueCall(draft: AcdDraft, input: EnqueueInput): void {
  const { callId, tenantId, queueId, priority } = input
  if (draft.call(callId) !== undefined) {
    draft.ignore('the call is in the pool already')
    return
  }
  // A queue of another tenant is as good as none: a caller never crosses over.
  if (draft.queue(queueId)?.tenantId !== tenantId) {
    draft.effect({ kind: 'call.hangUp', callId, releasedBy: 'system' })
    draft.ignore('the queue is not known to the tenant')
    return
  }
  const call: PooledCall = {
    callId,
    tenantId,
    queueId,
    priority,
    ...(input.queue === undefined ? {} : { queue: input.queue }),
    enqueuedAt: draft.now,
    presentations: 0,
    ...(input.test === true ? { test: true } : {}),
    phase: { kind: 'waiting' },
  }
  putInQueue(draft, call, { isRequeued: false })
}

/** Lets the call wait, with music. A call that comes back keeps `enqueuedAt`, and with it the place at the front. */
export function putInQueue(draft: AcdDraft, call: PooledCall, how: { readonly isRequeued: boolean }): void {
  const { callId, queueId, priority, enqueuedAt } = call
  const waiting = draft.putCall({ ...call, phase: { kind: 'waiting' } })
  draft.newlyWaiting.add(callId)
  draft.callFact(waiting, {
    kind: 'call.queued',
    callId,
    queueId,
    priority,
    position: queuePosition(draft.allCalls(), waiting),
    enqueuedAt,
    requeued: how.isRequeued,
  })
  draft.effect({ kind: 'call.playMusic', callId, queueId })
}

/** Takes the call out of the pool, and with it a closing queue whose last call it was. */
export function leavePool(draft: AcdDraft, call: PooledCall): void {
  draft.removeCall(call.callId)
  if (draft.isQueueClosing(call.queueId) && !hasCalls(draft, call.queueId)) dropQueue(draft, call.queueId)
}

/** The caller gave up before an agent answered. */
export function abandonCall(draft: AcdDraft, call: PooledCall, phase: 'queue' | 'ringing'): void {
  draft.callFact(call, {
    kind: 'call.abandoned',
    callId: call.callId,
    queueId: call.queueId,
    waitedMs: Math.max(0, draft.now - call.enqueuedAt),
    phase,
  })
  leavePool(draft, call)
}

function hasCalls(draft: AcdDraft, queueId: QueueId): boolean {
  return draft.allCalls().some((call) => call.queueId === queueId)
}

function dropQueue(draft: AcdDraft, queueId: QueueId): void {
  draft.removeQueue(queueId)
  if (draft.isQueueClosing(queueId)) draft.setQueueClosing(queueId, false)
  for (const agent of draft.allAgents()) {
    if (!agent.queueIds.includes(queueId)) continue
    draft.putAgent({ ...agent, queueIds: agent.queueIds.filter((served) => served !== queueId) })
  }
}
