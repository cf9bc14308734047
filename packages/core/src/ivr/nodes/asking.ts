import type { PromptId } from '../../ids.ts'
import { prompt, type IvrDraft } from '../draft.ts'
import type { PromptPart } from '../step-types.ts'

/** Something that the caller is asked, of whatever node. */
export type Question = {
  readonly nodeId: string
  readonly parts: readonly PromptPart[]
  readonly interruptible: boolean
  readonly timeoutMs: number
  readonly attemptsMax: number
  readonly invalidPromptId: PromptId | null
}

type AskingNode = Omit<Question, 'parts'> & { readonly promptId: PromptId }
export const questionOf = (node: AskingNode): Question => ({ ...node, parts: prompt(node.promptId) })

export function ask(draft: IvrDraft, question: Question): void {
  draft.play(question.parts)
}

/** The prompt is over: the time to press starts now. After a word about what was wrong the question is put again. */
export function questionHeard(draft: IvrDraft, question: Question): void {
  if (draft.state.phase === 'correcting') ask(draft, question)
  else draft.waitForDigit(question.timeoutMs)
}

/** A key counts while the caller is waited for, and over a prompt that may be cut short. */
export const mayPress = (draft: IvrDraft, question: Question): boolean =>
  draft.state.phase === 'waitingDigit' || (question.interruptible && isSpeaking(draft))

export const isSpeaking = (draft: IvrDraft): boolean =>
  draft.state.phase === 'playing' || draft.state.phase === 'correcting'

/** The caller pressed nothing, or nothing that fits: asked again, after a word about it where there is one; false when all attempts are used up. */
export function asksAgain(draft: IvrDraft, question: Question, why: 'noInput' | 'invalid'): boolean {
  const { callId, attempt } = draft.state
  draft.fact({ kind: 'ivr.inputFailed', callId, nodeId: question.nodeId, why, attempt })
  draft.update({ digits: '', secretDigits: {} })
  if (attempt >= question.attemptsMax) return false
  draft.update({ attempt: attempt + 1 })
  if (question.invalidPromptId !== null) draft.play(prompt(question.invalidPromptId), 'correcting')
  else ask(draft, question)
  return true
}

/** A key that counted. */
export function tellKeys(
  draft: IvrDraft,
  node: { readonly nodeId: string },
  digits: string,
  variable: string | null = null,
): void {
  draft.fact({ kind: 'ivr.digitsCollected', callId: draft.state.callId, nodeId: node.nodeId, digits, variable })
  draft.update({ nodesWithoutInput: 0 })
}
