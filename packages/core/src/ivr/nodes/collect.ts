import { prompt, type IvrDraft } from '../draft.ts'
import type { DtmfDigit } from '../flow.ts'
import { failAttempt } from './attempts.ts'
import { goTo, STAY, type NodeOf, type NodeOutcome } from './node-types.ts'

/** Asks for a number of several digits. The first key stops the prompt. */
export function enterCollect(draft: IvrDraft, node: NodeOf<'collect'>): NodeOutcome {
  draft.play(prompt(node.promptId), 'playing')
  return STAY
}

/** The terminator ends the number, and is no part of it; without one the number ends when it is full or the caller pauses. */
export function pressInCollect(draft: IvrDraft, node: NodeOf<'collect'>, digit: DtmfDigit): NodeOutcome {
  draft.stopWaiting()
  if (digit === node.terminator) return endOfNumber(draft, node)
  draft.update({ digits: draft.state.digits + digit })
  if (draft.state.digits.length >= node.digitsMax) return endOfNumber(draft, node)
  draft.waitForDigit(node.interDigitTimeoutMs)
  return STAY
}

export function collectPromptEnded(draft: IvrDraft, node: NodeOf<'collect'>): NodeOutcome {
  if (draft.state.phase === 'correcting') draft.play(prompt(node.promptId), 'playing')
  else draft.waitForDigit(node.timeoutMs)
  return STAY
}

export function collectTimedOut(draft: IvrDraft, node: NodeOf<'collect'>): NodeOutcome {
  return draft.state.digits === '' ? failAttempt(draft, node, 'noInput') : endOfNumber(draft, node)
}

function endOfNumber(draft: IvrDraft, node: NodeOf<'collect'>): NodeOutcome {
  const { callId, digits, variables } = draft.state
  if (digits.length < node.digitsMin) return failAttempt(draft, node, 'invalid')
  draft.fact({ kind: 'ivr.digitsCollected', callId, nodeId: node.nodeId, digits, variable: node.variable })
  draft.update({ variables: { ...variables, [node.variable]: digits }, nodesWithoutInput: 0 })
  return goTo(node.next)
}
