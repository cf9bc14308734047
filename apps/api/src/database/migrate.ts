import pg from 'pg'
import { readMigrations, withSchemaEngine } from './schema-engine.ts'

const NO_FILTERS = { externalTables: [], externalEnums: [] }

export type MigrationRun = {
  readonly ownerUrl: string
  /** The application's URL: its user name and password become the log-in of the role without any right to bypass row-level security. */
  readonly appUrl: string
  readonly migrationsDirectory: string
}

/** Creates the database when it is missing, applies what has not been applied, and gives the application's role its log-in. Idempotent. */
export async function migrate(run: MigrationRun): Promise<readonly string[]> {
  await createDatabaseIfMissing(run.ownerUrl)
  const migrationsList = await readMigrations(run.migrationsDirectory)
  const { appliedMigrationNames } = await withSchemaEngine(run.ownerUrl, (engine) =>
    engine.applyMigrations({ migrationsList, filters: NO_FILTERS }),
  )
  await grantLogIn(run)
  return appliedMigrationNames
}

/** The SQL that would bring what the migrations make to what `datamodel` says; empty when they agree. */
export async function schemaDrift(
  run: Pick<MigrationRun, 'ownerUrl' | 'migrationsDirectory'>,
  datamodel: string,
): Promise<string> {
  const migrations = await readMigrations(run.migrationsDirectory)
  const diff = await withSchemaEngine(
    run.ownerUrl,
    (engine) =>
      engine.diff({
        from: { tag: 'migrations', ...migrations },
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: datamodel }] },
        script: true,
        exitCode: null,
        filters: NO_FILTERS,
      }),
    datamodel,
  )
  return (diff.stdout ?? '').replace(/^-- This is an empty migration\.\s*$/m, '').trim()
}

async function createDatabaseIfMissing(ownerUrl: string): Promise<void> {
  const url = new URL(ownerUrl)
  const database = decodeURIComponent(url.pathname.slice(1))
  url.pathname = '/postgres'
  await withClient(url.toString(), async (client) => {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [database])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`)
  })
}

/**
 * The application's role may have any name; its rights are those of the group `seatline_app`, and nothing more. A role that could pass row-level security
 * by is refused: it would make every policy void without a sign.
 */
async function grantLogIn({ ownerUrl, appUrl }: MigrationRun): Promise<void> {
  const app = new URL(appUrl)
  const name = decodeURIComponent(app.username)
  const role = pg.escapeIdentifier(name)
  const password = pg.escapeLiteral(decodeURIComponent(app.password))
  if (name === decodeURIComponent(new URL(ownerUrl).username))
    throw new Error(
      `DATABASE_URL must name another role than DATABASE_OWNER_URL: the owner is above row-level security`,
    )
  await withClient(ownerUrl, async (client) => {
    const found = await client.query<RoleRights>('SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = $1', [
      name,
    ])
    const [rights] = found.rows
    if (rights?.rolsuper === true || rights?.rolbypassrls === true)
      throw new Error(`the role of DATABASE_URL can bypass row-level security, and must not [role:${name}]`)
    await client.query(
      `${rights === undefined ? 'CREATE' : 'ALTER'} ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${password}`,
    )
    if (name !== APP_GROUP) await client.query(`GRANT ${APP_GROUP} TO ${role}`)
  })
}

type RoleRights = { readonly rolsuper: boolean; readonly rolbypassrls: boolean }
const APP_GROUP = 'seatline_app'

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
