import type { QueueId } from '../ids.ts'

/** What a tenant holds of the pool and may hold. Busy: agents who ring, talk or wrap up for it. */
export type TenantHolding = {
  readonly busyAgents: number
  readonly agentsMin: number
  readonly agentsMax: number | null
}

/** Whether the tenant may have no agent more. */
export const isAtMaximum = ({ busyAgents, agentsMax }: TenantHolding): boolean =>
  agentsMax !== null && busyAgents >= agentsMax

/** Columns of a claim. `SHARE_WEIGHT`: what the queue's share of all who wait is in proportion to, worked out in choosing. */
export const [WAITING, HEAD_WAIT_MS, MEAN_TARGET_MS, WEIGHT, ARRIVALS_PER_MS, EMERGENCY, ORDER, SHARE_WEIGHT] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const
export const CLAIM_COLUMNS = 8

const NOTHING: TenantHolding = { busyAgents: 0, agentsMin: 0, agentsMax: null }

/**
 * The queues that one freed agent could serve, as numbers side by side in one block of memory; `fair-share.ts` chooses between them. Used again for the next agent: whoever
 * enters a claim fills all its columns but the share's weight. `Q`: how a queue is known to whoever enters it.
 */
export class FairClaims<Q extends { readonly queueId: QueueId }> {
  count = 0
  /** One row of columns for each claim. */
  figures = new Float64Array(CLAIM_COLUMNS * 16)
  readonly queues: Q[] = []
  readonly holdings: TenantHolding[] = []

  /** The first column of the next claim, to be filled; it counts when `count` says so. */
  next(queue: Q, holding: TenantHolding): number {
    const row = this.count * CLAIM_COLUMNS
    if (row === this.figures.length) {
      const figures = new Float64Array(row * 2)
      figures.set(this.figures)
      this.figures = figures
    }
    this.queues[this.count] = queue
    this.holdings[this.count] = holding
    return row
  }

  holdingAt(index: number): TenantHolding {
    return this.holdings[index] ?? NOTHING
  }

  isEmergency(index: number): boolean {
    return this.figures[index * CLAIM_COLUMNS + EMERGENCY] === 1
  }

  orderAt(index: number): number {
    return this.figures[index * CLAIM_COLUMNS + ORDER] ?? 0
  }

  hasEmergency(): boolean {
    for (let index = 0; index < this.count; index++) if (this.isEmergency(index)) return true
    return false
  }
}
