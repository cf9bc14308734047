import { prompt, type IvrDraft } from '../draft.ts'
import { goTo, STAY, type NodeOf, type NodeOutcome } from './node-types.ts'

/** Says something. Any key skips it when the flow allows; that key is used up by it. */
export function enterPlay(draft: IvrDraft, node: NodeOf<'play'>): NodeOutcome {
  draft.play(prompt(node.promptId), 'playing')
  return STAY
}

export function pressDuringPlay(draft: IvrDraft, node: NodeOf<'play'>): NodeOutcome {
  if (!node.interruptible) return STAY
  draft.stopWaiting()
  draft.update({ nodesWithoutInput: 0 })
  return goTo(node.next)
}
