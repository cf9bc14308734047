import { ratePerMsOf, type ArrivalRate } from './arrival-rate.ts'
import { meanTargetMs, type Claim, type TenantHolding } from './fair-share.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import type { PooledCall } from './pool-types.ts'

/** Columns of a row. */
const [WAITING, HAS_HEAD, HEAD_SINCE, HEAD_ORDER, MEAN_TARGET, WEIGHT, SINCE, BEFORE, NOW] = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const COLUMNS = 9

/** A tenant's share with what it weighs. */
export type WeightedHolding = TenantHolding & { readonly weight: number }

export type QueueClaimRow = Claim & {
  /** `order` of the caller who would be taken. */
  order: number
}

/**
 * What the fair choice between queues asks of each queue, as numbers in one block of memory: a freed agent compares all its queues without a look at a call, a queue
 * or a tenant. It follows from the state, and is kept with each change of it. The head of a queue is here only when it is plain (`WaitingLines`).
 */
export class QueueFigures {
  #rows = new Float64Array(COLUMNS * 64)
  #queues = 0
  readonly #holdings: WeightedHolding[] = []

  /** A row for one more queue. */
  open(): number {
    const row = this.#queues++ * COLUMNS
    if (row === this.#rows.length) {
      const rows = new Float64Array(row * 2)
      rows.set(this.#rows)
      this.#rows = rows
    }
    return row
  }

  setWaiting(row: number, count: number): void {
    this.#rows[row + WAITING] = count
  }

  isWaiting(row: number): boolean {
    return this.#rows[row + WAITING] !== 0
  }

  /** The caller whom anybody who serves the queue may take next, with the queue as that call has it; null: there is none, or it depends on the agent. */
  setHead(
    row: number,
    head: { readonly call: PooledCall; readonly queue: QueueConfig; readonly holding: WeightedHolding } | null,
  ): void {
    const rows = this.#rows
    rows[row + HAS_HEAD] = head === null ? 0 : 1
    if (head === null) return
    const { call, queue, holding } = head
    const { serviceLevelShare, weight } = queue.routing
    rows[row + HEAD_SINCE] = call.enqueuedAt
    rows[row + HEAD_ORDER] = call.order
    rows[row + MEAN_TARGET] = meanTargetMs({ targetMs: queue.serviceLevelMs, targetShare: serviceLevelShare })
    rows[row + WEIGHT] = weight
    this.#holdings[row] = holding
  }

  setArrivals(row: number, arrivals: ArrivalRate | null): void {
    this.#rows[row + SINCE] = arrivals?.since ?? 0
    this.#rows[row + BEFORE] = arrivals?.before ?? 0
    this.#rows[row + NOW] = arrivals?.now ?? 0
  }

  /** Fills in what the queue claims by its plain head; false when it has none. The queue's name is the asker's matter. */
  fillByHead(claim: QueueClaimRow, row: number, now: number): boolean {
    const rows = this.#rows
    const holding = this.#holdings[row]
    if (rows[row + HAS_HEAD] !== 1 || holding === undefined) return false
    claim.holding = holding
    claim.waiting = rows[row + WAITING] ?? 0
    claim.headWaitMs = Math.max(0, now - (rows[row + HEAD_SINCE] ?? 0))
    claim.meanTargetMs = rows[row + MEAN_TARGET] ?? 0
    claim.weight = (rows[row + WEIGHT] ?? 0) * holding.weight
    claim.arrivalsPerMs = this.arrivalsPerMs(row, now)
    claim.emergency = false
    claim.order = rows[row + HEAD_ORDER] ?? 0
    return true
  }

  arrivalsPerMs(row: number, now: number): number {
    const rows = this.#rows
    return ratePerMsOf(rows[row + SINCE] ?? 0, rows[row + BEFORE] ?? 0, rows[row + NOW] ?? 0, now)
  }
}
