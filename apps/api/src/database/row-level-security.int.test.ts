import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Prisma } from '../generated/prisma/client.ts'
import { asOwner, startTestPostgres, type TestDatabaseUrls, type TestPostgres } from '../testing/test-postgres.ts'
import { columnOf } from '../events/upsert.ts'
import { openDatabase, type Database, type Transaction } from './client.ts'

/**
 * Walks every model of the schema, so that a model that comes without a policy fails here. The rows are filled in by the owner, past constraints and policies:
 * one of tenant A's and one of tenant B's in every table.
 */
const A = 'ten_a1'
const B = 'ten_b1'

type Field = { readonly name: string; readonly kind: string; readonly type: string; readonly isList: boolean }
type Model = { readonly name: string; readonly table: string; readonly fields: readonly Field[] }

let postgres: TestPostgres
let urls: TestDatabaseUrls
let database: Database
let models: readonly Model[]
let tables: readonly string[]

beforeAll(async () => {
  postgres = await startTestPostgres()
  urls = await postgres.createDatabase('rls')
  database = openDatabase(urls.appUrl)
  tables = (
    await asOwner<{ name: string }>(
      urls,
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_prisma%' ORDER BY 1`,
    )
  ).map((row) => row.name)
  models = Object.values(Prisma.ModelName).map((name) => ({ name, table: columnOf(name).slice(1), fields: [] }))
  await fillTables()
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
})

/** Every table gets a row of A's and of B's, with made-up values for whatever must not be null; references are not checked. */
async function fillTables(): Promise<void> {
  for (const table of tables) for (const tenant of [A, B]) await asOwner(urls, await insertSql(table, tenant))
}

async function insertSql(table: string, tenant: string): Promise<string> {
  const columns = await asOwner<{ name: string; type: string; udt: string }>(
    urls,
    `SELECT column_name AS name, data_type AS type, udt_name AS udt FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_nullable = 'NO'`,
    [table],
  )
  const values = await Promise.all(columns.map((column) => madeUpValue(table, column, tenant)))
  const names = columns.map((column) => `"${column.name}"`).join(', ')
  return `SET session_replication_role = replica; INSERT INTO "${table}" (${names}) VALUES (${values.join(', ')})`
}

async function madeUpValue(
  table: string,
  column: { readonly name: string; readonly type: string; readonly udt: string },
  tenant: string,
): Promise<string> {
  const isTenant = column.name.endsWith('tenant_id') || (table === 'tenant' && column.name === 'id')
  if (isTenant) return `'${tenant}'`
  if (column.type === 'USER-DEFINED') {
    const labels = await asOwner<{ label: string }>(
      urls,
      'SELECT e.enumlabel AS label FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = $1 LIMIT 1',
      [column.udt],
    )
    return `'${labels[0]?.label ?? ''}'`
  }
  if (column.type === 'ARRAY') return `'{}'`
  if (column.type === 'jsonb') return `'{}'`
  if (column.type === 'boolean') return 'true'
  if (column.type === 'integer' || column.type === 'bigint') return '1'
  if (column.type.startsWith('timestamp') || column.type === 'date') return `'2026-01-01'`
  return column.udt === 'bpchar' ? `'CNY'` : `'${tenant}-${column.name}'`
}

/** Which tenants' rows of the table the transaction sees. */
async function tenantsSeen(tx: Transaction, table: string): Promise<readonly string[]> {
  const column = table === 'tenant' ? 'id' : 'tenant_id'
  const rows = await tx.$queryRawUnsafe<{ tenant: string }[]>(
    `SELECT DISTINCT "${column}" AS tenant FROM "${table}" ORDER BY 1`,
  )
  return rows.map((row) => row.tenant)
}

/** Belongs to the platform: no tenant's column. */
const PLATFORM_TABLES = ['projector_cursor']

const IMMUTABLE = [
  ...['ledger_account', 'ledger_entry', 'ledger_posting', 'invoice_settlement'],
  ...['payment_movement', 'caller_account_entry'],
  'flow_version',
  'config_version',
  'journal_event',
  'price_plan',
  'contract_version',
  'service_measure',
  'service_credit',
  'reseller_statement',
]

