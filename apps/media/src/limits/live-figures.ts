import {
  FIGURE_NODES,
  FIGURES_EVERY_MS,
  liveFiguresKey,
  tenantFiguresSchema,
  type PooledAgent,
  type TenantFigures,
  type TenantId,
} from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Clock } from '../runtime/clock.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import type { SnapshotStore } from '../tenants/snapshot-store.ts'
import { TenantTally } from './tenant-tally.ts'

export type LiveFiguresOptions = {
  readonly redis: Redis
  readonly nodeId: string
  readonly clock: Clock
  readonly log: Log
  readonly store: Pick<SnapshotStore, 'tenant'>
  readonly registry: { readonly ofTenant: (tenantId: TenantId) => number }
  /** Agents who are told of by this node. */
  readonly acd: { agents(): Iterable<PooledAgent> }
}

/**
 * Tells each second what each tenant does: only what has changed since, so that a thousand quiet tenants cost nothing. The field `alive` says that the rest is the
 * present.
 */
export class LiveFigures {
  readonly #options: LiveFiguresOptions
  readonly #tallies = new Map<TenantId, TenantTally>()
  #timer: NodeJS.Timeout | null = null
  /** Set until Redis has been told everything once: it may have been emptied, or have what an earlier life said. */
  #mustTellAll = true
  #running = false

  constructor(options: LiveFiguresOptions) {
    this.#options = options
  }

  /** Goes on where an earlier life of this node stopped today. */
  async start(): Promise<void> {
    await this.#restore()
    this.#timer = setInterval(() => void this.publish(), FIGURES_EVERY_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  arrived(tenantId: TenantId): void {
    this.#tally(tenantId).arrived(this.#options.clock.now())
  }

  /** The tenant has one call more: the peak is that of each moment, not only of each second. */
  taken(tenantId: TenantId): void {
    this.#tally(tenantId).hasCalls(this.#options.registry.ofTenant(tenantId), this.#options.clock.now())
  }

  /** null: of a number that is nobody's. */
  refused(tenantId: TenantId | null, reason: string): void {
    if (tenantId === null) return
    this.#tally(tenantId).refused(reason, this.#options.clock.now())
  }

  /** Never rejects: figures are told again a second later. */
  async publish(): Promise<void> {
    if (this.#running) return
    this.#running = true
    try {
      await this.#write(this.#collect())
      this.#mustTellAll = false
    } catch (error) {
      this.#mustTellAll = true
      for (const tally of this.#tallies.values()) tally.untold()
      this.#options.log.debug({ error: messageOf(error) }, 'live figures cannot be told')
    } finally {
      this.#running = false
    }
  }

  #collect(): readonly TenantFigures[] {
    const { clock, registry, acd } = this.#options
    const now = clock.now()
    const seats = seatsByTenant([...acd.agents()])
    for (const tenantId of seats.keys()) this.#tally(tenantId)
    return [...this.#tallies].flatMap(([tenantId, tally]) => {
      tally.hasCalls(registry.ofTenant(tenantId), now)
      tally.hasSeats(seats.get(tenantId) ?? [], now)
      return tally.take(now) ?? []
    })
  }

  async #write(figures: readonly TenantFigures[]): Promise<void> {
    const { redis, nodeId, clock } = this.#options
    const key = liveFiguresKey(nodeId)
    const fields = figures.flatMap((each) => [each.tenantId, JSON.stringify(each)])
    const written = redis.multi().hset(key, 'alive', String(clock.now()), ...fields)
    if (this.#mustTellAll) written.sadd(FIGURE_NODES, nodeId)
    await written.exec()
  }

  async #restore(): Promise<void> {
    const { redis, nodeId, clock, log } = this.#options
    try {
      const earlier = await redis.hgetall(liveFiguresKey(nodeId))
      for (const text of Object.values(earlier)) {
        const parsed = text.startsWith('{') ? tenantFiguresSchema.safeParse(JSON.parse(text)) : null
        if (parsed?.success === true) this.#tally(parsed.data.tenantId).restore(parsed.data, clock.now())
      }
    } catch (error) {
      log.debug({ error: messageOf(error) }, 'live figures of before cannot be read')
    }
  }

  #tally(tenantId: TenantId): TenantTally {
    const known = this.#tallies.get(tenantId)
    if (known !== undefined) return known
    const { store, clock } = this.#options
    const made = new TenantTally(tenantId, () => store.tenant(tenantId)?.timeZone ?? 'UTC', clock.now())
    this.#tallies.set(tenantId, made)
    return made
  }
}

function seatsByTenant(agents: readonly PooledAgent[]): ReadonlyMap<TenantId, TenantFigures['seats']> {
  const held = agents.flatMap(({ agentId, seats }) =>
    seats.map(({ tenantId, grade }) => ({ tenantId, holder: { agentId, grade } })),
  )
  const byTenant = Map.groupBy(held, ({ tenantId }) => tenantId)
  return new Map([...byTenant].map(([tenantId, each]) => [tenantId, each.map(({ holder }) => holder)]))
}
