import { isOpen } from '../../business-hours/is-open.ts'
import { goTo, type NodeHandler } from './node-types.ts'

/** Open or closed, now. Hours that were deleted after the flow was published count as open: somebody may still help. */
export const hoursNode: NodeHandler<'hours'> = {
  enter: (draft, node) => {
    const hours = draft.context.hours.find((candidate) => candidate.hoursId === node.hoursId)
    return goTo(hours === undefined || isOpen(hours, draft.now) ? node.onOpen : node.onClosed)
  },
}
