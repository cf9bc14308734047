import { createHash } from 'node:crypto'
import { CONFIG_CHANGED, PLATFORM_SNAPSHOT, type Result } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Database, Transaction } from '../database/client.ts'
import { buildPlatformSnapshot, type SnapshotFault } from './build-snapshots.ts'
import { isCurrent, keepTenantVersion, sendTenantVersion } from './tenant-versions.ts'

export type PublishParts = {
  readonly database: Database
  readonly redis: Redis
  readonly now: () => number
  /** The user who publishes; null for the seeds. */
  readonly publishedBy: string | null
}

/**
 * Publishes a tenant's configuration to the media plane: kept as a version first, then written to Redis, then announced. Publishing what is published already
 * makes no new version, but writes it to Redis again, which may have been emptied.
 */
export async function publishTenant(
  parts: PublishParts,
  tenantId: string,
): Promise<Result<{ readonly version: number }, SnapshotFault>> {
  const at = new Date(parts.now())
  const fault = await parts.database.withTenants({ tenantIds: [tenantId] }, async (tx) => {
    if (await isCurrent(tx, tenantId, at)) return null
    const occasion = { at, by: parts.publishedBy, action: 'publish', summary: '' }
    const kept = await keepTenantVersion(tx, tenantId, occasion)
    return kept.ok ? null : kept.error
  })
  if (fault !== null) return { ok: false, error: fault }
  const sent = await sendTenantVersion(parts, tenantId)
  return sent === null ? { ok: false, error: { code: 'tenant.unknown' } } : { ok: true, value: sent }
}

/** Publishes trunks and the operator's own tenant id, in the same way. */
export async function publishPlatform(parts: PublishParts, operatorTenantId: string): Promise<void> {
  const scope = { tenantIds: [operatorTenantId], operator: true }
  const snapshot = await parts.database.withTenants(scope, (tx) => keepPlatformVersion(tx, parts, operatorTenantId))
  await parts.redis.set(PLATFORM_SNAPSHOT, JSON.stringify(snapshot))
  await parts.redis.publish(CONFIG_CHANGED, 'platform')
}

/**
 * Publishes clients, then the platform, so that a number is known before its trunk lets calls in. Answers what could not be published. Every other client's last
 * version is in the database, and the worker gives Redis what it lacks of them.
 */
export async function publishSnapshots(
  parts: PublishParts,
  tenants: { readonly clientIds: readonly string[]; readonly operatorId: string },
): Promise<readonly { readonly tenantId: string; readonly fault: SnapshotFault }[]> {
  const faults: { tenantId: string; fault: SnapshotFault }[] = []
  for (const tenantId of tenants.clientIds) {
    const published = await publishTenant(parts, tenantId)
    if (!published.ok) faults.push({ tenantId, fault: published.error })
  }
  await publishPlatform(parts, tenants.operatorId)
  return faults
}

/** Reuses the last version when nothing but the stamp would differ. */
async function keepPlatformVersion(tx: Transaction, parts: PublishParts, tenantId: string): Promise<object> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`publish/${tenantId}`}))`
  const last = await tx.configVersion.findFirst({ where: { tenantId }, orderBy: { version: 'desc' } })
  const built = await buildPlatformSnapshot(tx, tenantId, (last?.version ?? 0) + 1)
  const { version, ...content } = built
  const sha256 = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  if (last?.sha256 === sha256) return { ...built, version: last.version }
  const publishedAt = new Date(parts.now())
  await tx.configVersion.create({
    data: { tenantId, version, publishedAt, publishedBy: parts.publishedBy, sha256, snapshot: built },
  })
  return built
}
