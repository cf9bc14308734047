import { prompt, type IvrDraft } from '../draft.ts'
import type { DtmfDigit } from '../flow-parts.ts'
import { goTo, STAY, type NodeHandler, type NodeInput, type NodeOutcome } from './node-types.ts'

type Speaking = { readonly interruptible: boolean; readonly next: string | null }

/** Says something. Any key skips it when the flow allows; see `skip` for what becomes of that key. */
export const playNode: NodeHandler<'play'> = {
  enter: (draft, node) => {
    draft.update({ typedAhead: [], skipKey: null })
    draft.play(prompt(node.promptId))
    return STAY
  },
  react: speak,
}

export function speak(draft: IvrDraft, node: Speaking, input: NodeInput): NodeOutcome {
  if (input.kind === 'prompt.ended') return goTo(node.next)
  return input.kind === 'digit' && node.interruptible ? skip(draft, node, input.digit) : STAY
}

/** Who knows the menu presses its key early: the key is a choice of the menu that follows at once when it fits there, and else used up. */
function skip(draft: IvrDraft, node: Speaking, digit: DtmfDigit): NodeOutcome {
  draft.stopWaiting()
  draft.update({ nodesWithoutInput: 0, skipKey: digit })
  return goTo(node.next)
}
