import { Counter, Gauge, type Registry } from 'prom-client'

export type PoolFigures = {
  readonly poolId: string
  readonly leads: boolean
  readonly token: number
  readonly backlog: number
  readonly mismatches: number
  /** From the lease being free for the taking until the engine decided again; of the last take-over here. */
  readonly takeOverMs: number
}

/** What the pool runtime measures of itself, by pool. */
export class PoolMetrics {
  readonly #corrections: Counter<'pool' | 'what'>
  readonly #ghostSeconds: Counter<'pool'>
  readonly #broken: Counter<'pool'>
  readonly #registry: Registry

  constructor(registry: Registry) {
    this.#registry = registry
    this.#corrections = new Counter({
      name: 'seatline_media_pool_corrections_total',
      help: 'What the engine held for true and was not; none without a fault',
      labelNames: ['pool', 'what'],
      registers: [registry],
    })
    this.#ghostSeconds = new Counter({
      name: 'seatline_media_pool_ghost_seconds_total',
      help: 'For how long that was held for true',
      labelNames: ['pool'],
      registers: [registry],
    })
    this.#broken = new Counter({
      name: 'seatline_media_pool_broken_total',
      help: 'How often the engine contradicted itself and was built again from its log',
      labelNames: ['pool'],
      registers: [registry],
    })
  }

  broken(pool: string): void {
    this.#broken.inc({ pool })
  }

  corrected(pool: string, what: string, ghostMs: number): void {
    this.#corrections.inc({ pool, what })
    this.#ghostSeconds.inc({ pool }, ghostMs / 1_000)
  }

  observe(figures: () => readonly PoolFigures[]): void {
    this.#gauge('leader', '1 on the node that leads the pool', figures, ({ leads }) => (leads ? 1 : 0))
    this.#gauge('token', 'Fencing token that the node last saw', figures, ({ token }) => token)
    this.#gauge('log_lag', 'Steps that Redis has not confirmed', figures, ({ backlog }) => backlog)
    this.#gauge(
      'take_over_seconds',
      'How long nobody decided at the last take-over by this node',
      figures,
      ({ takeOverMs }) => takeOverMs / 1_000,
    )
    this.#gauge(
      'replica_mismatches',
      'Decisions that came out otherwise than at the leader',
      figures,
      ({ mismatches }) => mismatches,
    )
  }

  #gauge(name: string, help: string, figures: () => readonly PoolFigures[], of: (pool: PoolFigures) => number): void {
    new Gauge({
      name: `seatline_media_pool_${name}`,
      help,
      labelNames: ['pool'],
      registers: [this.#registry],
      collect() {
        for (const pool of figures()) this.set({ pool: pool.poolId }, of(pool))
      },
    })
  }
}
