import type { QueueConfig } from '../contracts/snapshot.ts'
import { ratePerMsOf, type ArrivalRate } from './arrival-rate.ts'
import type { Claims } from './claims.ts'
import * as claim from './fair-claims.ts'
import { meanTargetMs, type TenantHolding } from './fair-share.ts'
import type { PooledCall } from './pool-types.ts'
import type { QueuePlace } from './queue-place.ts'

/** Columns of a queue's row. */
const [WAITING, HAS_HEAD, HEAD_SINCE, HEAD_ORDER, MEAN_TARGET, WEIGHT, SINCE, BEFORE, NOW] = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const COLUMNS = 9

/** A tenant's share with what it weighs. */
export type WeightedHolding = TenantHolding & { readonly weight: number }

/**
 * What the fair choice between queues asks of each queue, as numbers in one block of memory: a freed agent compares all its queues without a look at a call, a queue
 * or a tenant. It follows from the state, and is kept with each change of it. The head of a queue is here only when it is plain (`WaitingLines`).
 */
export class QueueFigures {
  #figures = new Float64Array(COLUMNS * 64)
  readonly #holdings: WeightedHolding[] = []

  setWaiting(row: number, count: number): void {
    this.#of(row)[row * COLUMNS + WAITING] = count
  }

  /** The caller whom anybody who serves the queue may take next, with the queue as that call has it; null: there is none, or it depends on the agent. */
  setHead(
    row: number,
    head: { readonly call: PooledCall; readonly queue: QueueConfig; readonly holding: WeightedHolding } | null,
  ): void {
    const figures = this.#of(row)
    const first = row * COLUMNS
    figures[first + HAS_HEAD] = head === null ? 0 : 1
    if (head === null) return
    const { call, queue, holding } = head
    const { serviceLevelShare, weight } = queue.routing
    figures[first + HEAD_SINCE] = call.enqueuedAt
    figures[first + HEAD_ORDER] = call.order
    figures[first + MEAN_TARGET] = meanTargetMs({ targetMs: queue.serviceLevelMs, targetShare: serviceLevelShare })
    figures[first + WEIGHT] = weight
    this.#holdings[row] = holding
  }

  setArrivals(row: number, arrivals: ArrivalRate | null): void {
    const figures = this.#of(row)
    const first = row * COLUMNS
    figures[first + SINCE] = arrivals?.since ?? 0
    figures[first + BEFORE] = arrivals?.before ?? 0
    figures[first + NOW] = arrivals?.now ?? 0
  }

  isWaiting(row: number): boolean {
    return (this.#figures[row * COLUMNS + WAITING] ?? 0) !== 0
  }

  /** Enters what the queue of this row claims by its plain head; false when it has none. */
  claimByHead(claims: Claims, queue: QueuePlace, row: number, now: number): boolean {
    const figures = this.#figures
    const first = row * COLUMNS
    const holding = this.#holdings[row]
    if (figures[first + HAS_HEAD] !== 1 || holding === undefined) return false
    const to = claims.next(queue, holding)
    const entered = claims.figures
    entered[to + claim.WAITING] = figures[first + WAITING] ?? 0
    entered[to + claim.HEAD_WAIT_MS] = Math.max(0, now - (figures[first + HEAD_SINCE] ?? 0))
    entered[to + claim.MEAN_TARGET_MS] = figures[first + MEAN_TARGET] ?? 0
    entered[to + claim.WEIGHT] = (figures[first + WEIGHT] ?? 0) * holding.weight
    entered[to + claim.ARRIVALS_PER_MS] = this.arrivalsPerMs(row, now)
    entered[to + claim.EMERGENCY] = 0
    entered[to + claim.ORDER] = figures[first + HEAD_ORDER] ?? 0
    claims.heads[claims.count++] = null
    return true
  }

  arrivalsPerMs(row: number, now: number): number {
    const figures = this.#figures
    const first = row * COLUMNS
    return ratePerMsOf(figures[first + SINCE] ?? 0, figures[first + BEFORE] ?? 0, figures[first + NOW] ?? 0, now)
  }

  /** The block, with room for the row. */
  #of(row: number): Float64Array {
    while ((row + 1) * COLUMNS > this.#figures.length) {
      const figures = new Float64Array(this.#figures.length * 2)
      figures.set(this.#figures)
      this.#figures = figures
    }
    return this.#figures
  }
}
