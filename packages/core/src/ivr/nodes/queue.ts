import { end } from '../endings.ts'
import type { IvrVariables } from '../step-types.ts'
import { STAY, type NodeHandler } from './node-types.ts'

/** From here the call is the routing engine's; the flow may go on after the talk, or when the queue gives the call up. */
export const queueNode: NodeHandler<'queue'> = {
  enter: (draft, node) => {
    const { queueId, priority, skills, afterTalk } = node
    const { flowId, variables } = draft.state
    draft.update({ afterTalk: afterTalk === null ? null : { flowId, nodeId: afterTalk } })
    draft.effect({ kind: 'call.queue', queueId, priority, skills, variables: chosen(variables, node.variables) })
    end(draft, 'queued')
    return STAY
  },
}

const chosen = (variables: IvrVariables, names: readonly string[] | null): IvrVariables =>
  names === null ? variables : Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)))
