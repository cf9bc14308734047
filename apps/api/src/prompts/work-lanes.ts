/** Work that must wait is not taken: too much of the same tenant's waits already. */
export class LaneFullError extends Error {
  readonly code = 'lane.full'
}

type Waiting = { readonly tenantId: string; readonly start: () => void }

/**
 * Lets work of all tenants through, at most `atOnce` at a time and of each tenant one at a time: a tenant with much to do waits for itself, not the others for it.
 */
export class WorkLanes {
  readonly #atOnce: number
  readonly #waitingMax: number
  readonly #running = new Set<string>()
  #waiting: readonly Waiting[] = []

  constructor(options: { readonly atOnce: number; readonly waitingMaxPerTenant: number }) {
    this.#atOnce = options.atOnce
    this.#waitingMax = options.waitingMaxPerTenant
  }

  /** Throws LaneFullError when the tenant has too much waiting. */
  async run<T>(tenantId: string, work: () => Promise<T>): Promise<T> {
    if (this.#waiting.filter((each) => each.tenantId === tenantId).length >= this.#waitingMax) throw new LaneFullError()
    await new Promise<void>((resolve) => {
      this.#waiting = [...this.#waiting, { tenantId, start: resolve }]
      this.#startNext()
    })
    try {
      return await work()
    } finally {
      this.#running.delete(tenantId)
      this.#startNext()
    }
  }

  #startNext(): void {
    if (this.#running.size >= this.#atOnce) return
    const next = this.#waiting.find(({ tenantId }) => !this.#running.has(tenantId))
    if (next === undefined) return
    this.#waiting = this.#waiting.filter((each) => each !== next)
    this.#running.add(next.tenantId)
    next.start()
    this.#startNext()
  }
}
