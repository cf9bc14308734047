import { spokenParts } from '../template.ts'
import { goTo, STAY, type NodeHandler } from './node-types.ts'
import { speak } from './play.ts'

/** Says a text with values in it. Of a text that is nothing but empty values nothing is heard. */
export const sayNode: NodeHandler<'say'> = {
  enter: (draft, node) => {
    draft.update({ typedAhead: [], skipKey: null })
    const parts = spokenParts(node.text, node.locale, draft.valueOf)
    if (parts.length === 0) return goTo(node.next)
    draft.play(parts)
    return STAY
  },
  react: speak,
}
