import { assertNever } from '../assert.ts'
import type { AgentId, CallId } from '../ids.ts'
import { isId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { answerCommand } from './agent-commands.ts'
import { AcdDraft } from './draft.ts'
import { phoneLost, phoneRegistered } from './phones.ts'
import { matchWaitingCalls, presentationAnswered, presentationFailed, ringTimerFired } from './presentation.ts'
import { closeQueue, configureQueue, enqueueCall } from './queueing.ts'
import type { AcdInput, AcdState, AcdStep } from './step-types.ts'
import { agentLeft, callerLeft, setHeld } from './talking.ts'
import { parseTimerId } from './timers.ts'
import { withdrawQueues } from './withdrawal.ts'
import { wrapUpTimerFired } from './wrap-up.ts'

/** A pool with nobody in it. */
export const emptyAcdState = (): AcdState => ({
  queues: {},
  agents: {},
  calls: [],
  unclaimedPhones: {},
  closingQueues: {},
})

/**
 * Decides what one thing that happened means for the pool. Total: every state has an answer to every input, and `ignored` says why
 * nothing (more) came of it. The same state, input and time give the same step, bit for bit.
 */
export function stepAcd(state: AcdState, input: AcdInput, now: Instant): AcdStep {
  const draft = new AcdDraft(state, now)
  apply(draft, input)
  matchWaitingCalls(draft)
  return draft.finish()
}

function apply(draft: AcdDraft, input: AcdInput): void {
  switch (input.kind) {
    case 'queue.configured':
      configureQueue(draft, input.queue)
      return
    case 'queue.removed':
      closeQueue(draft, input.queueId)
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
      answerCommand(draft, input)
      return
    case 'agent.phoneRegistered':
      phoneRegistered(draft, input.agentId)
      return
    case 'agent.phoneLost':
      phoneLost(draft, input.agentId)
      return
    case 'agent.queuesWithdrawn':
      withdrawQueues(draft, input)
      return
    case 'call.enqueue':
      enqueueCall(draft, input)
      return
    case 'call.callerLeft':
      callerLeft(draft, input.callId)
      return
    case 'presentation.answered':
      presentationAnswered(draft, input)
      return
    case 'presentation.failed':
      presentationFailed(draft, input)
      return
    case 'talk.held':
    case 'talk.retrieved':
      setHeld(draft, input)
      return
    case 'talk.agentLeft':
      agentLeft(draft, input)
      return
    case 'timer.fired':
      timerFired(draft, input.timerId)
      return
    default:
      assertNever(input, 'ACD input')
  }
}

function timerFired(draft: AcdDraft, timerId: string): void {
  const timer = parseTimerId(timerId)
  if (timer?.kind === 'ring' && isId<'call'>('call', timer.ownerId)) {
    const callId: CallId = timer.ownerId
    ringTimerFired(draft, draft.call(callId), timerId)
    return
  }
  if (timer?.kind === 'wrapUp' && isId<'agent'>('agent', timer.ownerId)) {
    const agentId: AgentId = timer.ownerId
    wrapUpTimerFired(draft, draft.agent(agentId), timerId)
    return
  }
  draft.ignore('no such timer')
}
