import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  CONFIG_CHANGED,
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
import { z } from 'zod'
import { messageOf, type Log } from '../runtime/log.ts'

const REREAD_MS = 10_000
const copySchema = z.object({ tenants: z.array(tenantSnapshotSchema), platform: platformSnapshotSchema.nullable() })

export type NumberRoute = { readonly tenant: TenantSnapshot; readonly number: TenantSnapshot['numbers'][number] }

/** The configuration as last published, indexed for calls. A copy on disk lets a node start while Redis has lost it. */
export class SnapshotStore {
  readonly #redis: Redis
  readonly #file: string
  readonly #log: Log
  #tenants = new Map<TenantId, TenantSnapshot>()
  #numbers = new Map<string, NumberRoute>()
  #platform: PlatformSnapshot | null = null
  #timer: NodeJS.Timeout | null = null
  #raw = ''
  onChanged: () => void = () => undefined

  constructor(options: { readonly redis: Redis; readonly directory: string; readonly log: Log }) {
    this.#redis = options.redis
    this.#log = options.log
    mkdirSync(options.directory, { recursive: true })
    this.#file = path.join(options.directory, 'configuration.json')
  }

  get tenants(): readonly TenantSnapshot[] {
    return [...this.#tenants.values()]
  }

  get platform(): PlatformSnapshot | null {
    return this.#platform
  }

  tenant(tenantId: TenantId): TenantSnapshot | undefined {
    return this.#tenants.get(tenantId)
  }

  /** A dialled number may come with or without the plus of E.164. */
  route(dnis: string): NumberRoute | undefined {
    return this.#numbers.get(normalizeNumber(dnis))
  }

  /** Loads the copy on disk, then what Redis has, and keeps up with changes. */
  async start(subscriber: Redis): Promise<void> {
    this.#loadCopy()
    await this.reread()
    subscriber.on('message', () => void this.reread())
    // Without a connection the subscription is made when it is back.
    subscriber.subscribe(CONFIG_CHANGED).catch((error: unknown) => {
      this.#log.warn({ error: messageOf(error) }, 'cannot listen for changes of configuration')
    })
    this.#timer = setInterval(() => void this.reread(), REREAD_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  /** Never rejects: without Redis the present configuration stays. */
  async reread(): Promise<void> {
    try {
      const [tenants, platform] = await Promise.all([
        this.#redis.hgetall(TENANT_SNAPSHOTS),
        this.#redis.get(PLATFORM_SNAPSHOT),
      ])
      const texts = Object.values(tenants)
      const raw = JSON.stringify([texts, platform])
      // An empty Redis is one that lost its data, not an operator who deleted all tenants.
      if (raw === this.#raw || (texts.length === 0 && this.#tenants.size > 0)) return
      this.#raw = raw
      this.#adopt(
        texts.flatMap((text) => this.#parse(tenantSnapshotSchema, text) ?? []),
        platform === null ? this.#platform : this.#parse(platformSnapshotSchema, platform),
      )
      this.#saveCopy()
    } catch (error) {
      this.#log.warn({ error: messageOf(error) }, 'cannot read the configuration; the last one stays')
    }
  }

  #adopt(tenants: readonly TenantSnapshot[], platform: PlatformSnapshot | null): void {
    this.#tenants = new Map(tenants.map((tenant) => [tenant.tenantId, tenant]))
    this.#numbers = new Map(
      tenants.flatMap((tenant) =>
        tenant.numbers.map((number): [string, NumberRoute] => [normalizeNumber(number.number), { tenant, number }]),
      ),
    )
    this.#platform = platform
    this.onChanged()
  }

  #parse<T>(schema: z.ZodType<T>, text: string): T | null {
    try {
      return schema.parse(JSON.parse(text))
    } catch (error) {
      this.#log.error({ error: messageOf(error) }, 'a published snapshot is malformed and left out')
      return null
    }
  }

  #loadCopy(): void {
    try {
      const { tenants, platform } = copySchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')))
      this.#adopt(tenants, platform)
    } catch (error) {
      this.#log.info({ error: messageOf(error) }, 'no copy of the configuration on disk yet')
    }
  }

  #saveCopy(): void {
    const draft = `${this.#file}.new`
    writeFileSync(draft, JSON.stringify({ tenants: this.tenants, platform: this.#platform }))
    renameSync(draft, this.#file)
  }
}

const normalizeNumber = (number: string): string => number.replace(/^\+/, '')

export function findFlow(tenant: TenantSnapshot, flowId: string): Flow | undefined {
  return tenant.flows.find((flow) => flow.flowId === flowId)
}
