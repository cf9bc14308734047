import pg from 'pg'

/** The demo tenant that the many are made like. */
const PATTERN = { tenantId: 'ten_demo-clinic', slug: 'clinic', number: '4008003003' }

/** What happened, and who works there: not copied. */
const NOT_COPIED = new Set([
  'agent',
  'agent_group_member',
  'agent_interval',
  'agent_live',
  'agent_queue',
  'agent_queue_live',
  'agent_skill',
  'alarm',
  'audit_event',
  'act_as_session',
  'call',
  'call_step',
  'invitation',
  'journal_event',
  'leg',
  'membership',
  'preflight_run',
  'publication',
  'quarantined_event',
  'recording',
  'rejected_call',
  'usage_record',
  'user',
])
const AGENTS_EACH = 3
const BATCH = 100

type Row = { readonly table: string; readonly text: string }

/** Makes tenants like the pattern, with queues, menu, hours, prompts, a number and agents of their own, straight into the tables. The worker publishes what Redis lacks. */
export async function makeManyTenants(ownerUrl: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const rows = await readPattern(client)
    // The rows are whole already: triggers and references need not look at each.
    await client.query('SET session_replication_role = replica')
    for (let first = 1; first <= count; first += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, count - first + 1) }, (_, index) => first + index)
      await insertTenants(client, rows, numbers)
    }
    await client.query('ANALYZE')
  } finally {
    await client.end()
  }
}

export const manyTenantId = (number: number): string => `ten_many-${name(number)}`
const name = (number: number): string => String(number).padStart(5, '0')

async function readPattern(client: pg.Client): Promise<readonly Row[]> {
  const tables = await client.query<{ readonly name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant_id' ORDER BY 1`,
  )
  const rows: Row[] = []
  for (const table of ['tenant', ...tables.rows.map((row) => row.name).filter((each) => !NOT_COPIED.has(each))]) {
    const key = table === 'tenant' ? 'id' : 'tenant_id'
    // Of the versions of the configuration the last alone.
    const last = table === 'config_version' ? 'ORDER BY version DESC LIMIT 1' : ''
    const found = await client.query<{ readonly text: string }>(
      `SELECT to_jsonb(t)::text AS text FROM ${pg.escapeIdentifier(table)} t WHERE ${key} = $1 ${last}`,
      [PATTERN.tenantId],
    )
    rows.push(...found.rows.map(({ text }) => ({ table, text })))
  }
  return rows
}

async function insertTenants(client: pg.Client, rows: readonly Row[], numbers: readonly number[]): Promise<void> {
  const tables = Map.groupBy(rows, ({ table }) => table)
  for (const [table, own] of tables) {
    const copies = numbers.flatMap((number) => own.map(({ text }) => JSON.parse(copyFor(number, text)) as object))
    await insert(client, table, copies)
  }
  const agents = numbers.flatMap((number) => agentsOf(number, rows))
  await insert(
    client,
    'agent',
    agents.map(({ agent }) => agent),
  )
  await insert(
    client,
    'agent_queue',
    agents.flatMap(({ queues }) => queues),
  )
}

async function insert(client: pg.Client, table: string, rows: readonly object[]): Promise<void> {
  const into = pg.escapeIdentifier(table)
  await client.query(`INSERT INTO ${into} SELECT * FROM jsonb_populate_recordset(null::${into}, $1::jsonb)`, [
    JSON.stringify(rows),
  ])
}

/** Ids are the pattern's with another slug; the prompts' files stay the pattern's. */
function copyFor(number: number, text: string): string {
  const copied = text
    .replaceAll(PATTERN.tenantId, manyTenantId(number))
    .replaceAll(new RegExp(`"([a-z]{3})_${PATTERN.slug}`, 'g'), `"$1_m${name(number)}`)
    .replaceAll(PATTERN.number, `41${String(number).padStart(8, '0')}`)
    .replaceAll('Willow Clinic', `Clinic ${name(number)}`)
  return copied.replaceAll(/"file": "ten_many-\d+\//g, `"file": "${PATTERN.tenantId}/`)
}

function agentsOf(number: number, rows: readonly Row[]): readonly { agent: object; queues: readonly object[] }[] {
  const tenant_id = manyTenantId(number)
  const queueIds = rows
    .filter(({ table }) => table === 'queue')
    .map(({ text }) => (JSON.parse(copyFor(number, text)) as { readonly id: string }).id)
  const created_at = new Date(0).toISOString()
  return Array.from({ length: AGENTS_EACH }, (_, index) => {
    const id = `agt_m${name(number)}-${String(index + 1)}`
    const agent = { id, tenant_id, name: `Agent ${String(index + 1)}`, active: true, grade: 'professional', created_at }
    const queues = queueIds.map((queue_id) => ({
      tenant_id,
      agent_tenant_id: tenant_id,
      agent_id: id,
      queue_id,
      created_at,
    }))
    return { agent, queues }
  })
}
