import { fillIn } from '../template.ts'
import { goTo, type NodeHandler } from './node-types.ts'

export const setVariableNode: NodeHandler<'setVariable'> = {
  enter: (draft, node) => {
    draft.setVariables({ [node.variable]: fillIn(node.value, draft.valueOf) })
    return goTo(node.next)
  },
}