describe('row-level security', () => {
  it('is forced on every table of every model', async () => {
    const secured = await asOwner<{ name: string }>(
      urls,
      `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
       AND relrowsecurity AND relforcerowsecurity ORDER BY 1`,
    )
    expect(secured.map((row) => row.name)).toEqual(tables)
    expect(models.map((model) => model.table).toSorted()).toEqual(tables)
  })

  it('binds a role that owns nothing and cannot pass it by', async () => {
    const roles = await asOwner(
      urls,
      `SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'seatline_app'`,
    )
    expect(roles).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false }])
    const owned = await asOwner(
      urls,
      `SELECT FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = 'seatline_app'`,
    )
    expect(owned).toHaveLength(0)
  })

  it('shows nothing to a transaction that named no tenant', async () => {
    for (const table of tables) {
      const rows = await database.client.$queryRawUnsafe<unknown[]>(`SELECT 1 FROM "${table}"`)
      expect(rows, table).toHaveLength(0)
      const scoped = await database.withTenants({ tenantIds: [] }, (tx) =>
        tx.$queryRawUnsafe<unknown[]>(`SELECT 1 FROM "${table}"`),
      )
      expect(scoped, table).toHaveLength(0)
    }
  })

  it('lets a transaction that named no tenant write nothing', async () => {
    for (const table of tables) {
      await expect(database.client.$executeRawUnsafe(await copySql(table, A)), table).rejects.toThrow(
        /row-level security|permission denied/,
      )
      await expectNoChange((sql) => database.client.$executeRawUnsafe(sql), table)
    }
  })

  it('shows a tenant its own rows and nobody else’s, in every table', async () => {
    for (const table of tables) {
      if (PLATFORM_TABLES.includes(table)) continue
      for (const tenant of [A, B]) {
        const seen = await database.withTenants({ tenantIds: [tenant] }, (tx) => tenantsSeen(tx, table))
        expect(seen, table).toEqual([tenant])
      }
      const both = await database.withTenants({ tenantIds: [A, B] }, (tx) => tenantsSeen(tx, table))
      expect(both, table).toEqual([A, B])
    }
  })

  it('lets a tenant neither change nor delete nor plant a row of another', async () => {
    for (const table of tables) {
      const asA = (sql: string): Promise<number> =>
        database.withTenants({ tenantIds: [A] }, (tx) => tx.$executeRawUnsafe(sql))
      await expect(asA(await copySql(table, B)), table).rejects.toThrow(/row-level security|permission denied/)
      if (PLATFORM_TABLES.includes(table)) continue
      const column = table === 'tenant' ? 'id' : 'tenant_id'
      await expectNoChange(asA, table, `WHERE "${column}" = '${B}'`)
    }
  })

  it('ends with the transaction: the next one on the same connection sees nothing', async () => {
    const single = openDatabase(urls.appUrl, { connectionsMax: 1 })
    try {
      await single.withTenants({ tenantIds: [A], operator: true }, (tx) => tx.queue.count())
      expect(await single.client.queue.count()).toBe(0)
      expect(await single.client.tenant.count()).toBe(0)
    } finally {
      await single.close()
    }
  })

  it('refuses a scope that is no id', async () => {
    await expect(database.withTenants({ tenantIds: [`${A},${B}`] }, (tx) => tx.queue.count())).rejects.toThrow(
      'not an id',
    )
  })

  it('keeps history as it was written: no update and no delete, even of a tenant’s own', async () => {
    for (const table of IMMUTABLE)
      for (const sql of [`UPDATE "${table}" SET tenant_id = tenant_id`, `DELETE FROM "${table}"`])
        await expect(
          database.withTenants({ tenantIds: [A], operator: true }, (tx) => tx.$executeRawUnsafe(sql)),
          table,
        ).rejects.toThrow('permission denied')
  })
})

describe('the agents that several tenants share', () => {
  it('are seen by the tenants they may serve, who cannot claim them', async () => {
    await asOwner(urls, `INSERT INTO agent (id, tenant_id, name) VALUES ('agt_shared', '${B}', 'Shared')`)
    const visible = (tenant: string): Promise<number> =>
      database.withTenants({ tenantIds: [tenant] }, (tx) => tx.agent.count({ where: { id: 'agt_shared' } }))
    expect(await visible(A)).toBe(0)
    const claim = { tenantId: A, agentTenantId: B, agentId: 'agt_shared', queueId: `${A}-id` }
    await expect(
      database.withTenants({ tenantIds: [A] }, (tx) => tx.agentQueue.create({ data: claim })),
    ).rejects.toThrow(/42501/)
    await database.withTenants({ tenantIds: [A, B] }, (tx) => tx.agentQueue.create({ data: claim }))
    expect(await visible(A)).toBe(1)
    const changed = await database.withTenants({ tenantIds: [A] }, (tx) =>
      tx.agent.updateMany({ where: { id: 'agt_shared' }, data: { name: 'Stolen' } }),
    )
    expect(changed.count).toBe(0)
  })

  it('show a tenant only what they did for it', async () => {
    await asOwner(
      urls,
      `SET session_replication_role = replica;
       INSERT INTO agent_interval (id, tenant_id, agent_id, served_tenant_id, status, from_at, node_id, epoch, seq)
       VALUES ('evt_for-a', '${B}', 'agt_shared', '${A}', 'talking', now(), 'n', 1, 1),
              ('evt_for-c', '${B}', 'agt_shared', 'ten_c1', 'talking', now(), 'n', 1, 2)`,
    )
    const seen = await database.withTenants({ tenantIds: [A] }, (tx) =>
      tx.agentInterval.findMany({ where: { agentId: 'agt_shared' }, select: { id: true } }),
    )
    expect(seen).toEqual([{ id: 'evt_for-a' }])
    const own = await database.withTenants({ tenantIds: [], agentId: 'agt_shared' }, (tx) => tx.agentInterval.count())
    expect(own).toBe(2)
  })

  it('are found by the subject of their token before any tenant is known', async () => {
    const user = await database.withTenants({ tenantIds: [], subject: `${A}-subject` }, (tx) => tx.user.findMany())
    expect(user.map((row) => row.tenantId)).toEqual([A])
    const memberships = await database.withTenants({ tenantIds: [], userId: `${A}-user_id` }, (tx) =>
      tx.membership.findMany(),
    )
    expect(memberships.map((row) => row.tenantId)).toEqual([A])
  })
})

/** A second row like the tenant's, under another key: refused by the policy before any constraint is looked at. */
async function copySql(table: string, tenant: string): Promise<string> {
  const sql = await insertSql(table, tenant)
  return sql.replace(/^SET[^;]*; /, '')
}

/** Neither an update nor a delete reaches a row; a missing right counts as well. */
async function expectNoChange(run: (sql: string) => Promise<number>, table: string, where = ''): Promise<void> {
  const column = table === 'tenant' ? 'id' : table === 'projector_cursor' ? 'name' : 'tenant_id'
  for (const sql of [`UPDATE "${table}" SET "${column}" = "${column}" ${where}`, `DELETE FROM "${table}" ${where}`]) {
    const changed = await run(sql).catch((error: unknown) => {
      expect(String(error), table).toContain('permission denied')
      return 0
    })
    expect(changed, `${table}: ${sql}`).toBe(0)
  }
}
