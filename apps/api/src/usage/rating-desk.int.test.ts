import { simpleDefinition } from '@seatline/billing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../database/client.ts'
import type { Database, Transaction } from '../database/client.ts'
import { CallCache } from '../events/call-cache.ts'
import { projectBatch } from '../events/project-batch.ts'
import { toCheckedRow } from '../price-plans/plan-rows.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { createStoryWorld } from '../testing/story-world.ts'
import { asOwner, startTestPostgres } from '../testing/test-postgres.ts'
import type { TestDatabaseUrls, TestPostgres } from '../testing/test-postgres.ts'
import { troubledStream } from '../testing/troubled-stream.ts'
import { openDesk, rateAtDesk, writeRating } from './rating-desk.ts'
import { usageFromRow } from './usage-rows.ts'

const TENANTS = ['ten_test-a', 'ten_test-b', 'ten_test-op']
let postgres: TestPostgres
let urls: TestDatabaseUrls
let database: Database

beforeAll(async () => {
  postgres = await startTestPostgres()
  urls = await postgres.createDatabase('rating')
  database = openDatabase(urls.appUrl)
  const world = await createStoryWorld(database)
  const { events } = troubledStream(world, new SeededRandom(7), 12)
  const streamed = events.map((event, index) => ({ streamId: `1793500000000-${String(index + 1)}`, event }))
  const memory = { cache: new CallCache(), nodes: null }
  const platform = { operatorTenantId: world.operatorTenantId }
  for (let from = 0; from < streamed.length; from += 40)
    await asWorker((tx) =>
      projectBatch(tx, { events: streamed.slice(from, from + 40), unreadable: [] }, memory, platform),
    )
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
})

const asWorker = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  database.withTenants({ tenantIds: TENANTS, operator: true }, work)

/** Rates everything that is kept of a tenant again; `change` corrects a record. */
const rateAll = (change: (durationMs: number) => number = (ms) => ms): Promise<number> =>
  asWorker(async (tx) => {
    const tenant = { id: 'ten_test-a', timeZone: 'Asia/Shanghai' }
    const desk = await openDesk(tx, tenant)
    const rows = await tx.usageRecord.findMany({ where: { tenantId: tenant.id } })
    const work = rows.map((row) => {
      const usage = usageFromRow(row)
      return { usage: { ...usage, durationMs: change(usage.durationMs) }, legId: row.legId }
    })
    const outcome = await rateAtDesk(tx, desk, work, new Date('2026-12-01T00:00:00Z'))
    await writeRating(tx, desk, outcome)
    return outcome.entries.length
  })

async function figures(): Promise<{ readonly uses: number; readonly entries: number; readonly same: boolean }> {
  const [row] = await asOwner<{ uses: string; entries: string; same: boolean }>(
    urls,
    `SELECT (SELECT count(*) FROM usage_record) AS uses, (SELECT count(*) FROM rated_entry) AS entries,
      NOT EXISTS (SELECT FROM usage_record u WHERE amount_micros <>
        (SELECT sum(e.amount_micros) FROM rated_entry e WHERE e.tenant_id = u.tenant_id AND e.usage_id = u.id)) AS same`,
  )
  return { uses: Number(row?.uses), entries: Number(row?.entries), same: row?.same ?? false }
}

describe('what was used', () => {
  it('is charged once, and the entries of each use add up to what it costs', async () => {
    const { uses, entries, same } = await figures()
    expect(uses).toBeGreaterThan(4)
    expect(entries).toBeGreaterThanOrEqual(uses)
    expect(same).toBe(true)
  })

  it('told again changes nothing', async () => {
    const before = await figures()
    expect(await rateAll()).toBe(0)
    expect(await figures()).toEqual(before)
  })

  it('corrected, or under a version that begins earlier, is taken back and charged anew; doing that twice changes nothing', async () => {
    expect(await rateAll((ms) => ms + 60_000)).toBeGreaterThan(1)
    const corrected = await figures()
    expect(corrected.same).toBe(true)
    const head = { tenantId: 'ten_test-a', planId: 'pln_test-a', name: 'Test', currency: 'CNY' }
    const definition = simpleDefinition({
      seatPricePerMonth: '100',
      inboundPerMinute: '0.5',
      outboundPerMinute: '0.5',
      increment: '1/1',
    })
    await asWorker((tx) =>
      tx.pricePlan.create({ data: toCheckedRow({ ...head, version: 2, validFrom: new Date(0) }, definition) }),
    )
    const added = await rateAll()
    expect(added).toBeGreaterThan(1)
    expect(await rateAll()).toBe(0)
    expect(await figures()).toEqual({ uses: corrected.uses, entries: corrected.entries + added, same: true })
  })

  it('cannot be taken out of the entries, nor changed in them', async () => {
    for (const act of [
      (tx: Transaction) => tx.ratedEntry.deleteMany({}),
      (tx: Transaction) => tx.ratedEntry.updateMany({ data: { amountMicros: 0n } }),
    ])
      await expect(asWorker(act)).rejects.toThrow(/permission denied/)
  })
})
