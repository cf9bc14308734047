import type { IvrDraft } from '../draft.ts'
import { end } from '../endings.ts'
import type { IvrTransferTarget } from '../step-types.ts'
import { fillIn } from '../template.ts'
import { goTo, STAY, type NodeHandler, type NodeInput, type NodeOutcome } from './node-types.ts'

type Transferring = { readonly onFailure: string | null }

export const transferAgentNode: NodeHandler<'transferAgent'> = {
  enter: (draft, { agentId }) => transfer(draft, { kind: 'agent', agentId }),
  react: transferred,
}

export const transferNumberNode: NodeHandler<'transferNumber'> = {
  enter: (draft, node) => {
    const number = fillIn(node.number, draft.valueOf).trim()
    return number === '' ? goTo(node.onFailure) : transfer(draft, { kind: 'number', number })
  },
  react: transferred,
}

export const transferExtensionNode: NodeHandler<'transferExtension'> = {
  enter: (draft, node) => {
    const extension = fillIn(node.extension, draft.valueOf).trim()
    return extension === '' ? goTo(node.onFailure) : transfer(draft, { kind: 'extension', extension })
  },
  react: transferred,
}

export const transferOnCallNode: NodeHandler<'transferOnCall'> = {
  enter: (draft, { listId }) => transfer(draft, { kind: 'onCall', listId }),
  react: transferred,
}

function transfer(draft: IvrDraft, to: IvrTransferTarget): NodeOutcome {
  const token = draft.nextToken('transferring')
  draft.effect({ kind: 'call.transfer', token, to, variables: draft.shown() })
  return STAY
}

function transferred(draft: IvrDraft, node: Transferring, input: NodeInput): NodeOutcome {
  if (input.kind !== 'transfer.finished') return STAY
  if (!input.connected) return goTo(node.onFailure)
  end(draft, 'transferred')
  return STAY
}
