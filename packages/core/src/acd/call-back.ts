import { callbackCallId } from './callback-id.ts'
import { queueAttempt } from './callback-attempt.ts'
import { requestCallback } from './callbacks.ts'
import { isAvailable } from './capacity.ts'
import { ACCEPTED, refuse, type CommandOutcome } from './command-outcome.ts'
import type { PoolStep } from './pool-step.ts'
import { UNKNOWN_CALLER } from './queue-routing.ts'
import { presentTo } from './ring-agents.ts'
import type { AcdInput, PooledAgent } from './step-types.ts'
import { retryTimerId } from './timers.ts'

type CallBackInput = Extract<AcdInput, { kind: 'agent.callBack' }>

const RETRY_MS = 30_000

/** An agent takes a callback out of its turn, or answers a message: the own phone rings, and from there it goes as with every attempt. */
export function callBack(step: PoolStep, agent: PooledAgent, input: CallBackInput): CommandOutcome {
  const { callbackId, tenantId, asked } = input
  const worksHere = step.tables.index.profileOf(agent.agentId)?.tenantIds.has(tenantId) === true
  if (!worksHere) return refuse('callback.notPossible', `the agent does not work there now [agent:${agent.agentId}]`)
  if (!isAvailable(agent)) return refuse('callback.agentNotReady', `the agent is not ready [agent:${agent.agentId}]`)
  if (asked !== null && !step.tables.callbacks.has(callbackId) && !request(step, agent, { ...input, asked }))
    return refuse('callback.notPossible', `the tenant has no such queue [queue:${asked.queueId}]`)
  const callback = step.tables.callbacks.get(callbackId)
  if (callback?.tenantId !== tenantId)
    return refuse('callback.notPossible', `that callback is over [callback:${callbackId}]`)
  const { restsUntil } = callback
  if (restsUntil !== null) {
    step.effect({ kind: 'timer.cancel', timerId: retryTimerId({ callbackId, restsUntil }) })
    queueAttempt(step, callback)
  }
  const call = step.call(callbackCallId(callbackId, callback.attempts + 1))
  if (call?.phase.kind !== 'waiting')
    return refuse('callback.notPossible', `somebody calls back already [callback:${callbackId}]`)
  presentTo(step, call, agent)
  return ACCEPTED
}

function request(
  step: PoolStep,
  { agentId }: PooledAgent,
  { callbackId, tenantId, asked }: CallBackInput & { readonly asked: NonNullable<CallBackInput['asked']> },
): boolean {
  const { callId, queueId, number } = asked
  if (step.queue(queueId)?.tenantId !== tenantId || step.isQueueClosing(queueId)) return false
  requestCallback(step, {
    callbackId,
    requestCallId: callId,
    tenantId,
    queueId,
    number,
    priority: 0,
    caller: UNKNOWN_CALLER,
    skills: [],
    enqueuedAt: step.now,
    attemptsMax: 1,
    retryAfterMs: RETRY_MS,
    attempts: 0,
    restsUntil: null,
    channel: 'voice',
    onlyAgentId: agentId,
  })
  return true
}
