import type { QueueConfig } from '../contracts/snapshot.ts'
import type { QueueId } from '../ids.ts'
import { countArrival, noArrivals } from './fair-share.ts'
import { orderOf } from './order.ts'
import type { PoolStep } from './pool-step.ts'
import { ringNextParty } from './parties.ts'
import { UNKNOWN_CALLER } from './queue-routing.ts'
import type { AcdInput, PooledCall } from './step-types.ts'
import { withoutDue } from './waiting-timer.ts'

type EnqueueInput = Extract<AcdInput, { kind: 'call.enqueue' }>

export function configureQueue(step: PoolStep, queue: QueueConfig): void {
  const { queueId } = queue
  step.tables.configure(queueId, queue)
  if (step.isQueueClosing(queueId)) step.setQueueClosing(queueId, false)
  // Calls that brought their own copy of the queue are not concerned.
  const concerned = [...step.tables.lines.linesOf(queueId)]
    .flatMap(({ calls }) => calls)
    .filter((call) => call.queue === undefined)
  for (const call of concerned) {
    step.putCall(call)
    step.newlyWaiting.add(call.callId)
  }
}

/** A queue with callers is served to its last one; nobody is thrown out because somebody edits the configuration. */
export function closeQueue(step: PoolStep, queueId: QueueId): void {
  if (step.queue(queueId) === undefined) {
    step.ignore('the queue is not known')
    return
  }
  if (step.isQueueClosing(queueId)) step.ignore('the queue is closing already')
  else if (step.tables.hasCalls(queueId)) step.setQueueClosing(queueId, true)
  else dropQueue(step, queueId)
}

/** What a call is when it first comes into a queue. */
export function newCall(
  step: PoolStep,
  input: Pick<
    EnqueueInput,
    'callId' | 'tenantId' | 'queueId' | 'priority' | 'queue' | 'test' | 'caller' | 'skills' | 'channel'
  >,
): PooledCall {
  const { callId, tenantId, queueId, priority } = input
  const caller = input.caller ?? UNKNOWN_CALLER
  const queue = step.queueOf(input)
  const call: PooledCall = {
    callId,
    tenantId,
    queueId,
    channel: input.channel ?? 'voice',
    priority,
    caller,
    skills: input.skills ?? [],
    enqueuedAt: step.now,
    waitsSince: step.now,
    order: orderOf({ priority, caller, enqueuedAt: step.now }, queue.routing),
    step: 0,
    hold: null,
    rulesSpent: 0,
    dueAt: null,
    presentations: 0,
    unanswered: 0,
    outsideTried: false,
    tried: [],
    visited: [queueId],
    transferTo: null,
    callback: null,
    phase: { kind: 'waiting' },
  }
  return input.queue === undefined && input.test !== true ? call : withMarks(call, input)
}

/** With what most calls have not, in the place where it is written. */
function withMarks(call: PooledCall, { queue, test }: Pick<EnqueueInput, 'queue' | 'test'>): PooledCall {
  const { callId, tenantId, queueId, channel, priority, ...rest } = call
  return {
    callId,
    tenantId,
    queueId,
    channel,
    priority,
    ...(queue === undefined ? {} : { queue }),
    ...(test === true ? { test: true } : {}),
    ...rest,
  }
}

export function enqueueCall(step: PoolStep, input: EnqueueInput): void {
  const { callId, tenantId, queueId } = input
  if (step.call(callId) !== undefined) {
    step.ignore('the call is in the pool already')
    return
  }
  // A queue of another tenant is as good as none: a caller never crosses over.
  if (step.queue(queueId)?.tenantId !== tenantId) {
    step.effect({ kind: 'call.hangUp', callId, releasedBy: 'system' })
    step.ignore('the queue is not known to the tenant')
    return
  }
  const call = newCall(step, input)
  putInQueue(step, call, { isRequeued: false })
  if (input.parties !== undefined) ringNextParty(step, { ...call, parties: input.parties })
}

