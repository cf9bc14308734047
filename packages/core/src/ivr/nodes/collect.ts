import type { IvrDraft } from '../draft.ts'
import type { DtmfDigit } from '../flow-parts.ts'
import { ask, asksAgain, mayPress, questionHeard, questionOf, tellKeys } from './asking.ts'
import { addKey, closeNumber, type KeyedNumber } from './keyed-number.ts'
import { goTo, STAY, type NodeHandler, type NodeOf, type NodeOutcome } from './node-types.ts'

/** Asks for a number of several digits. The first key stops the prompt; the number ends with the terminator, when it is full, or with a pause. */
export const collectNode: NodeHandler<'collect'> = {
  enter: (draft, node) => {
    const early = draft.state.typedAhead
    draft.update({ typedAhead: [], skipKey: null })
    if (early.length === 0) {
      ask(draft, questionOf(node))
      return STAY
    }
    return takeEarlyKeys(draft, node, early)
  },
  react: (draft, node, input) => {
    const question = questionOf(node)
    if (input.kind === 'prompt.ended') questionHeard(draft, question)
    if (input.kind === 'time.up')
      return draft.state.digits === ''
        ? failed(draft, node, 'noInput')
        : take(draft, node, closeNumber(node, draft.state.digits))
    if (input.kind !== 'digit' || !mayPress(draft, question)) return STAY
    draft.stopWaiting()
    return take(draft, node, addKey(node, draft.state.digits, input.digit))
  },
}

/** Keys of one who did not wait for the question. What is left over when the number is complete is for the question after it. */
function takeEarlyKeys(draft: IvrDraft, node: NodeOf<'collect'>, keys: readonly DtmfDigit[]): NodeOutcome {
  for (const [index, key] of keys.entries()) {
    const keyed = addKey(node, draft.state.digits, key)
    if (keyed.kind === 'more') draft.update({ digits: keyed.digits })
    else {
      draft.update({ typedAhead: keys.slice(index + 1) })
      return take(draft, node, keyed)
    }
  }
  draft.waitForDigit(node.interDigitTimeoutMs)
  return STAY
}

function take(draft: IvrDraft, node: NodeOf<'collect'>, keyed: KeyedNumber): NodeOutcome {
  if (keyed.kind === 'tooShort') return failed(draft, node, 'invalid')
  draft.update({ digits: keyed.digits })
  if (keyed.kind === 'more') {
    draft.waitForDigit(node.interDigitTimeoutMs)
    return STAY
  }
  tellKeys(draft, node, keyed.digits, node.variable)
  draft.setVariables({ [node.variable]: keyed.digits })
  return goTo(node.next)
}

const failed = (draft: IvrDraft, node: NodeOf<'collect'>, why: 'noInput' | 'invalid'): NodeOutcome =>
  asksAgain(draft, questionOf(node), why) ? STAY : goTo(node.onFailure)
