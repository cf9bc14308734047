import pg from 'pg'

/**
 * Every text in every row of one tenant that no row of the others has: what must never reach a stranger. Read by the owner of the tables, past row-level
 * security.
 */
export async function secretsOf(ownerUrl: string, tenantId: string): Promise<ReadonlySet<string>> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    // The owner is bound by FORCE ROW LEVEL SECURITY like anyone, unless it is a superuser.
    const tables = await client.query<{ readonly name: string }>(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant_id'`,
    )
    const own = new Set<string>([tenantId])
    const others = new Set<string>()
    for (const { name } of tables.rows) {
      const rows = await client.query<{ readonly row: unknown; readonly own: boolean }>(
        `SELECT to_jsonb(t) AS row, tenant_id = $1 AS own FROM ${pg.escapeIdentifier(name)} t`,
        [tenantId],
      )
      for (const { row, own: isOwn } of rows.rows) collectTexts(row, isOwn ? own : others)
    }
    const tenant = await client.query<{ readonly row: unknown }>(
      'SELECT to_jsonb(t) AS row FROM tenant t WHERE id = $1',
      [tenantId],
    )
    for (const { row } of tenant.rows) collectTexts(row, own)
    return new Set([...own].filter((text) => !others.has(text)))
  } finally {
    await client.end()
  }
}

/** Short words and times are no secrets: they occur everywhere. */
const LENGTH_MIN = 6
const TIME = /^\d{4}-\d{2}-\d{2}T/
/** IANA names, and words of the demonstration that our own sentences have too. */
const COMMON = /^(Africa|America|Asia|Australia|Europe|Pacific)\/|^(Changed|Booked)$/

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length >= LENGTH_MIN && !TIME.test(value) && !COMMON.test(value)) into.add(value)
  } else if (Array.isArray(value)) for (const entry of value) collectTexts(entry, into)
  else if (typeof value === 'object' && value !== null)
    for (const entry of Object.values(value)) collectTexts(entry, into)
}
