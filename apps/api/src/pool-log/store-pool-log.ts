import {
  isId,
  poolLogKey,
  poolLogStoredKey,
  POOLS,
  poolSnapshotPlaceKey,
  type PoolId,
  type PoolLogBatch,
} from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Database } from '../database/client.ts'
import { packEntries, segmentsOf } from './segment.ts'

/** Batches in one segment. */
const BATCHES_MAX = 2_000
/** Nodes that follow the log read it within moments; what they have certainly read is let go. */
const KEEP_MS = 10 * 60_000

type Parts = { readonly database: Database; readonly redis: Redis; readonly now: () => number }

/** Puts what the engines have decided since into the database, and lets go of it in Redis. Answers the number of entries. */
export async function storePoolLogs(parts: Parts): Promise<number> {
  const operator = await parts.database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findFirst({ where: { kind: 'operator' }, select: { id: true } }),
  )
  if (operator === null) return 0
  let stored = 0
  for (const poolId of await parts.redis.smembers(POOLS))
    if (isId<'pool'>('pool', poolId)) stored += await storePool(parts, operator.id, poolId)
  return stored
}

async function storePool(parts: Parts, operatorId: string, poolId: PoolId): Promise<number> {
  const { redis } = parts
  let stored = 0
  for (;;) {
    const after = (await redis.get(poolLogStoredKey(poolId))) ?? '0-0'
    const rows = await redis.xrange(poolLogKey(poolId), `(${after}`, '+', 'COUNT', BATCHES_MAX)
    const last = rows.at(-1)?.[0]
    if (last === undefined) break
    const batches = rows.map(([, fields]) => JSON.parse(fields[1] ?? '') as PoolLogBatch)
    stored += await insert(parts.database, operatorId, poolId, batches)
    await redis.set(poolLogStoredKey(poolId), last)
    if (rows.length < BATCHES_MAX) break
  }
  await trim(parts, poolId)
  return stored
}

/** A worker that died before it had said so stores the same again: the longer one stays. */
async function insert(
  database: Database,
  operatorId: string,
  poolId: PoolId,
  batches: readonly PoolLogBatch[],
): Promise<number> {
  const segments = await Promise.all(
    segmentsOf(batches).map(async (segment) => ({ ...segment, packed: await packEntries(segment.entries) })),
  )
  await database.withTenants({ tenantIds: [operatorId] }, async (tx) => {
    for (const { token, first, last, fromAt, untilAt, packed } of segments)
      await tx.$executeRaw`
        INSERT INTO pool_log (tenant_id, pool_id, token, first, last, from_at, until_at, entries)
        VALUES (${operatorId}, ${poolId}, ${token}, ${first}, ${last}, ${new Date(fromAt)}, ${new Date(untilAt)}, ${packed})
        ON CONFLICT (pool_id, token, first) DO UPDATE
          SET last = excluded.last, until_at = excluded.until_at, entries = excluded.entries WHERE pool_log.last < excluded.last`
  })
  return segments.reduce((sum, { entries }) => sum + entries.length, 0)
}

/** Never what no snapshot has yet: a node that starts needs it. */
async function trim({ redis, now }: Parts, poolId: PoolId): Promise<void> {
  const [stored, place] = await Promise.all([
    redis.get(poolLogStoredKey(poolId)),
    redis.get(poolSnapshotPlaceKey(poolId)),
  ])
  if (stored === null || place === null) return
  const oldest = [stored, place, `${String(now() - KEEP_MS)}-0`].toSorted(compareIds)[0]
  if (oldest !== undefined) await redis.xtrim(poolLogKey(poolId), 'MINID', '~', oldest)
}

function compareIds(a: string, b: string): number {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number)
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number)
  return aMs - bMs || aSeq - bSeq
}
