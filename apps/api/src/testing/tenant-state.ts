import pg from 'pg'

/** Derived anew by the worker whenever its clock says so, whoever asks for what meanwhile. */
const MADE_BY_THE_CLOCK = ['seat_hour', 'seat_user_day', 'seat_share', 'service_measure', 'margin_day']

/** One fingerprint of every row of a tenant, by table: equal as long as nobody has changed anything of it. Read past row-level security. */
export async function fingerprintOf(ownerUrl: string, tenantId: string): Promise<Readonly<Record<string, string>>> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const tables = await client.query<{ readonly name: string }>(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant_id'
         AND table_name <> ALL ($1) ORDER BY 1`,
      [MADE_BY_THE_CLOCK],
    )
    const prints: Record<string, string> = {}
    const keyed = [{ name: 'tenant', key: 'id' }, ...tables.rows.map(({ name }) => ({ name, key: 'tenant_id' }))]
    for (const { name, key } of keyed) {
      const found = await client.query<{ readonly print: string }>(
        `SELECT count(*) || ' ' || md5(coalesce(string_agg(to_jsonb(t)::text, ',' ORDER BY to_jsonb(t)::text), '')) AS print
         FROM ${pg.escapeIdentifier(name)} t WHERE ${key} = $1`,
        [tenantId],
      )
      prints[name] = found.rows[0]?.print ?? ''
    }
    return prints
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
