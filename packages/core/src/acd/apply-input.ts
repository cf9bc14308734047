import { assertNever } from '../assert.ts'
import { isId } from '../ids.ts'
import { configureAgent } from './agent-attributes.ts'
import { isInFlow } from './agent-bond.ts'
import { answerCommand } from './agent-commands.ts'
import {
  callbackAnswered,
  callbackFailed,
  callerChose,
  cancelCallback,
  enqueueCallback,
  retryTimerFired,
} from './callbacks.ts'
import { configureTenant, setFlags } from './configuration.ts'
import { waitTimerFired } from './due.ts'
import { tellPosition } from './expected-wait.ts'
import { matchWaitingCalls } from './match-waiting.ts'
import { outsideAnswered, outsideFailed, outsideLeft } from './outside.ts'
import { phoneLost, phoneRegistered } from './phones.ts'
import type { PoolStep } from './pool-step.ts'
import { presentationAnswered, presentationFailed, ringTimerFired } from './presentation.ts'
import { closeQueue, configureQueue, enqueueCall } from './queueing.ts'
import { callHeard, callSilent } from './silence.ts'
import type { AcdInput } from './step-types.ts'
import { agentLeft, callerLeft, setHeld } from './talking.ts'
import { parseTimerId } from './timers.ts'
import { enqueueFromFlow, flowReturned } from './transfer.ts'
import { withdrawQueues } from './withdrawal.ts'
import { wrapUpTimerFired } from './wrap-up.ts'

/** Works one input into the pool, and brings together whom it brings together. */
export function applyInput(step: PoolStep, input: AcdInput): void {
  apply(step, input)
  matchWaitingCalls(step)
}

function apply(step: PoolStep, input: AcdInput): void {
  switch (input.kind) {
    case 'engine.configured':
      setFlags(step, input.flags)
      return
    case 'tenant.configured':
      configureTenant(step, input)
      return
    case 'queue.configured':
      configureQueue(step, input.queue)
      return
    case 'queue.removed':
      closeQueue(step, input.queueId)
      return
    case 'agent.configured':
      configureAgent(step, input)
      return
    case 'agent.signIn':
    case 'agent.signOut':
    case 'agent.ready':
    case 'agent.notReady':
    case 'agent.endWrapUp':
    case 'agent.extendWrapUp':
    case 'agent.setMuted':
    case 'agent.hangUp':
    case 'agent.setDisposition':
    case 'agent.transfer':
    case 'agent.takeBack':
    case 'agent.callBack':
      answerCommand(step, input)
      return
    case 'agent.phoneRegistered':
      phoneRegistered(step, input.agentId)
      return
    case 'agent.phoneLost':
      phoneLost(step, input.agentId)
      return
    case 'agent.queuesWithdrawn':
      withdrawQueues(step, input)
      return
    case 'talk.held':
    case 'talk.retrieved':
      setHeld(step, input)
      return
    case 'talk.agentLeft':
      agentLeft(step, input)
      return
    case 'timer.fired':
      timerFired(step, input.timerId)
      return
    default:
      applyOfCall(step, input)
  }
}

type CallInput = Extract<
  AcdInput,
  { kind: `call.${string}` | `callback.${string}` | `outside.${string}` | `presentation.${string}` | `flow.${string}` }
>

function applyOfCall(step: PoolStep, input: CallInput): void {
  switch (input.kind) {
    case 'call.enqueue': {
      const known = step.call(input.callId)
      if (known !== undefined && isInFlow(known)) enqueueFromFlow(step, known, input)
      else enqueueCall(step, input)
      return
    }
    case 'call.callerLeft':
      callerLeft(step, input.callId)
      return
    case 'call.silent':
      callSilent(step, input.callId)
      return
    case 'call.heard':
      callHeard(step, input.callId)
      return
    case 'call.positionAsked':
      tellPosition(step, step.call(input.callId))
      return
    case 'call.chose':
      callerChose(step, input)
      return
    case 'flow.returned':
      flowReturned(step, input)
      return
    case 'callback.enqueue':
      enqueueCallback(step, input)
      return
    case 'callback.answered':
      callbackAnswered(step, input)
      return
    case 'callback.failed':
      callbackFailed(step, input)
      return
    case 'callback.cancel':
      cancelCallback(step, input)
      return
    case 'presentation.answered':
      presentationAnswered(step, input)
      return
    case 'presentation.failed':
      presentationFailed(step, input)
      return
    case 'outside.answered':
      outsideAnswered(step, input)
      return
    case 'outside.failed':
      outsideFailed(step, input)
      return
    case 'outside.left':
      outsideLeft(step, input)
      return
    default:
      assertNever(input, 'ACD input')
  }
}

function timerFired(step: PoolStep, timerId: string): void {
  const timer = parseTimerId(timerId)
  const ownerId = timer?.ownerId ?? ''
  if (timer?.kind === 'ring' && isId<'call'>('call', ownerId)) ringTimerFired(step, step.call(ownerId), timerId)
  else if (timer?.kind === 'wait' && isId<'call'>('call', ownerId)) waitTimerFired(step, step.call(ownerId), timerId)
  else if (timer?.kind === 'wrapUp' && isId<'agent'>('agent', ownerId))
    wrapUpTimerFired(step, step.agent(ownerId), timerId)
  else if (timer?.kind === 'retry' && isId<'callback'>('callback', ownerId))
    retryTimerFired(step, step.tables.callbacks.get(ownerId), timerId)
  else step.ignore('no such timer')
}
