import type { QueueId } from '../ids.ts'
import type { PooledCall } from './pool-types.ts'
import type { QueueClaimRow } from './queue-figures.ts'
import type { Line, QueueLines } from './waiting-lines.ts'

/** The first call of a queue whom the agent may serve. */
export type Head = { readonly call: PooledCall; readonly line: Line }

/** A queue that the agent could serve next. The head is looked up when somebody asks: of a plain queue the figures are enough to compare it. */
export type OpenClaim = QueueClaimRow & { queue: QueueLines; head: Head | null }

/** The claims of one decision. The rows are used again for the next one; whoever fills one fills it whole. */
export class Claims {
  readonly rows: OpenClaim[] = []
  count = 0

  /** The next row, to be filled; it counts once `keep` is called. */
  next(queue: QueueLines, queueId: QueueId): OpenClaim {
    const known = this.rows[this.count]
    if (known !== undefined) {
      known.queue = queue
      known.queueId = queueId
      known.head = null
      return known
    }
    const row: OpenClaim = {
      queue,
      head: null,
      queueId,
      holding: { busyAgents: 0, agentsMin: 0, agentsMax: null },
      waiting: 0,
      headWaitMs: 0.5,
      meanTargetMs: 0.5,
      weight: 0.5,
      arrivalsPerMs: 0.5,
      emergency: false,
      shareWeight: 0.5,
      order: 0.5,
    }
    this.rows.push(row)
    return row
  }

  hasEmergency(): boolean {
    for (let index = 0; index < this.count; index++) if (this.rows[index]?.emergency === true) return true
    return false
  }
}
