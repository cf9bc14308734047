import { prompt, type IvrDraft } from '../draft.ts'
import { goTo, STAY, type NodeOf, type NodeOutcome } from './node-types.ts'

/** The caller pressed nothing, or nothing that fits: try again, after a word about it where the flow has one, or give up. */
export function failAttempt(
  draft: IvrDraft,
  node: NodeOf<'menu' | 'collect'>,
  why: 'noInput' | 'invalid',
): NodeOutcome {
  const { callId, attempt } = draft.state
  draft.fact({ kind: 'ivr.inputFailed', callId, nodeId: node.nodeId, why, attempt })
  draft.update({ digits: '' })
  if (attempt >= node.attemptsMax) return goTo(node.onFailure)
  draft.update({ attempt: attempt + 1 })
  if (node.invalidPromptId !== null) draft.play(prompt(node.invalidPromptId), 'correcting')
  else draft.play(prompt(node.promptId), 'playing')
  return STAY
}
