import type { GatewayHealth, PlatformSnapshot, Trunk, TrunkId } from '@seatline/core'
import type { UserAgent } from '@seatline/sip'

const EVERY_MS = 3_000
/** One lost question is no death. */
const SILENCES_MAX = 2

type Entry = { failures: number; silences: number; asked: boolean }

/** Which gateways are there: asked by OPTIONS every few seconds, and counted by the calls that failed in a row. */
export class GatewayHealthBook {
  readonly #userAgent: Pick<UserAgent, 'request'>
  readonly #platform: () => PlatformSnapshot | null
  readonly #entries = new Map<string, Entry>()
  #timer: NodeJS.Timeout | null = null

  constructor(options: {
    readonly userAgent: Pick<UserAgent, 'request'>
    readonly platform: () => PlatformSnapshot | null
  }) {
    this.#userAgent = options.userAgent
    this.#platform = options.platform
  }

  start(): void {
    this.#timer = setInterval(() => this.askAll(), EVERY_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  /** True while the gateway does not answer OPTIONS; one that is not asked is never down. */
  isDown(trunkId: TrunkId, gateway: string): boolean {
    return (this.#entries.get(keyOf(trunkId, gateway))?.silences ?? 0) >= SILENCES_MAX
  }

  /** A call over it was answered, or failed by its fault. */
  heard(trunkId: TrunkId, gateway: string, failed: boolean): void {
    const entry = this.#entry(trunkId, gateway)
    entry.failures = failed ? entry.failures + 1 : 0
  }

  all(trunks: readonly Trunk[]): GatewayHealth[] {
    return trunks
      .filter(({ direction }) => direction !== 'inbound')
      .flatMap(({ trunkId, gateways, probed }) =>
        gateways.map((gateway) => {
          const { failures, silences, asked } = this.#entry(trunkId, gateway)
          return { trunkId, gateway, answers: probed && asked ? silences < SILENCES_MAX : null, failures }
        }),
      )
  }

  askAll(): void {
    const asked = (this.#platform()?.trunks ?? []).filter(
      ({ enabled, probed, direction }) => enabled && probed && direction !== 'inbound',
    )
    const known = new Set(asked.flatMap(({ trunkId, gateways }) => gateways.map((each) => keyOf(trunkId, each))))
    // What is not asked any more must not stay down for ever.
    for (const [key, entry] of this.#entries) if (!known.has(key)) entry.silences = 0
    for (const { trunkId, gateways } of asked) for (const gateway of gateways) void this.#ask(trunkId, gateway)
  }

  async #ask(trunkId: TrunkId, gateway: string): Promise<void> {
    const host = gateway.split(';')[0] ?? gateway
    const status = await this.#userAgent.request({
      method: 'OPTIONS',
      to: `sip:${host}`,
      headers: { 'X-Seatline-Gateway': gateway },
    })
    const entry = this.#entry(trunkId, gateway)
    entry.asked = true
    // Any answer is a sign of life, also one that says it knows no OPTIONS; 403 is the edge, which has not heard of the gateway yet.
    if (status !== 408 && status !== 503) {
      // A gateway that comes back begins anew.
      if (entry.silences >= SILENCES_MAX) entry.failures = 0
      entry.silences = 0
    } else entry.silences++
  }

  #entry(trunkId: TrunkId, gateway: string): Entry {
    const key = keyOf(trunkId, gateway)
    const entry = this.#entries.get(key) ?? { failures: 0, silences: 0, asked: false }
    this.#entries.set(key, entry)
    return entry
  }
}

const keyOf = (trunkId: TrunkId, gateway: string): string => `${trunkId} ${gateway}`
