import path from 'node:path'
import {
  CONFIG_CHANGED,
  CONFIG_VERSIONS,
  PLATFORM_SNAPSHOT,
  platformSnapshotSchema,
  TENANT_SNAPSHOTS,
  tenantSnapshotSchema,
  type Flow,
  type PlatformSnapshot,
  type TenantId,
  type TenantSnapshot,
} from '@seatline/core'
import type { Redis } from 'ioredis'
import type { z } from 'zod'
import { messageOf, type Log } from '../runtime/log.ts'
import { SnapshotCopy, type KeptTexts } from './snapshot-copy.ts'
import { SnapshotIndex, type NumberRoute } from './snapshot-index.ts'

export type { NumberRoute } from './snapshot-index.ts'

const COMPARE_MS = 10_000
/** So many snapshots are read at once; between two such portions calls have their turn. */
const PORTION = 50

/** What has changed: these tenants, and whether the platform has. */
export type SnapshotChange = { readonly tenants: readonly TenantSnapshot[]; readonly platform: boolean }

/**
 * The configuration as last published, indexed for calls. A message names the tenant that has changed, and only that one is read; every 10 s the versions are
 * compared, so that a lost message heals. A copy on disk lets a node start while Redis has lost it. What Redis does not have (any more) stays.
 */
export class SnapshotStore {
  readonly #redis: Redis
  readonly #log: Log
  readonly #copy: SnapshotCopy
  readonly #index = new SnapshotIndex()
  /** What Redis said the version of a snapshot is when it was read. */
  readonly #versions = new Map<string, string | null>()
  readonly #due = new Set<string>()
  #platform: PlatformSnapshot | null = null
  #platformText: string | null = null
  #isPlatformDue = false
  #reading: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  onChanged: (change: SnapshotChange) => void = () => undefined

