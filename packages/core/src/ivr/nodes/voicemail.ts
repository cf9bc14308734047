import { hangUp } from '../endings.ts'
import { goTo, STAY, type NodeHandler } from './node-types.ts'

/** The caller leaves a message. A message that was left ends the flow, unless the node leads on; without one the flow goes on where it can. */
export const voicemailNode: NodeHandler<'voicemail'> = {
  enter: (draft, { boxId }) => {
    const token = draft.nextToken('recording')
    draft.effect({ kind: 'voicemail.record', token, boxId })
    return STAY
  },
  react: (draft, node, input) => {
    if (input.kind !== 'voicemail.finished') return STAY
    if (node.next !== null || draft.state.stack.length > 0 || draft.state.returnsToAgent || !input.left)
      return goTo(node.next)
    hangUp(draft, 'voicemail')
    return STAY
  },
}
