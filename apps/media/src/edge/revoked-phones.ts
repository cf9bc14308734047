import { idSchema, REVOKED_PHONE_KEPT_MS, REVOKED_PHONES, REVOKED_PHONES_CHANGED, type AgentId } from '@seatline/core'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Clock } from '../runtime/clock.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import type { KamailioRpc } from './kamailio-rpc.ts'

const EVERY_MS = 1_000
const TABLE = 'revoked'
const agentIdSchema = idSchema('agent')
const dumpSchema = z.array(z.looseObject({ slot: z.array(z.looseObject({ name: z.string() })) }))

export interface RevokedPhonesHost {
  /** The agent talks: the phone is left alone until the talk is over. */
  isTalking(agentId: AgentId): boolean
  /** The registration is gone. */
  onRemoved(agentId: AgentId): void
}

/**
 * Phones of agents who have left. The edge refuses their registration from now on (its table `revoked`), and what is registered is removed, when no call is on
 * it. Repeated every second, so that an edge that was restarted, and a talk that ends later, are covered.
 */
export class RevokedPhones {
  readonly #rpc: Pick<KamailioRpc, 'call'>
  readonly #redis: Redis
  readonly #clock: Clock
  readonly #host: RevokedPhonesHost
  readonly #domain: string
  readonly #log: Log
  #revoked = new Set<AgentId>()
  /** Whose registration is still to be removed. */
  readonly #pending = new Set<AgentId>()
  #timer: NodeJS.Timeout | null = null
  #running = false
  /** Until it is known that the edge's table is empty. */
  #edgeMayHaveSome = true
  #healthy = true

  constructor(options: {
    readonly rpc: Pick<KamailioRpc, 'call'>
    readonly redis: Redis
    readonly clock: Clock
    readonly host: RevokedPhonesHost
    readonly domain: string
    readonly log: Log
  }) {
    this.#rpc = options.rpc
    this.#redis = options.redis
    this.#clock = options.clock
    this.#host = options.host
    this.#domain = options.domain
    this.#log = options.log
  }

  start(subscriber: Redis): void {
    subscriber.on('message', (channel) => {
      if (channel === REVOKED_PHONES_CHANGED) void this.sync()
    })
    subscriber
      .subscribe(REVOKED_PHONES_CHANGED)
      .catch((error: unknown) => this.#log.warn({ error: messageOf(error) }, 'cannot listen for revoked phones'))
    void this.sync()
    this.#timer = setInterval(() => void this.sync(), EVERY_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  /** A talk of one who has left goes on, whatever becomes of the registration meanwhile. */
  isHeld(agentId: AgentId): boolean {
    return this.#revoked.has(agentId) && this.#host.isTalking(agentId)
  }

  /** Never rejects. */
  async sync(): Promise<void> {
    if (this.#running) return
    this.#running = true
    try {
      await this.#read()
      if (this.#revoked.size > 0 || this.#edgeMayHaveSome) await this.#tellEdge()
      this.#healthy = true
    } catch (error) {
      if (this.#healthy) this.#log.warn({ error: messageOf(error) }, 'the edge cannot be told of revoked phones')
      this.#healthy = false
    } finally {
      this.#running = false
    }
  }

  async #read(): Promise<void> {
    const since = this.#clock.now() - REVOKED_PHONE_KEPT_MS
    const members = await this.#redis.zrangebyscore(REVOKED_PHONES, since, '+inf')
    const revoked = new Set(members.flatMap((member) => agentIdSchema.safeParse(member).data ?? []))
    for (const agentId of revoked) if (!this.#revoked.has(agentId)) this.#pending.add(agentId)
    // Let in again before the registration was removed.
    for (const agentId of this.#pending) if (!revoked.has(agentId)) this.#pending.delete(agentId)
    this.#revoked = revoked
  }

  async #tellEdge(): Promise<void> {
    const present = namesIn(await this.#rpc.call('htable.dump', [TABLE]))
    for (const agentId of this.#revoked)
      if (!present.has(agentId)) {
        await this.#rpc.call('htable.seti', [TABLE, agentId, 1])
        // An edge that had forgotten may have let the phone in again.
        this.#pending.add(agentId)
      }
    for (const name of present)
      if (!this.#revoked.has(name as AgentId)) await this.#rpc.call('htable.delete', [TABLE, name])
    this.#edgeMayHaveSome = this.#revoked.size > 0
    for (const agentId of this.#pending) if (!this.#host.isTalking(agentId)) await this.#removeContact(agentId)
  }

  async #removeContact(agentId: AgentId): Promise<void> {
    // Answers with an error when nothing is registered, which is as good.
    await this.#rpc.call('ul.rm', ['location', `${agentId}@${this.#domain}`]).catch((error: unknown) => {
      if (!/404|not found/i.test(messageOf(error))) throw error
    })
    this.#pending.delete(agentId)
    this.#host.onRemoved(agentId)
  }
}

function namesIn(dump: unknown): ReadonlySet<string> {
  const parsed = dumpSchema.safeParse(dump)
  return new Set(parsed.success ? parsed.data.flatMap(({ slot }) => slot.map(({ name }) => name)) : [])
}
