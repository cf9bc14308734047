import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JOURNAL_STREAM } from '@seatline/core'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../database/client.ts'
import { eventually } from '../testing/eventually.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { createStoryWorld } from '../testing/story-world.ts'
import { asOwner, startTestPostgres, type TestDatabaseUrls, type TestPostgres } from '../testing/test-postgres.ts'
import { startTestRedis, type TestRedis } from '../testing/test-redis.ts'
import { troubledStream, type TroubledStream } from '../testing/troubled-stream.ts'
import { startWorkerProcess, type WorkerProcess } from '../testing/worker-process.ts'

const SEED = Number(process.env['TEST_SEED'] ?? 20_261_121)
const CALLS = 400
const SLICES = 12

let postgres: TestPostgres
let redis: TestRedis
let directory: string
beforeAll(async () => {
  ;[postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis()])
  directory = await mkdtemp(join(tmpdir(), 'seatline-projector-'))
})
afterAll(async () => {
  await Promise.all([postgres.stop(), redis.stop()])
  await rm(directory, { recursive: true, force: true })
})

describe(`the projector, killed at random points (TEST_SEED=${String(SEED)})`, () => {
  it('leaves the same tables as a run that nobody disturbs, row for row', { timeout: 240_000 }, async () => {
    const steady = await project('steady', 0, noKills)
    const killed = await project('killed', 1, killInEverySlice)
    expect(killed.kills).toBe(SLICES)
    expect(steady.kills).toBe(0)
    const expected = await dumpTables(steady.urls)
    const found = await dumpTables(killed.urls)
    for (const [table, rows] of expected) expect(found.get(table), table).toEqual(rows)
    await expectTruth(steady.urls, steady.stream)
  })
})

type Disturb = (run: {
  readonly random: SeededRandom
  readonly moved: () => Promise<void>
  readonly kill: () => Promise<void>
}) => Promise<number>

const noKills: Disturb = () => Promise.resolve(0)

/** Somewhere in the first moments after the first batch of the slice: before, within or after a transaction. */
const killInEverySlice: Disturb = async ({ random, moved, kill }) => {
  if (random.chance(0.7)) await moved()
  const spins = random.between(0, 40)
  for (let spin = 0; spin < spins; spin++) await new Promise((resolve) => setImmediate(resolve))
  await kill()
  return 1
}

/** Streams the same journal, with the same stream ids, into a database of its own through a worker of its own. */
async function project(
  name: string,
  redisDatabase: number,
  disturb: Disturb,
): Promise<{ readonly urls: TestDatabaseUrls; readonly stream: TroubledStream; readonly kills: number }> {
  const random = new SeededRandom(SEED)
  const urls = await postgres.createDatabase(name)
  const database = openDatabase(urls.appUrl)
  const world = await createStoryWorld(database)
  await database.close()
  const stream = troubledStream(world, random, CALLS)
  const redisUrl = redis.url(redisDatabase)
  const writer = new Redis(redisUrl)
  const start = (): WorkerProcess =>
    startWorkerProcess({
      databaseUrl: urls.appUrl,
      redisUrl,
      spoolDir: join(directory, name, 'spool'),
      recordingsDir: join(directory, name, 'recordings'),
    })
  let worker = start()
  let kills = 0
  try {
    const size = Math.ceil(stream.entries.length / SLICES)
    for (let slice = 0; slice < SLICES; slice++) {
      const before = await cursorOf(urls)
      await append(writer, stream.entries, slice * size, (slice + 1) * size)
      kills += await disturb({
        random,
        moved: () => eventually('the cursor moves', async () => (await cursorOf(urls)) !== before, { everyMs: 1 }),
        kill: async () => {
          await worker.kill('SIGKILL')
          worker = start()
        },
      })
    }
    const last = idOf(stream.entries.length - 1)
    await eventually('the journal is projected', async () => (await cursorOf(urls)) === last, { deadlineMs: 60_000 })
    expect(await worker.kill('SIGTERM'), worker.output()).toBe(0)
  } finally {
    await worker.kill('SIGKILL')
    writer.disconnect()
  }
  return { urls, stream, kills }
}

const idOf = (index: number): string => `1793500000000-${String(index + 1)}`

async function append(writer: Redis, entries: readonly string[], from: number, until: number): Promise<void> {
  const pipeline = writer.pipeline()
  for (const [index, entry] of entries.entries())
    if (index >= from && index < until) pipeline.xadd(JOURNAL_STREAM, idOf(index), 'event', entry)
  await pipeline.exec()
}

