import pg from 'pg'

/** One fingerprint of every row of a tenant, by table: equal as long as nobody has changed anything of it, so no worker may run. Read past row-level security. */
export async function fingerprintOf(ownerUrl: string, tenantId: string): Promise<Readonly<Record<string, string>>> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const tables = await client.query<{ readonly name: string }>(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant_id' ORDER BY 1`,
    )
    const keyed = [{ name: 'tenant', key: 'id' }, ...tables.rows.map(({ name }) => ({ name, key: 'tenant_id' }))]
    const prints = await client.query<{ readonly name: string; readonly print: string }>(
      keyed
        .map(
          ({ name, key }) => `SELECT ${pg.escapeLiteral(name)} AS name,
            count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS print
            FROM ${pg.escapeIdentifier(name)} t WHERE ${key} = $1`,
        )
        .join(' UNION ALL '),
      [tenantId],
    )
    return Object.fromEntries(prints.rows.map(({ name, print }) => [name, print]))
  } finally {
    await client.end()
  }
}

/** Makes a person administrator of more tenants, straight in the tables: for tests of what such a person could mix. */
export async function addMemberships(ownerUrl: string, userId: string, tenantIds: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    for (const tenantId of tenantIds)
      await client.query(
        `INSERT INTO membership (id, tenant_id, user_id, role) VALUES ($1, $2, $3, 'admin') ON CONFLICT DO NOTHING`,
        [`mbr_test-${userId.slice(4)}-${tenantId.slice(4)}`, tenantId, userId],
      )
  } finally {
    await client.end()
  }
}
