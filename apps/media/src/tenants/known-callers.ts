import {
  comparableNumber,
  knownCallerRecordSchema,
  knownCallersKey,
  type KnownCallerRecord,
  type TenantId,
} from '@seatline/core'
import { instant } from '@seatline/core'
import type { Clock } from '../runtime/clock.ts'
import { messageOf, type Log } from '../runtime/log.ts'

/** A call waits no longer for what is known of its caller. */
const LOOK_UP_MS = 50

export const UNKNOWN_RECORD: KnownCallerRecord = knownCallerRecordSchema.parse({})

/** What is known of a tenant's callers, from Redis; who cannot be looked up in time is unknown. */
export class KnownCallers {
  readonly #redis: { hget(key: string, field: string): Promise<string | null> }
  readonly #clock: Clock
  readonly #log: Log

  constructor(options: {
    readonly redis: { hget(key: string, field: string): Promise<string | null> }
    readonly clock: Clock
    readonly log: Log
  }) {
    this.#redis = options.redis
    this.#clock = options.clock
    this.#log = options.log
  }

  /** Never rejects, and takes no longer than 50 ms. */
  async find(tenantId: TenantId, number: string): Promise<KnownCallerRecord> {
    const field = comparableNumber(number)
    if (field === null) return UNKNOWN_RECORD
    let cancel = (): void => undefined
    const late = new Promise<null>((resolve) => {
      cancel = this.#clock.at(instant(this.#clock.now() + LOOK_UP_MS), () => resolve(null))
    })
    try {
      const found = await Promise.race([this.#redis.hget(knownCallersKey(tenantId), field), late])
      if (found === null) return UNKNOWN_RECORD
      return knownCallerRecordSchema.parse(JSON.parse(found))
    } catch (error) {
      this.#log.warn({ tenantId, error: messageOf(error) }, 'a caller cannot be looked up')
      return UNKNOWN_RECORD
    } finally {
      cancel()
    }
  }
}
