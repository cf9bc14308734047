import type { FlowId } from '../../ids.ts'
import type { IvrDraft } from '../draft.ts'
import { hangUp, sendBack } from '../endings.ts'
import { entryOf, findFlow, placedFlowId } from '../flow-places.ts'
import { goTo, STAY, type NodeHandler, type NodeOutcome } from './node-types.ts'

/** Sub-flows within sub-flows, at most. */
export const SUB_FLOWS_MAX = 10

/** Calls another flow, and goes on when that is over. */
export const subFlowNode: NodeHandler<'subFlow'> = {
  enter: (draft, node) => {
    const { flowId, stack } = draft.state
    if (stack.length >= SUB_FLOWS_MAX) return fails(draft)
    const frame = { flowId, nodeId: node.nodeId, next: node.next }
    return enterFlow(draft, node.flowId, { nodeId: null, stack: [...stack, frame] })
  },
}

/** Leaves for another flow; nothing comes back from there. */
export const goToNode: NodeHandler<'goTo'> = {
  enter: (draft, node) => enterFlow(draft, node.flowId, { nodeId: node.targetNodeId, stack: [] }),
}

/** Back to the menu heard last; who has heard none begins anew. */
export const returnToMenuNode: NodeHandler<'returnToMenu'> = {
  enter: (draft) => {
    const { lastMenu, stack } = draft.state
    if (lastMenu === null) return enterFlow(draft, draft.context.flow.flowId, { nodeId: null, stack: [] })
    draft.update({ flowId: lastMenu.flowId, stack: stack.slice(0, lastMenu.depth) })
    return goTo(lastMenu.nodeId)
  },
}

export const sendBackNode: NodeHandler<'sendBack'> = {
  enter: (draft, node) => {
    if (!draft.state.returnsToAgent) return goTo(node.next)
    sendBack(draft)
    return STAY
  },
}

export const hangUpNode: NodeHandler<'hangUp'> = {
  enter: (draft) => {
    hangUp(draft)
    return STAY
  },
}

function enterFlow(
  draft: IvrDraft,
  flowId: FlowId,
  { nodeId, stack }: { readonly nodeId: string | null; readonly stack: IvrDraft['state']['stack'] },
): NodeOutcome {
  const flow = findFlow(draft.context, flowId)
  if (flow === null) return fails(draft)
  draft.update({ flowId: placedFlowId(draft.context, flowId), stack })
  return goTo(nodeId ?? entryOf(draft.context, flow))
}

function fails(draft: IvrDraft): NodeOutcome {
  hangUp(draft, 'failed')
  return STAY
}
