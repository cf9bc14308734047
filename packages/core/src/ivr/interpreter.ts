import type { FactOf } from '../contracts/journal.ts'
import type { CallId, FlowVersionId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { IvrDraft } from './draft.ts'
import type { DtmfDigit, FlowNode } from './flow.ts'
import { collectPromptEnded, collectTimedOut, enterCollect, pressInCollect } from './nodes/collect.ts'
import { enterHours } from './nodes/hours.ts'
import { enterMenu, menuPromptEnded, menuTimedOut, pressInMenu } from './nodes/menu.ts'
import { goTo, STAY, type NodeOf, type NodeOutcome } from './nodes/node-types.ts'
import { enterPlay, pressDuringPlay } from './nodes/play.ts'
import type { IvrContext, IvrInput, IvrState, IvrStep } from './step-types.ts'

/** So many nodes without a key from the caller, and the flow counts as one that runs in a circle. */
export const NODES_WITHOUT_INPUT_MAX = 100

/** A caller at the door of a flow. The first input is `flow.start`. */
export function startIvr(call: { readonly callId: CallId; readonly flowVersionId: FlowVersionId }): IvrState {
  return {
    callId: call.callId,
    flowVersionId: call.flowVersionId,
    nodeId: null,
    phase: 'idle',
    attempt: 1,
    digits: '',
    variables: {},
    token: 0,
    nodesWithoutInput: 0,
    flowId: null,
    stage: 0,
    secretDigits: {},
    isSecret: false,
    stack: [],
    lastMenu: null,
    typedAhead: '',
    skipKey: null,
    afterTalk: null,
    lastTalk: null,
    returnsToAgent: false,
    surveyAnswer: null,
  }
}

/**
 * Walks the caller through the flow by one input. Total: an input that does not fit the moment (a late prompt, a key at the wrong
 * time) gives back the same state, no effects and no facts. The flow must be the version the call started with.
 */
export function stepIvr(context: IvrContext, state: IvrState, input: IvrInput, now: Instant): IvrStep {
  const draft = new IvrDraft({ context, state, now })
  apply(draft, input)
  return draft.finish()
}

function apply(draft: IvrDraft, input: IvrInput): void {
  const { phase, token } = draft.state
  if (phase === 'queued' || phase === 'ended') return
  switch (input.kind) {
    case 'flow.start':
      if (phase === 'idle') startFlow(draft)
      return
    case 'prompt.finished':
    case 'prompt.failed':
      if ((phase === 'playing' || phase === 'correcting') && input.token === token) follow(draft, promptEnded(draft))
      return
    case 'dtmf.received':
      if (phase !== 'idle') follow(draft, digitPressed(draft, input.digit))
      return
    case 'timer.fired':
      if (phase === 'waitingDigit' && input.token === token) follow(draft, timedOut(draft))
      return
    case 'caller.left':
      draft.stopWaiting()
      end(draft, 'callerLeft')
      return
    default:
      return
  }
}

function startFlow(draft: IvrDraft): void {
  const { flow } = draft.context
  const { callId, flowVersionId } = draft.state
  draft.fact({ kind: 'ivr.started', callId, flowId: flow.flowId, flowVersionId })
  follow(draft, goTo(flow.entryNodeId))
}

/** Goes from node to node until one waits for something outside, or the flow is over. */
function follow(draft: IvrDraft, outcome: NodeOutcome): void {
  let next = outcome
  while (next.kind === 'goTo') {
    if (next.nodeId === null) {
      hangUp(draft)
      return
    }
    const node = findNode(draft, next.nodeId)
    if (node === null || draft.state.nodesWithoutInput >= NODES_WITHOUT_INPUT_MAX) {
      draft.effect({ kind: 'call.hangUp' })
      end(draft, 'failed')
      return
    }
    next = enterNode(draft, node)
  }
}

function enterNode(draft: IvrDraft, node: FlowNode): NodeOutcome {
  const { callId, nodesWithoutInput } = draft.state
  draft.update({ nodeId: node.nodeId, attempt: 1, digits: '', nodesWithoutInput: nodesWithoutInput + 1 })
  draft.fact({ kind: 'ivr.nodeEntered', callId, nodeId: node.nodeId, nodeKind: node.kind, label: node.label })
  switch (node.kind) {
    case 'play':
      return enterPlay(draft, node)
    case 'menu':
      return enterMenu(draft, node)
    case 'collect':
      return enterCollect(draft, node)
    case 'hours':
      return enterHours(draft, node)
    case 'queue':
      return enterQueue(draft, node)
    case 'hangUp':
      hangUp(draft)
      return STAY
    default:
      return goTo(null)
  }
}

/** The flow's work is done: from here the call is the routing engine's. */
function enterQueue(draft: IvrDraft, node: NodeOf<'queue'>): NodeOutcome {
  const { queueId, priority, skills } = node
  draft.effect({ kind: 'call.queue', queueId, priority, skills, variables: draft.state.variables })
  end(draft, 'queued')
  return STAY
}

function digitPressed(draft: IvrDraft, digit: DtmfDigit): NodeOutcome {
  const node = currentNode(draft)
  switch (node?.kind) {
    case 'play':
      return pressDuringPlay(draft, node)
    case 'menu':
      return pressInMenu(draft, node, digit)
    case 'collect':
      return pressInCollect(draft, node, digit)
    default:
      return STAY
  }
}

function promptEnded(draft: IvrDraft): NodeOutcome {
  const node = currentNode(draft)
  switch (node?.kind) {
    case 'play':
      return goTo(node.next)
    case 'menu':
      return menuPromptEnded(draft, node)
    case 'collect':
      return collectPromptEnded(draft, node)
    default:
      return STAY
  }
}

function timedOut(draft: IvrDraft): NodeOutcome {
  const node = currentNode(draft)
  if (node?.kind === 'menu') return menuTimedOut(draft, node)
  if (node?.kind === 'collect') return collectTimedOut(draft, node)
  return STAY
}

function hangUp(draft: IvrDraft): void {
  draft.effect({ kind: 'call.hangUp' })
  end(draft, 'hungUp')
}

function end(draft: IvrDraft, outcome: FactOf<'ivr.ended'>['outcome']): void {
  draft.update({ phase: outcome === 'queued' ? 'queued' : 'ended' })
  draft.fact({ kind: 'ivr.ended', callId: draft.state.callId, outcome })
}

const currentNode = (draft: IvrDraft): FlowNode | null =>
  draft.state.nodeId === null ? null : findNode(draft, draft.state.nodeId)

const findNode = (draft: IvrDraft, nodeId: string): FlowNode | null =>
  draft.context.flow.nodes.find((node) => node.nodeId === nodeId) ?? null
