import type { NodeProcess, PoolId, PoolMessage, PoolMessageBody } from '@seatline/core'
import { messageOf, type Log } from '../runtime/log.ts'
import type { PoolRedis } from './pool-redis.ts'

const BATCH_MAX = 200
const RETRY_MS = 100

/**
 * What this node tells the leader of a pool: in order, each kept until Redis has it. One that was sent twice because an answer got lost has the same number and is taken
 * once.
 */
export class OutgoingMessages {
  readonly #redis: Pick<PoolRedis, 'send'>
  readonly #poolId: PoolId
  readonly #process: NodeProcess
  readonly #now: () => number
  readonly #log: Log
  readonly #waiting: PoolMessage[] = []
  #seq = 0
  #sending: Promise<void> | null = null
  #stopped = false

  constructor(options: {
    readonly redis: Pick<PoolRedis, 'send'>
    readonly poolId: PoolId
    readonly process: NodeProcess
    readonly now: () => number
    readonly log: Log
  }) {
    this.#redis = options.redis
    this.#poolId = options.poolId
    this.#process = options.process
    this.#now = options.now
    this.#log = options.log
  }

  get size(): number {
    return this.#waiting.length
  }

  send(body: PoolMessageBody): void {
    this.#waiting.push({ v: 1, ...this.#process, seq: ++this.#seq, sentAt: this.#now(), body })
    this.#sending ??= this.#run()
  }

  /** Resolves when Redis has everything that was sent so far. */
  async settled(): Promise<void> {
    while (this.#sending !== null) await this.#sending
  }

  stop(): void {
    this.#stopped = true
  }

  async #run(): Promise<void> {
    // One turn of the loop later, so that what happens at once travels together.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0 && !this.#stopped) {
      const batch = this.#waiting.slice(0, BATCH_MAX)
      try {
        await this.#redis.send(this.#poolId, batch)
        this.#waiting.splice(0, batch.length)
      } catch (error) {
        this.#log.debug({ error: messageOf(error) }, 'the leader of the pool cannot be told')
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
    this.#sending = null
  }
}
