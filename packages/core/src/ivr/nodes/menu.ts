import type { IvrDraft } from '../draft.ts'
import type { DtmfDigit } from '../flow-parts.ts'
import { ask, asksAgain, mayPress, questionHeard, questionOf, tellKeys } from './asking.ts'
import { goTo, STAY, type NodeHandler, type NodeOf, type NodeOutcome } from './node-types.ts'

/** Offers choices. The caller may press while the prompt still speaks, and before it begins. */
export const menuNode: NodeHandler<'menu'> = {
  enter: (draft, node) => {
    const { flowId, stack } = draft.state
    draft.update({ lastMenu: { flowId, nodeId: node.nodeId, depth: stack.length } })
    const early = takeEarlyKey(draft, node)
    if (early !== null) return choose(draft, node, early)
    ask(draft, questionOf(node))
    return STAY
  },
  react: (draft, node, input) => {
    const question = questionOf(node)
    if (input.kind === 'prompt.ended') questionHeard(draft, question)
    if (input.kind === 'time.up') return failed(draft, node, 'noInput')
    if (input.kind !== 'digit' || !mayPress(draft, question)) return STAY
    draft.stopWaiting()
    return choose(draft, node, input.digit)
  },
}

/** A key pressed before the menu was there counts when it is a choice of it; else the menu is heard as ever. */
function takeEarlyKey(draft: IvrDraft, node: NodeOf<'menu'>): DtmfDigit | null {
  const { skipKey, typedAhead } = draft.state
  const [first, ...rest] = [...(skipKey === null ? [] : [skipKey]), ...typedAhead]
  const fits = first !== undefined && node.choices[first] !== undefined
  draft.update({ skipKey: null, typedAhead: fits ? rest : [] })
  return fits ? first : null
}

function choose(draft: IvrDraft, node: NodeOf<'menu'>, digit: DtmfDigit): NodeOutcome {
  const choice = node.choices[digit]
  if (choice === undefined) return failed(draft, node, 'invalid')
  tellKeys(draft, node, digit)
  return goTo(choice)
}

const failed = (draft: IvrDraft, node: NodeOf<'menu'>, why: 'noInput' | 'invalid'): NodeOutcome =>
  asksAgain(draft, questionOf(node), why) ? STAY : goTo(node.onFailure)
