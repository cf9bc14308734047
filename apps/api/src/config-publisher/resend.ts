import { CONFIG_CHANGED, CONFIG_VERSIONS, PLATFORM_SNAPSHOT } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Database } from '../database/client.ts'
import { sendTenantVersion } from './tenant-versions.ts'

export type ResendParts = { readonly database: Database; readonly redis: Redis; readonly now: () => number }

/** Who made a version sends it at once; only what still waits after this time is sent by us. */
const GRACE_MS = 500

/** Sends what was kept but not sent: because Redis was away, or because the process ended between the two. Answers the tenants. */
export async function resendWaiting(parts: ResendParts): Promise<readonly string[]> {
  const waiting = await parts.database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.publication.findMany({
      where: { since: { lt: new Date(parts.now() - GRACE_MS) } },
      orderBy: { since: 'asc' },
    }),
  )
  for (const { tenantId } of waiting) await sendTenantVersion(parts, tenantId)
  return waiting.map(({ tenantId }) => tenantId)
}

/**
 * Gives back to Redis what it has lost: every tenant's last version is compared with the one that Redis knows. Answers the tenants that were sent again. Redis is
 * asked first: a version that is made meanwhile is then in the database at least, and is at worst sent twice.
 */
export async function healRedis(parts: ResendParts): Promise<readonly string[]> {
  const { database, redis } = parts
  const known = await redis.hgetall(CONFIG_VERSIONS)
  const isPlatformLost = (await redis.exists(PLATFORM_SNAPSHOT)) === 0
  const tenants = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ select: { id: true, kind: true } }),
  )
  const clients = tenants.filter(({ kind }) => kind === 'client').map(({ id }) => id)
  const latest = await database.withTenants({ tenantIds: clients }, (tx) =>
    tx.configVersion.groupBy({ by: ['tenantId'], where: { tenantId: { in: clients } }, _max: { version: true } }),
  )
  const lost = latest
    .filter(({ tenantId, _max }) => String(_max.version) !== known[tenantId])
    .map(({ tenantId }) => tenantId)
  for (const tenantId of lost) await sendTenantVersion(parts, tenantId)
  if (isPlatformLost) for (const { id, kind } of tenants) if (kind === 'operator') await resendPlatform(parts, id)
  return lost
}

/** After the clients', so that a number is known before its trunk lets calls in. */
async function resendPlatform({ database, redis }: ResendParts, operatorTenantId: string): Promise<void> {
  const last = await database.withTenants({ tenantIds: [operatorTenantId], operator: true }, (tx) =>
    tx.configVersion.findFirst({ where: { tenantId: operatorTenantId }, orderBy: { version: 'desc' } }),
  )
  if (last === null) return
  await redis.set(PLATFORM_SNAPSHOT, JSON.stringify(last.snapshot))
  await redis.publish(CONFIG_CHANGED, 'platform')
}