/** Lets the call wait, with music. A call that comes back keeps `enqueuedAt`, and with it the place at the front. */
export function putInQueue(step: PoolStep, call: PooledCall, how: { readonly isRequeued: boolean }): void {
  const { callId, queueId, priority, enqueuedAt } = call
  const isFresh = call.phase.kind === 'waiting' && call.transferTo === null && call.parties === undefined
  const waiting = isFresh ? step.putNewCall(call) : step.putCall(waitingAgain(call))
  step.newlyWaiting.add(callId)
  if (!how.isRequeued && call.test !== true) countOne(step, queueId)
  // Nobody is on the line of a callback: its wait is told by callback.requested.
  if (call.callback?.reached === false) return
  step.callFact(waiting, {
    kind: 'call.queued',
    callId,
    queueId,
    priority,
    position: step.tables.lines.positionOf(waiting),
    enqueuedAt,
    requeued: how.isRequeued,
  })
  step.effect({ kind: 'call.playMusic', callId, queueId })
}

function waitingAgain({ parties: _, ...own }: PooledCall): PooledCall {
  return { ...own, transferTo: null, phase: { kind: 'waiting' } }
}

/** The caller waits in another queue from now on, as long as before: by overflow. */
export function moveToQueue(step: PoolStep, call: PooledCall, queueId: QueueId): void {
  const freed = withoutDue(step, call)
  const fresh: PooledCall = { ...inQueue(freed, queueId), waitsSince: step.now }
  leavePool(step, freed)
  putInQueue(step, { ...fresh, order: orderOf(fresh, step.queueOf(fresh).routing) }, { isRequeued: false })
}

/** An agent sends the caller to a queue: a wait of its own begins. */
export function enqueueAnew(step: PoolStep, call: PooledCall, queueId: QueueId): void {
  const fresh = { ...inQueue(call, queueId), enqueuedAt: step.now, waitsSince: step.now, visited: [queueId] }
  if (call.queueId !== queueId) leavePool(step, call)
  putInQueue(step, { ...fresh, order: orderOf(fresh, step.queueOf(fresh).routing) }, { isRequeued: false })
}

function inQueue(call: PooledCall, queueId: QueueId): PooledCall {
  const { queue, ...rest } = call
  return {
    ...rest,
    // The copy is of the queue in which the call began.
    ...(queue?.queueId === queueId ? { queue } : {}),
    queueId,
    visited: [...call.visited, queueId],
    step: 0,
    hold: null,
    rulesSpent: 0,
    unanswered: 0,
    tried: [],
    phase: { kind: 'waiting' },
  }
}

/** Takes the call out of the pool, and with it a closing queue whose last call it was. */
export function leavePool(step: PoolStep, call: PooledCall): void {
  withoutDue(step, call)
  step.removeCall(call)
  if (step.isQueueClosing(call.queueId) && !step.tables.hasCalls(call.queueId)) dropQueue(step, call.queueId)
}

/** The caller gave up before an agent answered. */
export function abandonCall(step: PoolStep, call: PooledCall, phase: 'queue' | 'ringing'): void {
  step.callFact(call, {
    kind: 'call.abandoned',
    callId: call.callId,
    queueId: call.queueId,
    waitedMs: Math.max(0, step.now - call.enqueuedAt),
    phase,
  })
  leavePool(step, call)
}

function countOne(step: PoolStep, queueId: QueueId): void {
  const { arrivals } = step.memory(queueId)
  step.remember(queueId, { arrivals: countArrival(arrivals ?? noArrivals(step.now), step.now) })
}

function dropQueue(step: PoolStep, queueId: QueueId): void {
  for (const agent of [...step.tables.agents.values()]) {
    if (!agent.queueIds.includes(queueId)) continue
    step.putAgent({ ...agent, queueIds: agent.queueIds.filter((served) => served !== queueId) })
  }
  step.tables.configure(queueId, undefined)
  step.tables.forget(queueId)
  if (step.isQueueClosing(queueId)) step.setQueueClosing(queueId, false)
}
