import type { AgentStatus } from '../agents/agent-status.ts'
import { InvariantError } from '../assert.ts'
import { routingReasonSchema, type FactOf } from '../contracts/journal.ts'
import { instant } from '../time.ts'
import { changeStatus, freeAgent, systemNotReady } from './agent-status-change.ts'
import type { AcdDraft } from './draft.ts'
import { chooseAgent, chooseCall, compareQueuedCalls, countCandidates, longestIdleFirst } from './matching.ts'
import { putInQueue } from './queueing.ts'
import type { AcdInput, PooledAgent, PooledCall } from './step-types.ts'
import { ringTimerId } from './timers.ts'

type Outcome = FactOf<'call.presentationEnded'>['outcome']
type AnsweredInput = Extract<AcdInput, { kind: 'presentation.answered' }>
type FailedInput = Extract<AcdInput, { kind: 'presentation.failed' }>
export type PresentedCall = PooledCall & { readonly phase: Extract<PooledCall['phase'], { kind: 'presented' }> }

/** Brings together the calls that began to wait and the agents who became ready in this step. Nothing else can match anew. */
export function matchWaitingCalls(draft: AcdDraft): void {
  const waiting = [...draft.newlyWaiting].flatMap((callId) => draft.call(callId) ?? [])
  for (const call of waiting.toSorted(compareQueuedCalls)) {
    if (call.phase.kind !== 'waiting') continue
    const choice = chooseAgent(draft.allAgents(), call)
    if (choice !== null) presentCall(draft, call, choice)
  }
  const freed = [...draft.freedAgents].flatMap((agentId) => draft.agent(agentId) ?? [])
  for (const agent of freed.toSorted(longestIdleFirst)) {
    const call = chooseCall(draft.allCalls(), agent)
    if (call !== null) presentCall(draft, call, { agent, candidates: countCandidates(draft.allAgents(), call) })
  }
}

function presentCall(
  draft: AcdDraft,
  call: PooledCall,
  choice: { readonly agent: PooledAgent; readonly candidates: number },
): void {
  const { agent, candidates } = choice
  const { callId, queueId, tenantId } = call
  const presentation = call.presentations + 1
  draft.putCall({
    ...call,
    presentations: presentation,
    phase: { kind: 'presented', agentId: agent.agentId, presentation, presentedAt: draft.now },
  })
  draft.callFact(call, {
    kind: 'call.presented',
    callId,
    queueId,
    agentId: agent.agentId,
    presentation,
    reason: routingReasonSchema.parse({
      method: 'longestIdle',
      candidates,
      idleMs: Math.max(0, draft.now - agent.idleSince),
      waitedMs: Math.max(0, draft.now - call.enqueuedAt),
    }),
  })
  changeStatus(draft, agent, { status: { kind: 'ringing', callId }, servedCall: { callId, tenantId, queueId } })
  draft.effect({ kind: 'agent.ring', callId, agentId: agent.agentId, device: agent.device, presentation })
  const ringsUntil = instant(draft.now + draft.queueOf(call).ringTimeoutMs)
  draft.effect({ kind: 'timer.set', timerId: ringTimerId({ callId, presentation }), at: ringsUntil })
}

export function presentationAnswered(draft: AcdDraft, input: AnsweredInput): void {
  const { callId, agentId, legId } = input
  const found = findPresentation(draft, input)
  if (found === null) {
    // A second report of the answer that counts must not cut the talk it began.
    const phase = draft.call(callId)?.phase
    if (phase?.kind === 'talking' && phase.legId === legId) {
      draft.ignore('that leg is connected already')
      return
    }
    draft.effect({ kind: 'leg.release', callId, agentId, legId })
    draft.ignore('the answer came too late')
    return
  }
  const { call, agent } = found
  tellPresentationEnded(draft, call, { outcome: 'answered', sipStatus: 200 })
  draft.putCall({ ...call, phase: { kind: 'talking', agentId, legId, connectedAt: draft.now, held: false } })
  draft.callFact(call, {
    kind: 'call.connected',
    callId,
    queueId: call.queueId,
    agentId,
    legId,
    waitedMs: Math.max(0, draft.now - call.enqueuedAt),
  })
  changeStatus(draft, agent, { status: { kind: 'talking', callId }, servedCall: agent.servedCall })
  draft.effect({ kind: 'call.connect', callId, agentId, legId, record: draft.queueOf(call).record })
}

