import type { IvrDraft } from '../draft.ts'
import { prompt } from '../draft.ts'
import { ask, asksAgain, mayPress, questionHeard, tellKeys, type Question } from './asking.ts'
import { addKey, closeNumber, type KeyedNumber, type NumberRule } from './keyed-number.ts'
import { goTo, settle, STAY, type NodeHandler, type NodeInput, type NodeOf, type NodeOutcome } from './node-types.ts'
import { isOk, isRefused, savedOf, sendRequest } from './requests.ts'

/** Asks for the numbers of a payment one after the other (`stage`) and hands them to the tenant's service; only what that answers is kept. */
export const paymentNode: NodeHandler<'payment'> = {
  enter: (draft, node) => {
    draft.beginSecret()
    return askFor(draft, node, 0)
  },
  react: (draft, node, input) => {
    if (draft.state.phase === 'waitingAnswer') return answered(draft, node, input)
    const part = partOf(draft, node)
    if (part === null) return STAY
    if (input.kind === 'prompt.ended') questionHeard(draft, part.question)
    if (input.kind === 'time.up')
      return keyedOf(draft, part) === ''
        ? failed(draft, node, part, 'noInput')
        : take(draft, node, part, closeNumber(part.rule, keyedOf(draft, part)))
    if (input.kind !== 'digit' || !mayPress(draft, part.question)) return STAY
    draft.stopWaiting()
    return take(draft, node, part, addKey(part.rule, keyedOf(draft, part), input.digit))
  },
}

type Part = { readonly name: string; readonly question: Question; readonly rule: NumberRule }

const keyedOf = (draft: IvrDraft, { name }: Part): string => draft.state.secretDigits[name] ?? ''

function partOf(draft: IvrDraft, node: NodeOf<'payment'>): Part | null {
  const input = node.inputs[draft.state.stage]
  if (input === undefined) return null
  const { name, promptId, digitsMin, digitsMax } = input
  return {
    name,
    question: { ...node, parts: prompt(promptId) },
    rule: { digitsMin, digitsMax, terminator: node.terminator },
  }
}

function askFor(draft: IvrDraft, node: NodeOf<'payment'>, stage: number): NodeOutcome {
  draft.update({ stage, attempt: 1 })
  const part = partOf(draft, node)
  if (part === null) {
    sendRequest(draft, node.request, draft.state.secretDigits)
    return STAY
  }
  ask(draft, part.question)
  return STAY
}

function take(draft: IvrDraft, node: NodeOf<'payment'>, part: Part, keyed: KeyedNumber): NodeOutcome {
  if (keyed.kind === 'tooShort') return failed(draft, node, part, 'invalid')
  draft.update({ secretDigits: { ...draft.state.secretDigits, [part.name]: keyed.digits } })
  if (keyed.kind === 'more') {
    draft.waitForDigit(node.interDigitTimeoutMs)
    return STAY
  }
  tellKeys(draft, node, '')
  return askFor(draft, node, draft.state.stage + 1)
}

/** Whether it was paid, the service says. When it does not, nobody knows: that is neither paid nor declined. */
function answered(draft: IvrDraft, node: NodeOf<'payment'>, input: NodeInput): NodeOutcome {
  if (input.kind !== 'http.answered' && input.kind !== 'http.failed' && input.kind !== 'time.up') return STAY
  settle(draft, input)
  if (input.kind !== 'http.answered') return goTo(node.onUnavailable)
  draft.setVariables(savedOf(node.saves, input) ?? {})
  if (isOk(input.status)) return goTo(node.onPaid)
  return goTo(isRefused(input.status) ? node.onDeclined : node.onUnavailable)
}

/** Numbers already keyed in are kept; the one that failed is asked for again. */
function failed(draft: IvrDraft, node: NodeOf<'payment'>, part: Part, why: 'noInput' | 'invalid'): NodeOutcome {
  const { [part.name]: _, ...kept } = draft.state.secretDigits
  const goesOn = asksAgain(draft, part.question, why)
  if (!goesOn) return goTo(node.onFailure)
  draft.update({ secretDigits: kept })
  return STAY
}
