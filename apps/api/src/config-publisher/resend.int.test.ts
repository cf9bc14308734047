import { CONFIG_VERSIONS, PLATFORM_SNAPSHOT, TENANT_SNAPSHOTS, tenantSnapshotSchema } from '@seatline/core'
import { startStack } from '@seatline/stack'
import type { Stack } from '@seatline/stack'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDatabase } from '../database/client.ts'
import type { Database } from '../database/client.ts'
import { healRedis, resendWaiting } from './resend.ts'
import { keepTenantVersion, sendTenantVersion } from './tenant-versions.ts'

/** Promise: a version that was kept reaches Redis, whatever happens between the two. The worker of the stack is part of it. */
const TENANT = 'ten_demo-travel'
let stack: Stack
let database: Database
let redis: Redis
const parts = () => ({ database, redis, now: () => Date.now() + 60_000 })

beforeAll(async () => {
  stack = await startStack({
    portBase: 5320,
    rtpPorts: { min: 31_300, max: 31_400 },
    without: ['api', 'portal', 'identity', 'kamailio', 'rtpengine', 'media'],
  })
  database = openDatabase(stack.databaseUrl)
  redis = new Redis(stack.redisUrl, { maxRetriesPerRequest: null })
}, 120_000)
afterAll(async () => {
  redis.disconnect()
  await database.close()
  await stack.stop()
})

test('the worker sends what was kept and not sent', async () => {
  const version = await keepOnly('left behind by a process that ended')
  await vi.waitFor(async () => expect(await versionInRedis()).toBe(version), { timeout: 20_000 })
  await vi.waitFor(async () => expect(await waiting()).toEqual([]), { timeout: 5_000 })
})

test('the worker gives back what Redis has lost', async () => {
  const before = await versionInRedis()
  await redis.del(TENANT_SNAPSHOTS, CONFIG_VERSIONS, PLATFORM_SNAPSHOT)
  await vi.waitFor(
    async () => {
      expect(await versionInRedis()).toBe(before)
      expect(await redis.exists(PLATFORM_SNAPSHOT)).toBe(1)
    },
    { timeout: 25_000 },
  )
})

test('nothing is sent twice when all is well', async () => {
  expect(await resendWaiting(parts())).toEqual([])
  expect(await healRedis(parts())).toEqual([])
})

test('an older version never overwrites a newer one, however late it is sent', async () => {
  const first = await keepOnly('first')
  const second = await keepOnly('second')
  await Promise.all([1, 2, 3, 4].map(() => sendTenantVersion(parts(), TENANT)))
  expect(second).toBe(first + 1)
  expect(await versionInRedis()).toBe(second)
})

test('a database that was restored from a backup wins over what Redis knows', async () => {
  const version = await keepOnly('after the backup')
  await redis.hset(CONFIG_VERSIONS, TENANT, String(version + 500))
  await sendTenantVersion(parts(), TENANT)
  expect(await versionInRedis()).toBe(version)
})

async function keepOnly(summary: string): Promise<number> {
  return database.withTenants({ tenantIds: [TENANT] }, async (tx) => {
    const kept = await keepTenantVersion(tx, TENANT, { at: new Date(), by: null, action: 'test', summary })
    if (!kept.ok) throw new Error(JSON.stringify(kept.error))
    return kept.value.version
  })
}

async function versionInRedis(): Promise<number> {
  const text = await redis.hget(TENANT_SNAPSHOTS, TENANT)
  const version = text === null ? 0 : tenantSnapshotSchema.parse(JSON.parse(text)).version
  expect(await redis.hget(CONFIG_VERSIONS, TENANT)).toBe(text === null ? null : String(version))
  return version
}

const waiting = (): Promise<readonly unknown[]> =>
  database.withTenants({ tenantIds: [TENANT] }, (tx) => tx.publication.findMany({ where: { tenantId: TENANT } }))
