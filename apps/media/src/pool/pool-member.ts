import {
  COMMAND_TTL_MS,
  POOL_AUDIT_MS,
  POOL_RENEW_MS,
  poolLogKey,
  type AcdInput,
  type AcdPool,
  type PoolLogBatch,
  type TenantId,
} from '@seatline/core'
import { messageOf } from '../runtime/log.ts'
import { OutgoingMessages } from './outgoing-messages.ts'
import { PoolLeadership } from './pool-leadership.ts'
import type { PoolFigures } from './pool-metrics.ts'
import type { PoolParts } from './pool-parts.ts'
import type { HeardProcess, Lease, StreamEntry } from './pool-redis.ts'
import { PoolReplica } from './pool-replica.ts'
import type { StreamReader } from './stream-reader.ts'

/** For writing what was decided before an engine broke. */
const REBUILD_MS = 500

/**
 * This node's part in one pool: it leads, or follows the log so closely that it can lead at once. What happens to its calls goes to the engine in the process when it
 * leads, and as messages to whoever does otherwise.
 */
export class PoolMember {
  readonly #parts: PoolParts
  readonly #outgoing: OutgoingMessages
  #replica: PoolReplica
  #leadership: PoolLeadership | null = null
  #reader: StreamReader | null = null
  #timers: readonly NodeJS.Timeout[] = []
  #busy = false
  #loaded = false
  #stopped = false
  #ordersSeen = 0
  #lastToken = 0
  #takeOverMs = 0

  constructor(parts: PoolParts) {
    this.#parts = parts
    this.#replica = this.#emptyReplica()
    const { redis, poolId, process, clock, log } = parts
    this.#outgoing = new OutgoingMessages({ redis, poolId, process, now: () => clock.now(), log })
  }

  get leads(): boolean {
    return this.#leadership !== null
  }

  /** As this node knows it: the leader's own is ahead of everybody's. */
  get pool(): AcdPool {
    return this.#replica.pool
  }

  get figures(): PoolFigures {
    return {
      poolId: this.#parts.poolId,
      leads: this.leads,
      token: this.#replica.token,
      backlog: this.#leadership?.backlog ?? this.#outgoing.size,
      mismatches: this.#replica.mismatches,
      takeOverMs: this.#takeOverMs,
    }
  }

