import { createHash } from 'node:crypto'
import { CONFIG_CHANGED, PLATFORM_SNAPSHOT, TENANT_SNAPSHOTS, type Result } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Database, Transaction } from '../database/client.ts'
import { buildPlatformSnapshot, buildTenantSnapshot, type SnapshotFault } from './build-snapshots.ts'

export type PublishParts = {
  readonly database: Database
  readonly redis: Redis
  readonly now: () => number
  /** The user who publishes; null for the seeds. */
  readonly publishedBy: string | null
}

type Versioned = { readonly version: number; readonly publishedAt?: number }

/**
 * Publishes a tenant's configuration to the media plane: kept as a version first, then written to Redis, then announced. Publishing what is published already
 * makes no new version, but writes it to Redis again, which may have been emptied.
 */
export async function publishTenant(
  parts: PublishParts,
  tenantId: string,
): Promise<Result<{ readonly version: number }, SnapshotFault>> {
  const kept = await parts.database.withTenants({ tenantIds: [tenantId] }, async (tx) =>
    keepVersion(tx, parts, tenantId, (stamp) => buildTenantSnapshot(tx, tenantId, stamp)),
  )
  if (!kept.ok) return kept
  await parts.redis.hset(TENANT_SNAPSHOTS, tenantId, JSON.stringify(kept.value))
  await parts.redis.publish(CONFIG_CHANGED, `tenant:${tenantId}`)
  return { ok: true, value: { version: kept.value.version } }
}

/** Publishes trunks and the operator's own tenant id, in the same way. */
export async function publishPlatform(parts: PublishParts, operatorTenantId: string): Promise<void> {
  const kept = await parts.database.withTenants({ tenantIds: [operatorTenantId], operator: true }, async (tx) =>
    keepVersion(tx, parts, operatorTenantId, async ({ version }) => ({
      ok: true,
      value: await buildPlatformSnapshot(tx, operatorTenantId, version),
    })),
  )
  if (!kept.ok) return
  await parts.redis.set(PLATFORM_SNAPSHOT, JSON.stringify(kept.value))
  await parts.redis.publish(CONFIG_CHANGED, 'platform')
}

/** Publishes everything: each client, then the platform, so that a number is known before its trunk lets calls in. Answers what could not be published. */
export async function publishSnapshots(
  parts: PublishParts,
): Promise<readonly { readonly tenantId: string; readonly fault: SnapshotFault }[]> {
  const tenants = await parts.database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ select: { id: true, kind: true }, orderBy: { id: 'asc' } }),
  )
  const faults: { tenantId: string; fault: SnapshotFault }[] = []
  for (const { id, kind } of tenants) {
    if (kind === 'operator') continue
    const published = await publishTenant(parts, id)
    if (!published.ok) faults.push({ tenantId: id, fault: published.error })
  }
  for (const { id, kind } of tenants) if (kind === 'operator') await publishPlatform(parts, id)
  return faults
}

/** Reuses the last version when nothing but the stamp would differ. The lock keeps two publishers from taking one number. */
async function keepVersion<S extends Versioned>(
  tx: Transaction,
  parts: PublishParts,
  tenantId: string,
  build: (stamp: { readonly version: number; readonly publishedAt: number }) => Promise<Result<S, SnapshotFault>>,
): Promise<Result<S, SnapshotFault>> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`publish/${tenantId}`}))`
  const last = await tx.configVersion.findFirst({ where: { tenantId }, orderBy: { version: 'desc' } })
  const publishedAt = parts.now()
  const built = await build({ version: (last?.version ?? 0) + 1, publishedAt })
  if (!built.ok) return built
  const sha256 = contentHash(built.value)
  if (last?.sha256 === sha256) return build({ version: last.version, publishedAt: last.publishedAt.getTime() })
  await tx.configVersion.create({
    data: {
      tenantId,
      version: built.value.version,
      publishedAt: new Date(publishedAt),
      publishedBy: parts.publishedBy,
      sha256,
      snapshot: built.value,
    },
  })
  return built
}

function contentHash(snapshot: Versioned): string {
  const { version: _, publishedAt: __, ...content } = snapshot
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
