import type { Redis } from 'ioredis'
import { z } from 'zod'
import { messageOf, type Log } from '../runtime/log.ts'
import type { StreamEntry } from './pool-redis.ts'

const BLOCK_MS = 2_000
const PAUSE_MS = 100
const COUNT = 500
const readSchema = z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string())]))])).nullable()

/** Follows one stream from a place on, each entry once and in order. It blocks its connection, which is therefore its own. */
export class StreamReader {
  readonly #redis: Redis
  readonly #key: string
  readonly #log: Log
  readonly #onEntries: (entries: readonly StreamEntry[]) => void
  #lastId: string
  #running = true

  constructor(options: {
    readonly redis: Redis
    readonly key: string
    readonly after: string
    readonly log: Log
    readonly onEntries: (entries: readonly StreamEntry[]) => void
  }) {
    this.#redis = options.redis
    this.#key = options.key
    this.#lastId = options.after
    this.#log = options.log
    this.#onEntries = options.onEntries
    void this.#run()
  }

  get lastId(): string {
    return this.#lastId
  }

  /** Nothing is told after this returns. */
  stop(): void {
    this.#running = false
    this.#redis.disconnect()
  }

  async #run(): Promise<void> {
    while (this.#isRunning()) {
      try {
        await this.#readOnce()
      } catch (error) {
        if (!this.#isRunning()) return
        this.#log.debug({ error: messageOf(error), stream: this.#key }, 'a stream cannot be read')
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      }
    }
  }

  async #readOnce(): Promise<void> {
    const answer = await this.#redis.xread('COUNT', COUNT, 'BLOCK', BLOCK_MS, 'STREAMS', this.#key, this.#lastId)
    for (const [, rows] of readSchema.parse(answer) ?? []) {
      const last = rows.at(-1)?.[0]
      if (last === undefined || !this.#isRunning()) return
      this.#lastId = last
      this.#onEntries(rows.map(([id, fields]) => ({ id, text: fields[1] ?? '' })))
    }
  }

  #isRunning(): boolean {
    return this.#running
  }
}
