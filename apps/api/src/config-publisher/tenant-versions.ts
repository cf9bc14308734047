import { createHash } from 'node:crypto'
import { CONFIG_CHANGED, CONFIG_VERSIONS, TENANT_SNAPSHOTS, type Result, type TenantSnapshot } from '@seatline/core'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Database, Transaction } from '../database/client.ts'
import { readSource, sourceToJson } from './read-source.ts'
import { buildTenantSnapshot, type SnapshotFault } from './build-snapshots.ts'

/** Why there is a new version, and from whom. */
export type VersionOccasion = {
  readonly at: Date
  /** The user; null for the seeds and for our own workers. */
  readonly by: string | null
  /** As in the audit. */
  readonly action: string
  readonly summary: string
  readonly restoredVersion?: number
}

/**
 * Builds the tenant's configuration from its rows, in the transaction that changed them, and keeps it as the next version. Nothing is kept, and the change must be
 * undone, when it would be a bad one. A change that the media plane does not see (a script, a note) makes a version all the same: it can be rolled back too.
 */
export async function keepTenantVersion(
  tx: Transaction,
  tenantId: string,
  occasion: VersionOccasion,
): Promise<Result<TenantSnapshot, SnapshotFault>> {
  // Keeps two publishers from taking one number.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`publish/${tenantId}`}))`
  const last = await tx.configVersion.findFirst({
    where: { tenantId },
    orderBy: { version: 'desc' },
    select: { version: true, snapshot: true },
  })
  const version = (last?.version ?? 0) + 1
  const stamp = { version, publishedAt: occasion.at.getTime() }
  const built = await buildTenantSnapshot(tx, tenantId, stamp, runningFlows(last?.snapshot))
  if (!built.ok) return built
  await tx.configVersion.create({
    data: {
      tenantId,
      version,
      publishedAt: occasion.at,
      publishedBy: occasion.by,
      sha256: contentHash(built.value),
      snapshot: built.value,
      action: occasion.action,
      summary: occasion.summary,
      restoredVersion: occasion.restoredVersion ?? null,
      source: sourceToJson(await readSource(tx, tenantId)),
    },
  })
  await tx.publication.upsert({
    where: { tenantId },
    create: { tenantId, version, since: occasion.at },
    update: { version, since: occasion.at },
  })
  return built
}

const flowsSchema = z.looseObject({ flows: z.array(z.looseObject({ flowVersionId: z.string() })) })

function runningFlows(snapshot: unknown): ReadonlySet<string> {
  const parsed = flowsSchema.safeParse(snapshot)
  return new Set(parsed.success ? parsed.data.flows.map(({ flowVersionId }) => flowVersionId) : [])
}

/** Whether the last version says what the rows say, and the day it is by the tenant's clock. */
export async function isCurrent(tx: Transaction, tenantId: string, now: Date): Promise<boolean> {
  const last = await tx.configVersion.findFirst({ where: { tenantId }, orderBy: { version: 'desc' } })
  if (last === null) return false
  const stamp = { version: last.version, publishedAt: now.getTime() }
  const built = await buildTenantSnapshot(tx, tenantId, stamp, runningFlows(last.snapshot))
  return built.ok && contentHash(built.value) === last.sha256
}

/** Writes a snapshot only over an older one: two senders may overtake each other. Answers the version that Redis has then. */
const WRITE_NEWER = `
local known = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
if known > tonumber(ARGV[2]) and ARGV[5] ~= 'force' then return known end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('PUBLISH', ARGV[4], 'tenant:' .. ARGV[1])
return tonumber(ARGV[2])`

type SendParts = { readonly database: Database; readonly redis: Redis }

/**
 * Sends the last kept version to the media plane, and takes it off the list of what waits to be sent. Safe to repeat, and by several at once. A version is kept
 * before it is sent; so a Redis that knows a later one than the database, even when asked again, knows of a database that has been restored since.
 */
export async function sendTenantVersion(
  parts: SendParts,
  tenantId: string,
): Promise<{ readonly version: number } | null> {
  const last = await lastVersion(parts, tenantId)
  if (last === null) return null
  const known = await write(parts.redis, last, 'newer')
  if (known <= last.version) return markSent(parts, last)
  const later = await lastVersion(parts, tenantId)
  if (later === null || later.version < known) {
    await write(parts.redis, later ?? last, 'force')
    return markSent(parts, later ?? last)
  }
  return markSent(parts, later)
}

type KeptVersion = { readonly tenantId: string; readonly version: number; readonly snapshot: unknown }

const lastVersion = ({ database }: SendParts, tenantId: string): Promise<KeptVersion | null> =>
  database.withTenants({ tenantIds: [tenantId] }, (tx) =>
    tx.configVersion.findFirst({
      where: { tenantId },
      orderBy: { version: 'desc' },
      select: { tenantId: true, version: true, snapshot: true },
    }),
  )

async function write(redis: Redis, kept: KeptVersion, how: 'newer' | 'force'): Promise<number> {
  const { tenantId, version, snapshot } = kept
  const text = JSON.stringify(snapshot)
  const keys = [TENANT_SNAPSHOTS, CONFIG_VERSIONS]
  return Number(
    await redis.eval(WRITE_NEWER, keys.length, ...keys, tenantId, String(version), text, CONFIG_CHANGED, how),
  )
}

async function markSent({ database }: SendParts, { tenantId, version }: KeptVersion): Promise<{ version: number }> {
  await database.withTenants({ tenantIds: [tenantId] }, (tx) =>
    tx.publication.deleteMany({ where: { tenantId, version: { lte: version } } }),
  )
  return { version }
}

/** Everything but the stamp; the same however PostgreSQL orders the keys of what it keeps. */
function contentHash(snapshot: TenantSnapshot): string {
  const { version: _, publishedAt: __, ...content } = snapshot
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
