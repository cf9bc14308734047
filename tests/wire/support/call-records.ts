import { JOURNAL_STREAM } from '@seatline/core'
import type { JournalEvent, TenantSnapshot } from '@seatline/core'
import { Redis } from 'ioredis'
import pg from 'pg'
import { eventually } from './edge.ts'
import { AGENT_IDS, wireTenants } from './wire-tenants.ts'

/** How a call or a leg ended, in a form that journal and database can be compared by. */
export type Ending = { readonly id: string; readonly releasedBy: string | null; readonly reason: string | null }
export type Records = { readonly calls: readonly Ending[]; readonly legs: readonly Ending[] }

/** Makes the tenants, queues and agents of these tests known to the database, so that it can keep records of their calls. */
export async function introduceTenants(
  databaseOwnerUrl: string,
  tenants: readonly TenantSnapshot[] = wireTenants(),
  agentIds: readonly string[] = AGENT_IDS,
): Promise<void> {
  const database = new pg.Client({ connectionString: databaseOwnerUrl })
  await database.connect()
  try {
    for (const { tenantId, name, prompts, queues, flows, numbers } of tenants) {
      await database.query(
        `insert into tenant (id, kind, name, brand_name, locale, time_zone, currency) values ($1, 'client', $2, $2, 'en', 'UTC', 'USD')`,
        [tenantId, name],
      )
      for (const prompt of prompts)
        await database.query(
          `insert into prompt (id, tenant_id, name, locale, file, duration_ms, sha256) values ($1, $2, $3, 'en', $4, $5, '')`,
          [prompt.promptId, tenantId, prompt.name, prompt.file, prompt.durationMs],
        )
      for (const queue of queues)
        await database.query(`insert into queue (id, tenant_id, name, music_prompt_id) values ($1, $2, $3, $4)`, [
          queue.queueId,
          tenantId,
          queue.name,
          queue.musicPromptId,
        ])
      for (const flow of flows)
        await database.query(`insert into flow (id, tenant_id, name) values ($1, $2, $3)`, [
          flow.flowId,
          tenantId,
          flow.name,
        ])
      for (const { didId, number, flowId } of numbers)
        await database.query(`insert into did (id, tenant_id, number, flow_id) values ($1, $2, $3, $4)`, [
          didId,
          tenantId,
          number,
          flowId,
        ])
    }
    for (const agentId of agentIds)
      await database.query(`insert into agent (id, tenant_id, name) values ($1, $2, $1)`, [
        agentId,
        tenants[0]?.tenantId,
      ])
  } finally {
    await database.end()
  }
}

/** What the journal says of every call and leg that began. */
export function endingsIn(events: readonly JournalEvent[]): Records {
  const calls: Ending[] = []
  const legs: Ending[] = []
  for (const { fact } of events) {
    if (fact.kind === 'call.ended')
      calls.push({ id: fact.callId, releasedBy: fact.releasedBy, reason: fact.cause.reason })
    if (fact.kind === 'leg.ended') legs.push({ id: fact.legId, releasedBy: fact.releasedBy, reason: fact.cause.reason })
  }
  return { calls: calls.toSorted(byId), legs: legs.toSorted(byId) }
}

/** The call summaries and CDRs in PostgreSQL, once the worker has read the whole journal; nothing may be quarantined. */
export async function recordsInDatabase(urls: { databaseOwnerUrl: string; redisUrl: string }): Promise<Records> {
  const database = new pg.Client({ connectionString: urls.databaseOwnerUrl })
  const redis = new Redis(urls.redisUrl)
  await database.connect()
  try {
    const [last] = await redis.xrevrange(JOURNAL_STREAM, '+', '-', 'COUNT', 1)
    const lastId = JSON.parse(last?.[1][1] ?? '{}') as { eventId?: string }
    await eventually(
      'the worker to read the whole journal',
      async () => (await database.query('select 1 from journal_event where event_id = $1', [lastId.eventId])).rowCount,
      (count) => count === 1,
      30_000,
    )
    const quarantined = await database.query<{ problem: string }>('select problem from quarantined_event')
    if (quarantined.rows.length > 0)
      throw new Error(`quarantined: ${quarantined.rows.map(({ problem }) => problem).join('; ')}`)
    return { calls: await endings(database, 'call'), legs: await endings(database, 'leg') }
  } finally {
    redis.disconnect()
    await database.end()
  }
}

async function endings(database: pg.Client, table: 'call' | 'leg'): Promise<readonly Ending[]> {
  const { rows } = await database.query<Ending>(
    `select id, released_by as "releasedBy", cause_reason as reason from ${table} where tenant_id = any($1)`,
    [wireTenants().map(({ tenantId }) => tenantId)],
  )
  return rows.toSorted(byId)
}

const byId = (a: Ending, b: Ending): number => (a.id < b.id ? -1 : Number(a.id > b.id))
