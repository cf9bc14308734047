import {
  TRUNK_REPORT_FRESH_MS,
  TRUNK_REPORTS,
  trunkReportSchema,
  type PlatformSnapshot,
  type TrunkId,
  type TrunkReport,
} from '@seatline/core'
import type { Redis } from 'ioredis'
import type { CallRegistry } from '../calls/call-registry.ts'
import type { Clock } from '../runtime/clock.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import type { GatewayHealthBook } from './gateway-health.ts'

const EVERY_MS = 1_000

/** Which lines of the trunks are taken: on this node exactly, on the others as they said a second ago. Tells the others, and the API, the same of this one. */
export class TrunkLines {
  readonly #options: TrunkLinesOptions
  readonly #outbound = new Map<TrunkId, number>()
  #others: readonly TrunkReport[] = []
  #timer: NodeJS.Timeout | null = null

  constructor(options: TrunkLinesOptions) {
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => void this.exchange(), EVERY_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  /** Both ways, on all nodes. */
  callsOf(trunkId: TrunkId): number {
    const elsewhere = this.#others
      .flatMap(({ trunks }) => trunks)
      .filter((each) => each.trunkId === trunkId)
      .reduce((sum, { inbound, outbound }) => sum + inbound + outbound, 0)
    return elsewhere + this.#options.registry.ofTrunk(trunkId)
  }

  take(trunkId: TrunkId): void {
    this.#count(trunkId, 1)
  }

  giveBack(trunkId: TrunkId): void {
    this.#count(trunkId, -1)
  }

  /** Never rejects: without Redis each node counts its own lines alone. */
  async exchange(): Promise<void> {
    const { redis, nodeId, clock, log } = this.#options
    const now = clock.now()
    try {
      await redis.hset(TRUNK_REPORTS, nodeId, JSON.stringify(this.#report(now)))
      const reports = await redis.hgetall(TRUNK_REPORTS)
      this.#others = Object.entries(reports).flatMap(([node, text]) => {
        const parsed = trunkReportSchema.safeParse(JSON.parse(text))
        return node !== nodeId && parsed.success && now - parsed.data.at <= TRUNK_REPORT_FRESH_MS ? [parsed.data] : []
      })
    } catch (error) {
      this.#others = []
      log.debug({ error: messageOf(error) }, 'the trunks cannot be reported')
    }
  }

  #report(at: number): TrunkReport {
    const { registry, platform, health } = this.#options
    const trunks = platform()?.trunks ?? []
    return {
      at,
      trunks: trunks.map(({ trunkId }) => {
        const outbound = this.#outbound.get(trunkId) ?? 0
        return { trunkId, inbound: registry.ofTrunk(trunkId) - outbound, outbound }
      }),
      gateways: health.all(trunks),
    }
  }

  #count(trunkId: TrunkId, by: 1 | -1): void {
    this.#outbound.set(trunkId, (this.#outbound.get(trunkId) ?? 0) + by)
    this.#options.registry.occupyTrunk(trunkId, by)
  }
}

export type TrunkLinesOptions = {
  readonly registry: CallRegistry
  readonly redis: Redis
  readonly nodeId: string
  readonly clock: Clock
  readonly log: Log
  readonly platform: () => PlatformSnapshot | null
  readonly health: GatewayHealthBook
}