export function presentationFailed(draft: AcdDraft, input: FailedInput): void {
  const found = findPresentation(draft, input)
  if (found === null) {
    draft.ignore('that presentation is over')
    return
  }
  takeBack(draft, found.call, { outcome: input.outcome, sipStatus: input.sipStatus })
}

export function ringTimerFired(draft: AcdDraft, call: PooledCall | undefined, timerId: string): void {
  const isRinging =
    call !== undefined && isPresented(call) && timerId === ringTimerId({ ...call.phase, callId: call.callId })
  if (!isRinging) {
    draft.ignore('that presentation is over')
    return
  }
  stopRinging(draft, call)
  takeBack(draft, call, { outcome: 'noAnswer', sipStatus: null })
}

/** Stops the agent's phone: the engine, not the phone, ends the presentation. */
export function stopRinging(draft: AcdDraft, call: PresentedCall): void {
  const { agentId, presentation } = call.phase
  draft.effect({ kind: 'agent.cancelRing', callId: call.callId, agentId, presentation })
}

/** The agent did not take the call: the agent is not ready, so that the next caller is spared the same wait; the caller is first again. */
export function takeBack(
  draft: AcdDraft,
  call: PresentedCall,
  end: { readonly outcome: 'declined' | 'unreachable' | 'noAnswer'; readonly sipStatus: number | null },
): void {
  tellPresentationEnded(draft, call, end)
  freeAgent(draft, agentRungFor(draft, call), STATUS_AFTER[end.outcome])
  putInQueue(draft, call, { isRequeued: true })
}

const STATUS_AFTER: Readonly<Record<'declined' | 'unreachable' | 'noAnswer', AgentStatus>> = {
  declined: systemNotReady('declined'),
  unreachable: systemNotReady('phoneUnreachable'),
  noAnswer: systemNotReady('ringNoAnswer'),
}

/** The caller hung up while the agent's phone rang: the agent keeps the place among the idle. */
export function presentedCallerLeft(draft: AcdDraft, call: PresentedCall): void {
  stopRinging(draft, call)
  tellPresentationEnded(draft, call, { outcome: 'callerLeft', sipStatus: null })
  freeAgent(draft, agentRungFor(draft, call), { kind: 'ready' })
}

export function isPresented(call: PooledCall): call is PresentedCall {
  return call.phase.kind === 'presented'
}

function tellPresentationEnded(
  draft: AcdDraft,
  call: PresentedCall,
  end: { readonly outcome: Outcome; readonly sipStatus: number | null },
): void {
  const { callId, queueId } = call
  const { agentId, presentation } = call.phase
  draft.effect({ kind: 'timer.cancel', timerId: ringTimerId({ callId, presentation }) })
  draft.callFact(call, { kind: 'call.presentationEnded', callId, queueId, agentId, presentation, ...end })
}

/** The presentation an answer or a failure is about, if it still is the present one. */
function findPresentation(
  draft: AcdDraft,
  input: Pick<AnsweredInput, 'callId' | 'agentId' | 'presentation'>,
): { readonly call: PresentedCall; readonly agent: PooledAgent } | null {
  const call = draft.call(input.callId)
  if (call === undefined || !isPresented(call)) return null
  if (call.phase.agentId !== input.agentId || call.phase.presentation !== input.presentation) return null
  return { call, agent: agentRungFor(draft, call) }
}

function agentRungFor(draft: AcdDraft, call: PresentedCall): PooledAgent {
  const agent = draft.agent(call.phase.agentId)
  if (agent === undefined)
    throw new InvariantError(`a call rings at nobody [call:${call.callId} agent:${call.phase.agentId}]`)
  return agent
}
