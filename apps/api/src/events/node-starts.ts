import type { JournalEvent } from '@seatline/core'
import { isFact } from './stored-event.ts'

type NodeStart = { readonly epoch: number; readonly lastAliveAt: number | null }

/** When the processes of each media node began: a process whose successor has begun owns nothing any more. */
export class NodeStarts {
  private readonly byNode = new Map<string, NodeStart[]>()

  add(event: JournalEvent): void {
    if (!isFact(event, 'node.started')) return
    const starts = this.byNode.get(event.nodeId) ?? []
    if (starts.some((start) => start.epoch === event.epoch)) return
    starts.push({ epoch: event.epoch, lastAliveAt: event.fact.lastAliveAt })
    this.byNode.set(
      event.nodeId,
      starts.sort((a, b) => a.epoch - b.epoch),
    )
  }

  /** The node's start before this one, 0 when it was the first: what began between the two is what this one may have ended. */
  epochBefore(event: Pick<JournalEvent, 'nodeId' | 'epoch'>): number {
    return this.byNode.get(event.nodeId)?.findLast((start) => start.epoch < event.epoch)?.epoch ?? 0
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