  /** Resolves when the pool has a leader that this node knows of, or is it. */
  async start(): Promise<void> {
    await this.#tick()
    this.#timers = [
      setInterval(() => void this.#tick(), POOL_RENEW_MS),
      setInterval(() => this.#report(), POOL_AUDIT_MS),
    ]
    for (const timer of this.#timers) timer.unref()
  }

  /** What is decided is written, and another may lead at once. */
  async stop(limitMs: number): Promise<void> {
    this.#stopped = true
    for (const timer of this.#timers) clearInterval(timer)
    this.#reader?.stop()
    if (this.#leadership !== null) await this.#leadership.handOver(limitMs)
    else await Promise.race([this.#outgoing.settled(), new Promise((resolve) => setTimeout(resolve, limitMs))])
    this.#outgoing.stop()
  }

  input(input: AcdInput): void {
    if (this.#leadership === null) this.#outgoing.send({ kind: 'input', input })
    else this.#leadership.input(input, () => this.#outgoing.send({ kind: 'input', input }))
  }

  configure(tenantIds: readonly TenantId[]): void {
    this.#leadership?.configure(tenantIds)
  }

  /** The registrar has been read whole. */
  phones(): void {
    this.#leadership?.phones()
  }

  /** The registrar told this node; the leader asks for itself. */
  phoneHeard(agentId: string, registered: 'yes' | 'no'): void {
    if (this.#leadership === null) this.#outgoing.send({ kind: 'phone', agentId, registered })
  }

  nodes(alive: readonly HeardProcess[]): void {
    this.#leadership?.nodes(alive)
  }

  /** An order for this node has come: true when it is to be carried out. */
  accepts({ token, n }: { readonly token: number; readonly n: number }): boolean {
    if (token < this.#lastToken || n <= this.#ordersSeen) return false
    this.#lastToken = token
    this.#ordersSeen = n
    return true
  }

  #emptyReplica(): PoolReplica {
    const { poolId, clock } = this.#parts
    return new PoolReplica(poolId, `${String(clock.now() - COMMAND_TTL_MS)}-0`)
  }

  /** Never rejects. */
  async #tick(): Promise<void> {
    if (this.#busy || this.#stopped) return
    this.#busy = true
    try {
      if (this.#leadership !== null) await this.#leadership.renew()
      else await this.#tryToLead()
    } catch (error) {
      this.#parts.log.debug({ error: messageOf(error) }, 'the lease of the pool cannot be asked for')
    } finally {
      this.#busy = false
    }
  }

  async #tryToLead(): Promise<void> {
    const { redis, poolId } = this.#parts
    if (!this.#loaded) await this.#load()
    const askedAt = performance.now()
    const lease = await redis.acquire(poolId, this.#replica.token)
    if (lease === null || this.#hasStopped()) return
    await this.#lead(lease, askedAt)
  }

  async #lead(lease: Lease, askedAt: number): Promise<void> {
    const { log, poolId } = this.#parts
    this.#reader?.stop()
    this.#reader = null
    // From here on what happens on this node waits for the engine instead of going into the stream.
    const leadership = new PoolLeadership(this.#parts, this.#replica, lease, askedAt, {
      leaseLost: () => void this.#leaseLost(),
      broken: () => void this.#broken(),
    })
    this.#leadership = leadership
    try {
      await this.#catchUp()
      await this.#outgoing.settled()
      await leadership.renew()
      await leadership.open()
    } catch (error) {
      this.#stepDown()
      throw error
    }
    const tookMs = performance.now() - askedAt
    this.#takeOverMs = lease.takenOver ? lease.gapMs + tookMs : 0
    log.info({ poolId, token: lease.token, gapMs: lease.gapMs, tookMs: Math.round(tookMs) }, 'this node leads the pool')
  }

  /** Redis says that the lease is not ours. It may only have run out: then nobody has led since, and nothing is lost. */
  async #leaseLost(): Promise<void> {
    const leadership = this.#leadership
    if (leadership === null || this.#stopped) return
    const askedAt = performance.now()
    const { redis, poolId, log } = this.#parts
    try {
      const lease = await redis.acquire(poolId, leadership.token)
      if (this.#leadership !== leadership) return
      if (lease !== null && lease.token === leadership.token + 1) {
        log.warn({ poolId, token: lease.token, gapMs: lease.gapMs }, 'the lease of the pool had run out')
        leadership.resume(lease, askedAt)
        return
      }
      log.warn({ poolId }, 'another node has led the pool')
      this.#stepDown()
      if (lease !== null) await redis.release(poolId, lease.token)
    } catch (error) {
      log.debug({ error: messageOf(error) }, 'the lease of the pool cannot be asked for')
    }
  }

  /** What was decided before is written; then the engine is built anew. */
  async #broken(): Promise<void> {
    const leadership = this.#leadership
    if (leadership === null) return
    this.#parts.metrics.broken(this.#parts.poolId)
    await leadership.handOver(REBUILD_MS)
    if (this.#leadership === leadership) this.#stepDown()
  }

  #stepDown(): void {
    const leadership = this.#leadership
    this.#leadership = null
    this.#loaded = false
    if (leadership !== null) {
      // Orders of others begin where this node's own decisions end.
      this.#ordersSeen = leadership.writtenN
      this.#lastToken = leadership.token
    }
    leadership?.stop()
  }

  /** The pool as Redis has it, and from then on as its log goes on. */
  async #load(): Promise<void> {
    const { redis, poolId, log } = this.#parts
    const snapshot = await redis.readSnapshot(poolId)
    const mismatches = this.#replica.mismatches
    this.#replica = snapshot === null ? this.#emptyReplica() : PoolReplica.from(snapshot)
    this.#replica.mismatches += mismatches
    await this.#catchUp()
    if (this.#lastToken === 0) this.#ordersSeen = this.#replica.n
    this.#lastToken = Math.max(this.#lastToken, 1)
    this.#loaded = true
    log.info({ poolId, n: this.#replica.n, token: this.#replica.token }, 'the pool is known')
    this.#reader?.stop()
    this.#reader = this.#parts.openReader(poolLogKey(poolId), this.#replica.logId, (entries) => this.#follow(entries))
  }

  async #catchUp(): Promise<void> {
    const { redis, poolId } = this.#parts
    for (;;) {
      const entries = await redis.readAfter(poolLogKey(poolId), this.#replica.logId)
      if (entries.length === 0) return
      this.#follow(entries)
    }
  }

  #follow(entries: readonly StreamEntry[]): void {
    const { token } = this.#replica
    for (const { id, text } of entries) this.#replica.follow(id, JSON.parse(text) as PoolLogBatch)
    // A new leader wants to know at once what there is.
    if (this.#replica.token !== token && this.#loaded && this.#leadership === null) this.#report()
  }

  #report(): void {
    const { host, poolId, process } = this.#parts
    const calls = host.heldCalls(poolId)
    if (this.#leadership !== null) this.#leadership.report(process, { ordersSeen: Number.POSITIVE_INFINITY, calls })
    else if (this.#loaded) this.#outgoing.send({ kind: 'report', ordersSeen: this.#ordersSeen, calls })
  }

  #hasStopped(): boolean {
    return this.#stopped
  }
}
