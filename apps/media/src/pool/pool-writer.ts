import type { AcdEffect, AcdFact, CommandReply, PoolLogEntry, PoolOrder } from '@seatline/core'
import { messageOf } from '../runtime/log.ts'
import type { PoolParts } from './pool-parts.ts'
import type { PoolReplica } from './pool-replica.ts'

const RETRY_MS = 100
const SNAPSHOT_EVERY_MS = 10_000
const SNAPSHOT_EVERY_ENTRIES = 5_000

type OrderDraft = PoolOrder & { readonly effects: AcdEffect[]; readonly facts: AcdFact[] }
type Pending = {
  readonly entries: PoolLogEntry[]
  readonly orders: Map<string, OrderDraft[]>
  readonly replies: CommandReply[]
  readonly after: (() => void)[]
}
const nothing = (): Pending => ({ entries: [], orders: new Map(), replies: [], after: [] })

export type PoolWriterOptions = {
  readonly parts: PoolParts
  readonly replica: PoolReplica
  readonly token: () => number
  readonly onWritten: (askedAt: number) => void
  readonly onLeaseLost: () => void
}

/** Gathers what one turn of the loop decides and writes it as one fenced batch; while a batch is on its way the next one gathers. */
export class PoolWriter {
  readonly #options: PoolWriterOptions
  #pending = nothing()
  #running = false
  #writtenN: number
  #stopped = false
  #keepsSnapshots = true
  #snapshotAt = 0
  #snapshotN: number

  constructor(options: PoolWriterOptions) {
    this.#options = options
    this.#snapshotN = options.replica.n
    this.#writtenN = options.replica.n
  }

  get writtenN(): number {
    return this.#writtenN
  }

  get backlog(): number {
    return this.#pending.entries.length
  }

  entry(entry: PoolLogEntry): void {
    this.#pending.entries.push(entry)
    this.#soon()
  }

  reply(reply: CommandReply): void {
    this.#pending.replies.push(reply)
    this.#soon()
  }

  /** Carried out once it is written that the command was taken. */
  after(carryOut: () => void): void {
    this.#pending.after.push(carryOut)
    this.#soon()
  }

  /** The order of the present step for a node. */
  order(nodeId: string): OrderDraft {
    const orders = this.#pending.orders.get(nodeId) ?? []
    this.#pending.orders.set(nodeId, orders)
    const { poolId, n, at } = this.#options.replica
    const last = orders.at(-1)
    if (last?.n === n) return last
    const order = { poolId, token: this.#options.token(), n, at, effects: [], facts: [] }
    orders.push(order)
    return order
  }

  /** Everything, with a snapshot behind it. */
  async flush(limitMs: number): Promise<void> {
    const deadline = performance.now() + limitMs
    this.#snapshotAt = 0
    while ((this.#running || this.#hasPending()) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 5))
  }

  /** The engine may be half changed by what broke it: only the log is right. */
  keepNoSnapshot(): void {
    this.#keepsSnapshots = false
  }

  stop(): void {
    this.#stopped = true
  }

  #soon(): void {
    if (this.#running || this.#stopped) return
    this.#running = true
    setImmediate(() => void this.#run())
  }

  async #run(): Promise<void> {
    while (!this.#stopped && this.#hasPending()) {
      const batch = this.#pending
      this.#pending = nothing()
      if (!(await this.#write(batch))) break
    }
    this.#running = false
  }

  async #write(pending: Pending): Promise<boolean> {
    const { parts, replica, token, onWritten, onLeaseLost } = this.#options
    const { entries, orders, replies, after } = pending
    const batch = { v: 1 as const, token: token(), entries, positions: replica.positions() }
    const snapshot = this.#isSnapshotDue() ? replica.snapshot() : null
    for (;;) {
      const askedAt = performance.now()
      try {
        const id = await parts.redis.commit(parts.poolId, token(), { batch, orders, replies })
        if (id === null) {
          this.#putBack(pending)
          onLeaseLost()
          return false
        }
        replica.logId = id
        this.#writtenN = entries.at(-1)?.n ?? this.#writtenN
        onWritten(askedAt)
        for (const each of after) each()
        if (snapshot !== null) await parts.redis.writeSnapshot({ ...snapshot, logId: id }).catch(() => undefined)
        return true
      } catch (error) {
        parts.log.debug({ error: messageOf(error) }, 'the log of the pool cannot be written')
        if (this.#stopped) return false
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
  }

  /** The lease may come back before anybody else has led. */
  #putBack(first: Pending): void {
    const later = this.#pending
    for (const [nodeId, orders] of later.orders)
      first.orders.set(nodeId, [...(first.orders.get(nodeId) ?? []), ...orders])
    first.entries.push(...later.entries)
    first.replies.push(...later.replies)
    first.after.push(...later.after)
    this.#pending = first
  }

  #hasPending(): boolean {
    const { entries, replies, after } = this.#pending
    return entries.length + replies.length + after.length > 0
  }

  #isSnapshotDue(): boolean {
    const now = performance.now()
    const { n } = this.#options.replica
    if (!this.#keepsSnapshots || n === this.#snapshotN) return false
    if (n - this.#snapshotN < SNAPSHOT_EVERY_ENTRIES && now - this.#snapshotAt < SNAPSHOT_EVERY_MS) return false
    this.#snapshotAt = now
    this.#snapshotN = n
    return true
  }
}
