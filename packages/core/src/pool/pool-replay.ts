import { AcdPool } from '../acd/pool.ts'
import type { AcdOutcome } from '../acd/step-types.ts'
import type { PoolLogEntry, PoolLogStep } from '../contracts/pool.ts'
import { decisionDigest } from './decision-digest.ts'

export type ReplayFault = {
  readonly n: number
  readonly at: number
  /** `decision`: the engine decides otherwise now. `gap`: entries are missing before this one. `state`: a lease began with another state than the log leads to. */
  readonly kind: 'decision' | 'gap' | 'state'
  readonly input: string | null
  readonly recorded: string | null
  readonly replayed: string | null
}
export type ReplayReport = { readonly leases: number; readonly steps: number; readonly faults: readonly ReplayFault[] }

/** Runs a pool's log through the engine again and compares every decision. Entries before the first head cannot be replayed and are passed over. */
export class PoolReplay {
  #pool: AcdPool | null = null
  #n = 0
  #leases = 0
  #steps = 0
  readonly #faults: ReplayFault[] = []
  readonly #onStep: (step: PoolLogStep, outcome: AcdOutcome) => void

  constructor(onStep: (step: PoolLogStep, outcome: AcdOutcome) => void = () => undefined) {
    this.#onStep = onStep
  }

  /** As the log leaves it; null before the first head. */
  get pool(): AcdPool | null {
    return this.#pool
  }

  get report(): ReplayReport {
    return { leases: this.#leases, steps: this.#steps, faults: this.#faults }
  }

  take(entry: PoolLogEntry): void {
    if ('head' in entry) {
      this.#head(entry)
      return
    }
    if (this.#pool === null || entry.n <= this.#n) return
    if (entry.n !== this.#n + 1) {
      this.#fault(entry, 'gap', null, null)
      // Without what is missing nothing that follows can be compared.
      this.#pool = null
      return
    }
    this.#n = entry.n
    this.#steps++
    const outcome = this.#pool.apply(entry.input, entry.at)
    const replayed = decisionDigest(outcome)
    if (replayed !== entry.decided) this.#fault(entry, 'decision', entry.decided, replayed)
    this.#onStep(entry, outcome)
  }

  #head(entry: Extract<PoolLogEntry, { readonly head: object }>): void {
    const { state } = entry.head
    if (this.#pool !== null && entry.n <= this.#n) return
    const told = JSON.stringify(state)
    if (this.#pool !== null && entry.n === this.#n + 1) {
      const led = JSON.stringify(this.#pool.snapshot())
      if (led !== told) this.#fault(entry, 'state', told.slice(0, 200), led.slice(0, 200))
    }
    this.#pool = AcdPool.restore(state)
    this.#n = entry.n
    this.#leases++
  }

  #fault(entry: PoolLogEntry, kind: ReplayFault['kind'], recorded: string | null, replayed: string | null): void {
    const input = 'input' in entry ? entry.input.kind : null
    this.#faults.push({ n: entry.n, at: entry.at, kind, input, recorded, replayed })
  }
}
