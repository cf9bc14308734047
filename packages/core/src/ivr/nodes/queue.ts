import { end } from '../endings.ts'
import { STAY, type NodeHandler } from './node-types.ts'

/** From here the call is the routing engine's; the flow may go on after the talk, or when the queue gives the call up. */
export const queueNode: NodeHandler<'queue'> = {
  enter: (draft, node) => {
    const { queueId, priority, skills, afterTalk } = node
    const { flowId } = draft.state
    draft.showOnly(node.variables)
    draft.update({ afterTalk: afterTalk === null ? null : { flowId, nodeId: afterTalk } })
    draft.effect({ kind: 'call.queue', queueId, priority, skills, variables: draft.shown() })
    end(draft, 'queued')
    return STAY
  },
}
