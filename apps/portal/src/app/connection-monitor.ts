export type ConnectionState = 'connected' | 'lost'

/** Whether the server is heard. One for the whole screen: "connection lost" is said within seconds, whatever the cause. */
export interface ConnectionMonitor {
  readonly state: () => ConnectionState
  readonly subscribe: (listener: () => void) => () => void
  /** A byte or an answer came from the server. */
  heard(): void
  /** A request or a stream broke. */
  failed(): void
  /** Called each time the server is heard again after a loss: then everything shown is read anew. */
  onRecovered(listener: () => void): () => void
  start(): void
  stop(): void
}

export type ConnectionMonitorDependencies = {
  readonly now: () => number
  readonly setTimer: (run: () => void, ms: number) => () => void
  /** Asks the server for anything small. */
  readonly probe: () => Promise<boolean>
}

/** Streams send a sign of life at least this often; after it the server is asked. */
const SILENCE_MS_MAX = 5_000
const CHECK_MS = 1_000

export function createConnectionMonitor(dependencies: ConnectionMonitorDependencies): ConnectionMonitor {
  return new Monitor(dependencies)
}

class Monitor implements ConnectionMonitor {
  readonly #dependencies: ConnectionMonitorDependencies
  readonly #listeners = new Set<() => void>()
  readonly #recovered = new Set<() => void>()
  #state: ConnectionState = 'connected'
  #heardAt: number
  #probing = false
  #cancel: (() => void) | null = null

  constructor(dependencies: ConnectionMonitorDependencies) {
    this.#dependencies = dependencies
    this.#heardAt = dependencies.now()
  }

  state = (): ConnectionState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onRecovered(listener: () => void): () => void {
    this.#recovered.add(listener)
    return () => this.#recovered.delete(listener)
  }

  heard(): void {
    this.#heardAt = this.#dependencies.now()
    if (this.#state === 'connected') return
    this.#become('connected')
    for (const listener of this.#recovered) listener()
  }

  failed(): void {
    // One broken request may be bad luck; the probe tells.
    void this.#ask()
  }

  start(): void {
    this.#cancel?.()
    this.#heardAt = this.#dependencies.now()
    this.#next()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #next(): void {
    this.#cancel = this.#dependencies.setTimer(() => {
      const silentMs = this.#dependencies.now() - this.#heardAt
      if (this.#state === 'lost' || silentMs >= SILENCE_MS_MAX) void this.#ask()
      this.#next()
    }, CHECK_MS)
  }

  async #ask(): Promise<void> {
    if (this.#probing) return
    this.#probing = true
    const alive = await this.#dependencies.probe()
    this.#probing = false
    if (alive) this.heard()
    else this.#become('lost')
  }

  #become(state: ConnectionState): void {
    if (state === this.#state) return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

const PROBE_TIMEOUT_MS = 2_500

/** Reads the portal's own settings: an answer that needs neither a log-in nor the database. */
export async function probeServer(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS)
    return (await fetch('/config.json', { cache: 'no-store', signal })).ok
  } catch (error) {
    console.debug('the server did not answer', { error })
    return false
  }
}
