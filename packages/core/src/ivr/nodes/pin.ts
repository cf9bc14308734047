import type { IvrDraft } from '../draft.ts'
import { ask, asksAgain, mayPress, questionHeard, questionOf, tellKeys } from './asking.ts'
import { addKey, closeNumber, type KeyedNumber } from './keyed-number.ts'
import { goTo, settle, STAY, type NodeHandler, type NodeInput, type NodeOf, type NodeOutcome } from './node-types.ts'
import { isOk, isRefused, sendRequest } from './requests.ts'

const PIN_CHECK_TIMEOUT_MS = 5_000
const PIN = 'pin'
type Verdict = Extract<NodeInput, { kind: 'pin.checked' }>['result']

/** Asks for a PIN. Its digits are in the state while they are keyed in, and nowhere afterwards. */
export const pinNode: NodeHandler<'pin'> = {
  enter: (draft, node) => {
    draft.beginSecret()
    ask(draft, questionOf(node))
    return STAY
  },
  react: (draft, node, input) => {
    const verdict = verdictOf(input)
    if (verdict !== null && draft.state.phase === 'waitingAnswer') {
      settle(draft, input)
      return judged(draft, node, verdict)
    }
    const digits = draft.state.secretDigits[PIN] ?? ''
    if (input.kind === 'prompt.ended') questionHeard(draft, questionOf(node))
    if (input.kind === 'time.up')
      return digits === '' ? failed(draft, node, 'noInput') : take(draft, node, closeNumber(node, digits))
    if (input.kind !== 'digit' || !mayPress(draft, questionOf(node))) return STAY
    draft.stopWaiting()
    return take(draft, node, addKey(node, digits, input.digit))
  },
}

function take(draft: IvrDraft, node: NodeOf<'pin'>, keyed: KeyedNumber): NodeOutcome {
  if (keyed.kind === 'tooShort') return failed(draft, node, 'invalid')
  if (keyed.kind === 'more') {
    draft.update({ secretDigits: { [PIN]: keyed.digits } })
    draft.waitForDigit(node.interDigitTimeoutMs)
    return STAY
  }
  // That something was keyed in is told; what, and how long it was, is not.
  tellKeys(draft, node, '')
  if (node.check.kind === 'http') sendRequest(draft, node.check.request, { [PIN]: keyed.digits })
  else {
    draft.update({ secretDigits: {} })
    const token = draft.waitForAnswer(PIN_CHECK_TIMEOUT_MS)
    draft.effect({ kind: 'pin.check', token, number: draft.context.ani ?? '', secretDigits: keyed.digits })
  }
  return STAY
}

function judged(draft: IvrDraft, node: NodeOf<'pin'>, verdict: Verdict): NodeOutcome {
  if (verdict === 'wrong') return failed(draft, node, 'invalid')
  return goTo(verdict === 'correct' ? node.onVerified : node.onUnavailable)
}

/** What an answer says of the PIN; null when it is none. */
function verdictOf(input: NodeInput): Verdict | null {
  if (input.kind === 'pin.checked') return input.result
  if (input.kind === 'time.up' || input.kind === 'http.failed') return 'unavailable'
  if (input.kind !== 'http.answered') return null
  return isOk(input.status) ? 'correct' : isRefused(input.status) ? 'wrong' : 'unavailable'
}

const failed = (draft: IvrDraft, node: NodeOf<'pin'>, why: 'noInput' | 'invalid'): NodeOutcome =>
  asksAgain(draft, questionOf(node), why) ? STAY : goTo(node.onFailure)
