import { isOpen } from '../../business-hours/is-open.ts'
import type { IvrDraft } from '../draft.ts'
import { goTo, type NodeOf, type NodeOutcome } from './node-types.ts'

/** Open or closed, now. Hours that were deleted after the flow was published count as open: somebody may still help. */
export function enterHours(draft: IvrDraft, node: NodeOf<'hours'>): NodeOutcome {
  const hours = draft.context.hours.find((candidate) => candidate.hoursId === node.hoursId)
  return goTo(hours === undefined || isOpen(hours, draft.now) ? node.onOpen : node.onClosed)
}
