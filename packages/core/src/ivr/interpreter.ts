import { assertNever } from '../assert.ts'
import type { CallId, FlowVersionId, SurveyId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { IvrDraft } from './draft.ts'
import { end, hangUp, sendBack } from './endings.ts'
import { afterTalkNodeId, entryOf, findFlow, findNode, placedFlowId } from './flow-places.ts'
import type { FlowNode } from './flow.ts'
import { CONFIRMED } from './nodes/callback-offer.ts'
import { handlerOf } from './nodes/handlers.ts'
import { goTo, type NodeInput, type NodeOutcome } from './nodes/node-types.ts'
import { tellAnswer } from './nodes/survey.ts'
import type { FlowPlace, IvrContext, IvrInput, IvrState, IvrStep } from './step-types.ts'

/** So many nodes without a key from the caller, and the flow counts as one that runs in a circle. */
export const NODES_WITHOUT_INPUT_MAX = 100

/** A caller at the door of a flow. The first input is `flow.start`; or `flow.resume`, when an agent sends a caller who has been in no flow. */
export function startIvr(call: { readonly callId: CallId; readonly flowVersionId: FlowVersionId }): IvrState {
  return {
    callId: call.callId,
    flowVersionId: call.flowVersionId,
    flowId: null,
    nodeId: null,
    phase: 'idle',
    stage: 0,
    attempt: 1,
    digits: '',
    secretDigits: {},
    isSecret: false,
    variables: {},
    hidden: [],
    token: 0,
    nodesWithoutInput: 0,
    stack: [],
    lastMenu: null,
    typedAhead: [],
    skipKey: null,
    afterTalk: null,
    lastTalk: null,
    returnsToAgent: false,
    surveyAnswer: null,
  }
}

/** Whether the caller goes on in a flow when the agent has hung up; `surveyId` is the survey of the queue, if it has one. */
export const goesOnAfterTalk = (state: IvrState, surveyId: SurveyId | null): boolean =>
  isAway(state) && (state.afterTalk !== null || surveyId !== null)

/**
 * Walks the caller through the flow by one input. Total: an input that does not fit the moment (a late prompt, a key at the wrong
 * time) gives back the same state, no effects and no facts. The flows must be the versions the call started with.
 */
export function stepIvr(context: IvrContext, state: IvrState, input: IvrInput, now: Instant): IvrStep {
  return traceIvr(context, state, input, now).step
}

/** The same, with the places passed, for those who draw the way. */
export function traceIvr(
  context: IvrContext,
  state: IvrState,
  input: IvrInput,
  now: Instant,
): { readonly step: IvrStep; readonly entered: readonly FlowPlace[] } {
  const draft = new IvrDraft({ context, state, now })
  apply(draft, input)
  return { step: draft.finish(), entered: draft.entered }
}

/** The call is with the engine, an agent or an outside number. */
const isAway = ({ phase }: IvrState): boolean => phase === 'queued' || phase === 'handedOver'

function apply(draft: IvrDraft, input: IvrInput): void {
  const { phase, token } = draft.state
  if (phase === 'ended') return
  if (isAway(draft.state) && input.kind !== 'flow.resume' && input.kind !== 'talk.ended') return
  switch (input.kind) {
    case 'flow.start':
      if (phase === 'idle') begin(draft, { flowId: null, nodeId: draft.context.flow.entryNodeId })
      return
    case 'flow.resume':
      if (phase === 'idle' || isAway(draft.state)) resume(draft, input)
      return
    case 'talk.ended':
      talkEnded(draft, input)
      return
    case 'prompt.finished':
    case 'prompt.failed':
      if ((phase === 'playing' || phase === 'correcting') && input.token === token)
        react(draft, { kind: 'prompt.ended' })
      return
    case 'dtmf.received':
      if (phase !== 'idle') react(draft, { kind: 'digit', digit: input.digit })
      return
    case 'timer.fired':
      if ((phase === 'waitingDigit' || phase === 'waitingAnswer') && input.token === token)
        react(draft, { kind: 'time.up' })
      return
    case 'http.answered':
    case 'http.failed':
    case 'lookup.result':
    case 'pin.checked':
      if (phase === 'waitingAnswer' && input.token === token) react(draft, input)
      return
    case 'voicemail.finished':
      if (phase === 'recording' && input.token === token) react(draft, input)
      return
    case 'transfer.finished':
      if (phase === 'transferring' && input.token === token) react(draft, input)
      return
    case 'caller.left':
      callerLeft(draft)
      return
    default:
      assertNever(input, 'IVR input')
  }
}

function resume(draft: IvrDraft, input: Extract<IvrInput, { kind: 'flow.resume' }>): void {
  const { context, state } = draft
  const flow = findFlow(context, input.flowId)
  if (flow === null) {
    if (input.returns) return
    draft.fact({
      kind: 'ivr.started',
      callId: state.callId,
      flowId: context.flow.flowId,
      flowVersionId: state.flowVersionId,
    })
    hangUp(draft, 'failed')
    return
  }
  // A caller whom the agent takes back has the talk still to come to its end.
  if (!input.returns) draft.update({ afterTalk: null })
  draft.update({ returnsToAgent: input.returns })
  begin(draft, { flowId: placedFlowId(context, flow.flowId), nodeId: input.nodeId ?? entryOf(context, flow) })
}

function talkEnded(draft: IvrDraft, input: Extract<IvrInput, { kind: 'talk.ended' }>): void {
  const { afterTalk, returnsToAgent } = draft.state
  const { agentId, queueId, surveyId } = input
  // The agent who waited for the caller to come back has gone: the flow goes on for itself.
  if (!isAway(draft.state) && returnsToAgent) draft.update({ lastTalk: { agentId, queueId }, returnsToAgent: false })
  if (!goesOnAfterTalk(draft.state, surveyId)) return
  draft.update({ lastTalk: { agentId, queueId }, afterTalk: null, returnsToAgent: false })
  begin(draft, afterTalk ?? { flowId: null, nodeId: afterTalkNodeId(surveyId ?? '') })
}

/** The flow begins, or begins again. */
function begin(draft: IvrDraft, place: FlowPlace): void {
  const { callId, flowVersionId } = draft.state
  const flow = findFlow(draft.context, place.flowId) ?? draft.context.flow
  draft.fact({
    kind: 'ivr.started',
    callId,
    flowId: flow.flowId,
    flowVersionId: place.flowId === null ? flowVersionId : flow.flowVersionId,
  })
  draft.update({ flowId: place.flowId, stack: [], nodesWithoutInput: 0, typedAhead: [], skipKey: null })
  follow(draft, goTo(place.nodeId))
}

function callerLeft(draft: IvrDraft): void {
  const { phase, stage, nodeId } = draft.state
  const node = nodeId === null ? null : currentNode(draft)
  const isAskedBack = node?.kind === 'callbackOffer' && stage === CONFIRMED
  draft.stopWaiting()
  tellAnswer(draft, null)
  // Hanging up is how messages end, and the callback is asked for already.
  end(draft, phase === 'recording' ? 'voicemail' : isAskedBack ? 'callback' : 'callerLeft')
}

function react(draft: IvrDraft, input: NodeInput): void {
  const node = currentNode(draft)
  const reacts = node === null ? undefined : handlerOf(node).react
  if (node !== null && reacts !== undefined) follow(draft, reacts(draft, node, input))
}

/** Goes from node to node until one waits for something outside, or the flow is over. */
function follow(draft: IvrDraft, outcome: NodeOutcome): void {
  let next = outcome
  while (next.kind === 'goTo') {
    draft.endSecret()
    if (next.nodeId === null) {
      const returned = flowOver(draft)
      if (returned === null) return
      next = returned
      continue
    }
    const node = findNode(draft.context, draft.state.flowId, next.nodeId)
    if (node === null || draft.state.nodesWithoutInput >= NODES_WITHOUT_INPUT_MAX) {
      hangUp(draft, 'failed')
      return
    }
    next = enterNode(draft, node)
  }
}

/** The end of a sub-flow leads back; the end of the flow to the agent who sent the caller, or to what was to follow the talk, or to the end of the call. */
function flowOver(draft: IvrDraft): NodeOutcome | null {
  const { stack, returnsToAgent, afterTalk } = draft.state
  const frame = stack.at(-1)
  if (frame !== undefined) {
    draft.update({ stack: stack.slice(0, -1), flowId: frame.flowId })
    return goTo(frame.next)
  }
  if (!returnsToAgent && afterTalk !== null) {
    draft.update({ afterTalk: null, flowId: afterTalk.flowId })
    return goTo(afterTalk.nodeId)
  }
  if (returnsToAgent) sendBack(draft)
  else hangUp(draft)
  return null
}

function enterNode(draft: IvrDraft, node: FlowNode): NodeOutcome {
  const { callId, nodesWithoutInput } = draft.state
  const { nodeId, kind: nodeKind, label } = node
  draft.update({
    nodeId,
    phase: 'idle',
    stage: 0,
    attempt: 1,
    digits: '',
    surveyAnswer: null,
    nodesWithoutInput: nodesWithoutInput + 1,
  })
  draft.fact({ kind: 'ivr.nodeEntered', callId, nodeId, nodeKind, label })
  draft.entered.push({ flowId: draft.state.flowId, nodeId })
  return handlerOf(node).enter(draft, node)
}

const currentNode = (draft: IvrDraft): FlowNode | null =>
  draft.state.nodeId === null ? null : findNode(draft.context, draft.state.flowId, draft.state.nodeId)