  constructor(options: { readonly redis: Redis; readonly directory: string; readonly log: Log }) {
    this.#redis = options.redis
    this.#log = options.log
    this.#copy = new SnapshotCopy(path.join(options.directory, 'configuration'), (error) =>
      options.log.warn({ error: messageOf(error) }, 'the copy of the configuration cannot be written'),
    )
  }

  get tenants(): readonly TenantSnapshot[] {
    return this.#index.tenants
  }

  get platform(): PlatformSnapshot | null {
    return this.#platform
  }

  tenant(tenantId: TenantId): TenantSnapshot | undefined {
    return this.#index.tenant(tenantId)
  }

  /** A dialled number may come with or without the plus of E.164. */
  route(dnis: string): NumberRoute | undefined {
    return this.#index.route(dnis)
  }

  /** Takes what Redis has, and from the copy on disk what it has not; then keeps up with changes. */
  async start(subscriber: Redis): Promise<void> {
    const copy = this.#loadCopy()
    await this.compare()
    this.#fillFrom(copy)
    subscriber.on('message', (channel, message) => {
      if (channel === CONFIG_CHANGED) this.#told(message)
    })
    // What was said while the connection was away was not heard.
    subscriber.on('ready', () => void this.compare())
    // Without a connection the subscription is made when it is back.
    subscriber.subscribe(CONFIG_CHANGED).catch((error: unknown) => {
      this.#log.warn({ error: messageOf(error) }, 'cannot listen for changes of configuration')
    })
    this.#timer = setInterval(() => void this.compare(), COMPARE_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#copy.close()
  }

  /** Reads every snapshot whose version is another than the one read last, and those never read. Never rejects: without Redis the present configuration stays. */
  async compare(): Promise<void> {
    try {
      const [versions, present] = await Promise.all([
        this.#redis.hgetall(CONFIG_VERSIONS),
        this.#redis.hkeys(TENANT_SNAPSHOTS),
      ])
      for (const tenantId of present)
        if (this.#versions.get(tenantId) !== (versions[tenantId] ?? null)) this.#due.add(tenantId)
      this.#isPlatformDue = true
      while (this.#hasDue()) await this.#readDue()
    } catch (error) {
      this.#log.warn({ error: messageOf(error) }, 'cannot read the configuration; the last one stays')
    }
  }

  #told(message: string): void {
    if (message.startsWith('tenant:')) this.#due.add(message.slice('tenant:'.length))
    else this.#isPlatformDue = true
    this.#readDue().catch((error: unknown) =>
      this.#log.warn({ error: messageOf(error) }, 'cannot read a change of configuration; the next comparison will'),
    )
  }

  #hasDue(): boolean {
    return this.#isPlatformDue || this.#due.size > 0
  }

  /** One reader at a time, so that a later state never meets an earlier one on the way. */
  #readDue(): Promise<void> {
    this.#reading ??= this.#readPortions().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async #readPortions(): Promise<void> {
    while (this.#hasDue()) {
      const portion = [...this.#due].slice(0, PORTION)
      const platform = this.#isPlatformDue
      this.#isPlatformDue = false
      for (const tenantId of portion) this.#due.delete(tenantId)
      try {
        const change = { tenants: await this.#readTenants(portion), platform: platform && (await this.#readPlatform()) }
        if (change.platform || change.tenants.length > 0) this.onChanged(change)
      } catch (error) {
        for (const tenantId of portion) this.#due.add(tenantId)
        throw error
      }
    }
  }

  /** The versions first: a snapshot that is newer than its version is read once more, an older one would be taken for current. */
  async #readTenants(tenantIds: readonly string[]): Promise<readonly TenantSnapshot[]> {
    if (tenantIds.length === 0) return []
    const versions = await this.#redis.hmget(CONFIG_VERSIONS, ...tenantIds)
    const texts = await this.#redis.hmget(TENANT_SNAPSHOTS, ...tenantIds)
    return tenantIds.flatMap((tenantId, at) => {
      const text = texts[at] ?? null
      this.#versions.set(tenantId, versions[at] ?? null)
      if (text === null) return []
      return this.#adopt(text, (kept) => this.#copy.keepTenant(tenantId, kept))
    })
  }

  async #readPlatform(): Promise<boolean> {
    const text = await this.#redis.get(PLATFORM_SNAPSHOT)
    if (text === null || text === this.#platformText) return false
    this.#platformText = text
    const platform = this.#parse(platformSnapshotSchema, text)
    if (platform === null) return false
    this.#platform = platform
    this.#copy.keepPlatform(text)
    return true
  }

  #adopt(text: string, keep: (text: string) => void): readonly TenantSnapshot[] {
    const tenant = this.#parse(tenantSnapshotSchema, text)
    if (tenant === null) return []
    this.#index.put(tenant)
    keep(text)
    return [tenant]
  }

  #loadCopy(): KeptTexts {
    try {
      return this.#copy.load()
    } catch (error) {
      this.#log.warn({ error: messageOf(error) }, 'the copy of the configuration cannot be read')
      return { tenants: new Map(), platform: null }
    }
  }

  #fillFrom(copy: KeptTexts): void {
    const missing = [...copy.tenants].filter(([tenantId]) => !this.#index.has(tenantId))
    const tenants = missing.flatMap(([, text]) => this.#adopt(text, () => undefined))
    const isPlatformMissing = this.#platform === null && copy.platform !== null
    if (isPlatformMissing) this.#platform = this.#parse(platformSnapshotSchema, copy.platform)
    if (tenants.length === 0 && !isPlatformMissing) return
    this.#log.info({ tenants: tenants.length }, 'Redis has not got all of the configuration; the copy on disk is used')
    this.onChanged({ tenants, platform: isPlatformMissing })
  }

  #parse<T>(schema: z.ZodType<T>, text: string): T | null {
    try {
      return schema.parse(JSON.parse(text))
    } catch (error) {
      this.#log.error({ error: messageOf(error) }, 'a published snapshot is malformed and left out')
      return null
    }
  }
}

export function findFlow(tenant: TenantSnapshot, flowId: string): Flow | undefined {
  return tenant.flows.find((flow) => flow.flowId === flowId)
}
