import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { DEFAULT_FLAGS, DEFAULT_POOL, poolLogKey, POOLS, type PoolLogBatch, type PoolLogEntry } from '@seatline/core'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '../database/client.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { asOwner, startTestPostgres } from '../testing/test-postgres.ts'
import type { TestDatabaseUrls, TestPostgres } from '../testing/test-postgres.ts'
import { startTestRedis } from '../testing/test-redis.ts'
import type { TestRedis } from '../testing/test-redis.ts'
import { packEntries, unpackEntries } from './segment.ts'
import { storePoolLogs } from './store-pool-log.ts'
import { RecordedDay } from './testing/record-day.ts'

/**
 * Promise: what an engine has written to its log is stored by the worker, and comes out of the database to the same decisions, by the command that people use; a
 * row that somebody has changed is found, and the entry named.
 */
const MAIN = path.join(import.meta.dirname, 'replay-main.ts')
const BATCH = 100
const ADD_OPERATOR = `INSERT INTO tenant (id, kind, name, brand_name, locale, time_zone, currency)
  VALUES ('ten_operator', 'operator', 'Operator', 'Operator', 'en', 'UTC', 'EUR')`

const run = promisify(execFile)
const day = new RecordedDay(new SeededRandom(11)).record(150, DEFAULT_FLAGS)
let postgres: TestPostgres
let testRedis: TestRedis
let urls: TestDatabaseUrls
let redis: Redis
let database: Database

beforeAll(async () => {
  postgres = await startTestPostgres()
  testRedis = await startTestRedis()
  urls = await postgres.createDatabase('replay')
  await asOwner(urls, ADD_OPERATOR)
  redis = new Redis(testRedis.url())
  database = openDatabase(urls.appUrl)
}, 120_000)
afterAll(async () => {
  await database.close()
  redis.disconnect()
  await testRedis.stop()
  await postgres.stop()
})

type Replayed = { readonly code: number; readonly said: string }

async function replay(): Promise<Replayed> {
  const env = { ...process.env, DATABASE_URL: urls.appUrl }
  try {
    const { stdout } = await run(process.execPath, [MAIN], { env })
    return { code: 0, said: stdout }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  }
}

test('a day that the worker has stored replays from the database to the same decisions', async () => {
  await redis.sadd(POOLS, DEFAULT_POOL)
  const positions = { inputs: '0-0', commands: '0-0', taken: {} }
  for (let from = 0; from < day.length; from += BATCH) {
    const batch: PoolLogBatch = { v: 1, token: 1, entries: day.slice(from, from + BATCH), positions }
    await redis.xadd(poolLogKey(DEFAULT_POOL), '*', 'batch', JSON.stringify(batch))
  }
  expect(await storePoolLogs({ database, redis, now: Date.now })).toBe(day.length)
  // A head is no step.
  expect(await replay()).toEqual({
    code: 0,
    said: `${String(day.length - 1)} steps under 1 leases replayed: 0 differ.\n`,
  })
})

test('an entry that was changed in its row is named', async () => {
  const [row] = await asOwner<{ entries: Buffer }>(urls, 'SELECT entries FROM pool_log')
  const entries = await unpackEntries(row?.entries ?? Buffer.alloc(0))
  const n = entries.findLast((entry) => 'decided' in entry)?.n ?? 0
  const changed = entries.map((entry): PoolLogEntry => {
    return 'decided' in entry && entry.n === n ? { ...entry, decided: `${entry.decided}0` } : entry
  })
  expect(n).toBeGreaterThan(0)
  await asOwner(urls, 'UPDATE pool_log SET entries = $1', [await packEntries(changed)])
  const { code, said } = await replay()
  expect(code).toBe(1)
  expect(said).toContain('1 differ.')
  expect(said).toContain(`entry ${String(n)} at `)

  // An entry that is gone is missed where the next one stands.
  const without = entries.filter((entry) => entry.n !== n - 1)
  await asOwner(urls, 'UPDATE pool_log SET entries = $1', [await packEntries(without)])
  const missed = await replay()
  expect(missed.code).toBe(1)
  expect(missed.said).toContain(`entry ${String(n)} at `)
  expect(missed.said).toContain('gap')
})