async function cursorOf(urls: TestDatabaseUrls): Promise<string | null> {
  const rows = await asOwner<{ stream_id: string }>(urls, 'SELECT stream_id FROM projector_cursor')
  return rows[0]?.stream_id ?? null
}

/**
 * How often a use was charged on the way depends on what was told together; what stands of it does not. What the worker's clock makes
 * (the nightly check against carriers, seat use, measures of contracts) is there or not by when the run was.
 * Every row of every table, as text in a fixed order. When a row was written (not what it says) may differ between runs.
 */
async function dumpTables(urls: TestDatabaseUrls): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = await asOwner<{ name: string }>(
    urls,
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE '\\_prisma%' AND table_name NOT IN ('rated_entry', 'reconciliation', 'seat_hour', 'seat_user_day', 'seat_share', 'service_measure')`,
  )
  const dump = new Map<string, readonly string[]>()
  for (const { name } of tables) {
    const rows = await asOwner<{ row: string }>(
      urls,
      `SELECT (to_jsonb(t) - 'created_at' - 'updated_at' - 'charges_count')::text AS row FROM "${name}" t ORDER BY 1`,
    )
    dump.set(
      name,
      rows.map(({ row }) => row),
    )
  }
  return dump
}

/** Equal tables could be equally wrong: these figures come from the journal itself. */
async function expectTruth(urls: TestDatabaseUrls, { events, unreadable }: TroubledStream): Promise<void> {
  const count = async (sql: string): Promise<number> => Number((await asOwner<{ n: string }>(urls, sql))[0]?.n)
  const arrived = events.filter((event) => event.fact.kind === 'call.arrived').length
  expect(await count('SELECT count(*) n FROM journal_event')).toBe(events.length)
  expect(await count('SELECT count(*) n FROM quarantined_event')).toBe(unreadable)
  expect(await count('SELECT count(*) n FROM call')).toBe(arrived)
  expect(await count(`SELECT count(*) n FROM call WHERE phase <> 'ended' OR ended_at IS NULL`)).toBe(0)
  expect(await count('SELECT count(*) n FROM leg WHERE ended_at IS NULL')).toBe(0)
  expect(await count(`SELECT count(*) n FROM call WHERE cause_reason = 'nodeLost'`)).toBeGreaterThan(0)
  expect(await count('SELECT count(*) n FROM usage_record')).toBe(
    await count('SELECT count(*) n FROM leg WHERE trunk_id IS NOT NULL AND connected_ms > 0'),
  )
  expect(await count('SELECT sum(price_micros) n FROM call')).toBe(
    await count('SELECT sum(amount_micros) n FROM usage_record'),
  )
  expect(await count('SELECT sum(amount_micros) n FROM rated_entry')).toBe(
    await count('SELECT sum(amount_micros) n FROM usage_record'),
  )
  expect(await count('SELECT sum(wrap_up_ms) n FROM call')).toBe(
    await count(`SELECT sum(duration_ms) n FROM agent_interval WHERE status = 'wrapUp'`),
  )
  expect(await count('SELECT count(*) n FROM agent_interval WHERE to_at IS NULL')).toBe(0)
  const gaps = `SELECT count(*) n FROM (SELECT to_at, lead(from_at) OVER (PARTITION BY agent_id, epoch ORDER BY seq) AS next_from
    FROM agent_interval) i WHERE next_from <> to_at`
  expect(await count(gaps)).toBe(0)
  await expectSignedInTime(urls, events)
}

/** An agent's intervals add up to the time from sign-in to sign-out, or to the node's end. */
async function expectSignedInTime(urls: TestDatabaseUrls, events: TroubledStream['events']): Promise<void> {
  const restart = events.find((event) => event.fact.kind === 'node.started' && event.fact.lastAliveAt !== null)
  const diedAt = restart?.fact.kind === 'node.started' ? (restart.fact.lastAliveAt ?? 0) : 0
  const expected = new Map<string, number>()
  for (const { at, fact } of events) {
    if (fact.kind === 'agent.signedIn') {
      const left = events.find((e) => e.fact.kind === 'agent.signedOut' && e.fact.agentId === fact.agentId)
      const endsAt = at < diedAt ? diedAt : (left?.at ?? 0)
      expected.set(fact.agentId, (expected.get(fact.agentId) ?? 0) + endsAt - at)
    }
  }
  const rows = await asOwner<{ agent_id: string; total: string }>(
    urls,
    'SELECT agent_id, sum(duration_ms) AS total FROM agent_interval GROUP BY agent_id',
  )
  expect(Object.fromEntries(rows.map((row) => [row.agent_id, Number(row.total)]))).toEqual(Object.fromEntries(expected))
}
