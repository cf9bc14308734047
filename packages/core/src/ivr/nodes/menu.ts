import { prompt, type IvrDraft } from '../draft.ts'
import type { DtmfDigit } from '../flow.ts'
import { failAttempt } from './attempts.ts'
import { goTo, STAY, type NodeOf, type NodeOutcome } from './node-types.ts'

/** Offers choices. The caller may press while the prompt still speaks. */
export function enterMenu(draft: IvrDraft, node: NodeOf<'menu'>): NodeOutcome {
  draft.play(prompt(node.promptId), 'playing')
  return STAY
}

export function pressInMenu(draft: IvrDraft, node: NodeOf<'menu'>, digit: DtmfDigit): NodeOutcome {
  draft.stopWaiting()
  const choice = node.choices[digit]
  if (choice === undefined) return failAttempt(draft, node, 'invalid')
  const { callId } = draft.state
  draft.fact({ kind: 'ivr.digitsCollected', callId, nodeId: node.nodeId, digits: digit, variable: null })
  draft.update({ nodesWithoutInput: 0 })
  return goTo(choice)
}

/** The prompt is over: the time to press starts now. */
export function menuPromptEnded(draft: IvrDraft, node: NodeOf<'menu'>): NodeOutcome {
  if (draft.state.phase === 'correcting') draft.play(prompt(node.promptId), 'playing')
  else draft.waitForDigit(node.timeoutMs)
  return STAY
}

export function menuTimedOut(draft: IvrDraft, node: NodeOf<'menu'>): NodeOutcome {
  return failAttempt(draft, node, 'noInput')
}
