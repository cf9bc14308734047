import type { IvrDraft } from '../draft.ts'
import { typeAhead } from './lookup.ts'
import { goTo, STAY, type NodeHandler, type NodeOf, type NodeOutcome } from './node-types.ts'
import { isOk, isRefused, savedOf, sendRequest } from './requests.ts'

/** Asks a service of the tenant. Tried again when it does not answer, or answers that the fault is its own; `attempt` counts the tries. */
export const httpNode: NodeHandler<'http'> = {
  enter: (draft, node) => {
    sendRequest(draft, node)
    return STAY
  },
  react: (draft, node, input) => {
    switch (input.kind) {
      case 'digit':
        typeAhead(draft, input.digit)
        return STAY
      case 'time.up':
        draft.timeIsUp()
        return again(draft, node, node.onTimeout)
      case 'http.failed':
        draft.answerCame()
        return again(draft, node, input.why === 'timeout' ? node.onTimeout : node.onFailure)
      case 'http.answered':
        draft.answerCame()
        return answered(draft, node, input)
      default:
        return STAY
    }
  },
}

function answered(draft: IvrDraft, node: NodeOf<'http'>, answer: { status: number; body: string }): NodeOutcome {
  if (!isOk(answer.status)) return isRefused(answer.status) ? goTo(node.onFailure) : again(draft, node, node.onFailure)
  const saved = savedOf(node.saves, answer)
  if (saved === null) return goTo(node.onFailure)
  draft.setVariables(saved)
  return goTo(node.onSuccess)
}

function again(draft: IvrDraft, node: NodeOf<'http'>, otherwise: string | null): NodeOutcome {
  const { attempt } = draft.state
  if (attempt > node.retries) return goTo(otherwise)
  draft.update({ attempt: attempt + 1 })
  sendRequest(draft, node)
  return STAY
}
