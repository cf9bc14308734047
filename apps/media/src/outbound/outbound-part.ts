import type { CommandReply, CommandId, LegId, LegInput, PlatformCommand, PlatformSnapshot } from '@seatline/core'
import type { UserAgent } from '@seatline/sip'
import type { Redis } from 'ioredis'
import { messageOf } from '../runtime/log.ts'
import type { SnapshotStore } from '../tenants/snapshot-store.ts'
import { GatewayHealthBook } from './gateway-health.ts'
import { OutboundCalls, type OutboundOptions } from './outbound-calls.ts'
import { placeTestCall } from './test-call.ts'
import { TrunkLines } from './trunk-lines.ts'

const CLAIM_SECONDS = 60

export type OutboundPartOptions = Omit<OutboundOptions, 'lines' | 'health' | 'platform' | 'tenant'> & {
  readonly store: SnapshotStore
  readonly userAgent: UserAgent
  readonly redis: Redis
  readonly nodeId: string
  readonly reply: (reply: CommandReply) => void
}

/** Everything of a node that has to do with calls out. */
export class OutboundPart {
  readonly #options: OutboundPartOptions
  readonly #health: GatewayHealthBook
  readonly #lines: TrunkLines
  readonly #calls: OutboundCalls

  constructor(options: OutboundPartOptions) {
    this.#options = options
    const { store } = options
    const platform = (): PlatformSnapshot | null => store.platform
    this.#health = new GatewayHealthBook({ ...options, platform })
    this.#lines = new TrunkLines({ ...options, platform, health: this.#health })
    this.#calls = new OutboundCalls({
      ...options,
      platform,
      tenant: (tenantId) => store.tenant(tenantId),
      health: this.#health,
      lines: this.#lines,
    })
  }

  get size(): number {
    return this.#calls.size
  }

  start(): void {
    this.#health.start()
    this.#lines.start()
  }

  /** Asks nobody any more, and ends the calls. */
  stop(): void {
    this.#health.stop()
    this.#lines.stop()
    this.#calls.stop()
  }

  /** Takes what happened on a leg of a call out; false when it is another's. */
  take(legId: LegId, input: LegInput): boolean {
    if (!this.#calls.has(legId)) return false
    this.#calls.dispatch(legId, input)
    return true
  }

  /** Calls out for other calls. */
  get dialler(): OutboundCalls {
    return this.#calls
  }

  /** Every node reads the command; the first one carries it out and answers. Never rejects. */
  async command(command: PlatformCommand, commandId: CommandId): Promise<void> {
    const { redis, nodeId, clock, log, reply } = this.#options
    try {
      const claimed = await redis.set(`seatline:claim:${commandId}`, nodeId, 'EX', CLAIM_SECONDS, 'NX')
      if (claimed === null) return
      placeTestCall({ outbound: this.#calls, redis, clock, log }, command)
      reply({ ok: true, commandId })
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'a test call cannot be begun')
      reply({ ok: false, commandId, code: 'engine.unavailable', message: 'the call cannot be begun' })
    }
  }
}
