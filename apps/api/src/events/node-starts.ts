import type { JournalEvent } from '@seatline/core'
import { isFact } from './stored-event.ts'

/** Each tells that earlier processes of a node own nothing any more. */
export const ENDS_OF_PROCESSES = ['node.started', 'node.lost'] as const

/** A process of a node that ended: those that began from `fromEpoch` until before `epoch`. */
export type EndedProcess = { readonly nodeId: string; readonly fromEpoch: number; readonly epoch: number }
type NodeStart = { readonly epoch: number; readonly lastAliveAt: number | null }

/** When the processes of each media node ended: a process whose successor has begun, or that is lost, owns nothing any more. */
export class NodeStarts {
  private readonly byNode = new Map<string, NodeStart[]>()

  add(event: JournalEvent): void {
    const start = startIn(event)
    if (start === null) return
    const { nodeId, epoch, lastAliveAt } = start
    const starts = this.byNode.get(nodeId) ?? []
    if (starts.some((known) => known.epoch === epoch)) return
    starts.push({ epoch, lastAliveAt })
    this.byNode.set(
      nodeId,
      starts.sort((a, b) => a.epoch - b.epoch),
    )
  }

  /** The processes that the event means the end of; null when it is about something else. */
  endedBy(event: JournalEvent): EndedProcess | null {
    const start = startIn(event)
    if (start === null) return null
    const { nodeId, epoch } = start
    const before = this.byNode.get(nodeId)?.findLast((known) => known.epoch < epoch)
    return { nodeId, fromEpoch: before?.epoch ?? 0, epoch }
  }

  /**
   * When the process that wrote `event` had ended, as its next process says; null while it is the last. A process that left no sign of life ended with
   * its last event.
   */
  endOf(event: Pick<JournalEvent, 'nodeId' | 'epoch' | 'at'>): number | null {
    const next = this.byNode.get(event.nodeId)?.find((start) => start.epoch > event.epoch)
    return next === undefined ? null : Math.max(next.lastAliveAt ?? event.at, event.at)
  }
}

/** A lost process ends as if the node's next one had begun right behind it. */
function startIn(event: JournalEvent): (NodeStart & { readonly nodeId: string }) | null {
  if (isFact(event, 'node.started'))
    return { nodeId: event.nodeId, epoch: event.epoch, lastAliveAt: event.fact.lastAliveAt }
  if (!isFact(event, 'node.lost')) return null
  const { lostNodeId, lostEpoch, lastAliveAt } = event.fact
  return { nodeId: lostNodeId, epoch: lostEpoch + 1, lastAliveAt }
}
