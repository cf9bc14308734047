import type { PromptId } from '../../ids.ts'
import { prompt, type IvrDraft } from '../draft.ts'
import { hangUp } from '../endings.ts'
import type { DtmfDigit } from '../flow-parts.ts'
import { ask, asksAgain, mayPress, questionHeard, questionOf, tellKeys, type Question } from './asking.ts'
import { addKey, closeNumber, type KeyedNumber } from './keyed-number.ts'
import { goTo, STAY, type NodeHandler, type NodeOf, type NodeOutcome } from './node-types.ts'

/** The parts of the node. */
const OFFER = 0
const NUMBER = 1
export const CONFIRMED = 2

const NUMBER_RULE = { digitsMin: 3, digitsMax: 20, terminator: '#' } as const
const BETWEEN_DIGITS_MS = 4_000
type Node = NodeOf<'callbackOffer'>

/** Offers to call back, at the calling number or another that is keyed in. */
export const callbackOfferNode: NodeHandler<'callbackOffer'> = {
  enter: (draft, node) => {
    ask(draft, questionOf(node))
    return STAY
  },
  react: (draft, node, input) => {
    if (draft.state.stage === CONFIRMED) return input.kind === 'prompt.ended' ? goOn(draft, node) : STAY
    const question = questionAt(draft, node)
    const { digits } = draft.state
    if (input.kind === 'prompt.ended') questionHeard(draft, question)
    if (input.kind === 'time.up')
      return digits === '' ? failed(draft, node, 'noInput') : takeNumber(draft, node, closeNumber(NUMBER_RULE, digits))
    if (input.kind !== 'digit' || !mayPress(draft, question)) return STAY
    draft.stopWaiting()
    return draft.state.stage === OFFER
      ? choose(draft, node, input.digit)
      : takeNumber(draft, node, addKey(NUMBER_RULE, digits, input.digit))
  },
}

function questionAt(draft: IvrDraft, node: Node): Question {
  const question = questionOf(node)
  return draft.state.stage === NUMBER && node.numberPromptId !== null
    ? { ...question, parts: prompt(node.numberPromptId) }
    : question
}

/** Any key but these two says no. */
function choose(draft: IvrDraft, node: Node, digit: DtmfDigit): NodeOutcome {
  const ani = draft.context.ani ?? ''
  tellKeys(draft, node, digit)
  if (digit === node.acceptKey && ani !== '') return request(draft, node, ani)
  const wantsOther = digit === node.otherNumberKey || digit === node.acceptKey
  return wantsOther && node.numberPromptId !== null ? askForNumber(draft, node.numberPromptId) : goTo(node.onDeclined)
}

function askForNumber(draft: IvrDraft, promptId: PromptId): NodeOutcome {
  draft.update({ stage: NUMBER, attempt: 1, digits: '' })
  draft.play(prompt(promptId))
  return STAY
}

function takeNumber(draft: IvrDraft, node: Node, keyed: KeyedNumber): NodeOutcome {
  if (keyed.kind === 'tooShort') return failed(draft, node, 'invalid')
  draft.update({ digits: keyed.digits })
  if (keyed.kind === 'more') {
    draft.waitForDigit(BETWEEN_DIGITS_MS)
    return STAY
  }
  tellKeys(draft, node, keyed.digits)
  return request(draft, node, keyed.digits)
}

function request(draft: IvrDraft, node: Node, number: string): NodeOutcome {
  const { queueId, priority, dialAttemptsMax: attemptsMax, retryAfterMs } = node
  const variables = draft.shown()
  draft.update({ stage: CONFIRMED })
  draft.effect({ kind: 'callback.request', queueId, number, priority, attemptsMax, retryAfterMs, variables })
  if (node.confirmPromptId === null) return goOn(draft, node)
  draft.play(prompt(node.confirmPromptId))
  return STAY
}

function goOn(draft: IvrDraft, node: Node): NodeOutcome {
  if (node.next !== null || draft.state.stack.length > 0 || draft.state.returnsToAgent) return goTo(node.next)
  hangUp(draft, 'callback')
  return STAY
}

const failed = (draft: IvrDraft, node: Node, why: 'noInput' | 'invalid'): NodeOutcome =>
  asksAgain(draft, questionAt(draft, node), why) ? STAY : goTo(node.onDeclined)
