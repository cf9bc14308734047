import { createRequire } from 'node:module'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { ConstructorOptions, MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'

/**
 * Prisma's schema engine as WebAssembly, in this process: migrations need no native binary and no download at install time.
 * adapter-pg 7.10 was written for queries, not for migrations; what it gets wrong for the engine is put right here.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<T>,
  datamodel?: string,
): Promise<T> {
  readCatalogCharAsText()
  const { SchemaEngine: engineClass, panics } = await loadEngine()
  const connections = new Set<Connection>()
  const engine = await engineClass.new(
    { datamodels: datamodel === undefined ? undefined : [['schema.prisma', datamodel]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(migrationAdapter(databaseUrl, connections)),
  )
  try {
    return await Promise.race([work(engine), panics.promise])
  } finally {
    // The engine holds an advisory lock for as long as its connection lives.
    for (const connection of connections) await connection.dispose()
  }
}

type EngineModule = {
  readonly SchemaEngine: {
    new: (options: ConstructorOptions, log: () => void, adapter: object) => Promise<SchemaEngine>
  }
  readonly __wbg_set_wasm: (exports: object) => void
}
/** As much of WebAssembly as is used here: its types come with the DOM library only. */
const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly
type WebAssemblyApi = {
  instantiate: (
    bytes: Uint8Array,
    imports: object,
  ) => Promise<{ instance: { exports: { __wbindgen_start: () => void } } }>
}
type LoadedEngine = Pick<EngineModule, 'SchemaEngine'> & { readonly panics: { readonly promise: Promise<never> } }
let loaded: Promise<LoadedEngine> | undefined

function loadEngine(): Promise<LoadedEngine> {
  loaded ??= (async () => {
    const panics = watchPanics()
    const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const glue = (await import(path)) as EngineModule
    const { instance } = await webAssembly.instantiate(await readFile(path.replace(/\.js$/, '.wasm')), {
      './schema_engine_bg.js': glue,
    })
    glue.__wbg_set_wasm(instance.exports)
    instance.exports.__wbindgen_start()
    return { SchemaEngine: glue.SchemaEngine, panics }
  })()
  return loaded
}

/**
 * After a panic the engine answers no more: what waits for it must hear of it. The engine reports to this global, which Prisma's own tools set.
 */
function watchPanics(): { readonly promise: Promise<never> } {
  let report: (message: string) => void = () => undefined
  const promise = new Promise<never>((_, reject) => {
    report = (message) => {
      reject(new Error(`the schema engine panicked: ${message.split('\n').slice(0, 2).join(' ').slice(0, 500)}`))
    }
  })
  // Nobody may be waiting when it comes.
  promise.catch(() => undefined)
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: report } })
  return { promise }
}

/** What the engine needs of a connection; `underlyingDriver` and `onError` are adapter-pg's own. */
type Connection = {
  executeScript: (sql: string) => Promise<void>
  queryRaw: (query: unknown) => Promise<{ columnNames: string[]; columnTypes: number[]; rows: unknown[][] }>
  underlyingDriver: () => pg.Pool
  onError: (error: unknown) => never
  dispose: () => Promise<void>
}

type PoolFields = Pick<pg.PoolConfig, 'max' | 'host' | 'port' | 'user' | 'password' | 'database' | 'ssl'>

function migrationAdapter(databaseUrl: string, opened: Set<Connection>): PrismaPg {
  const config = connectionConfig(databaseUrl)
  const factory = new PrismaPg(config)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const connection = forMigrations(await connect())
    opened.add(connection)
    return connection
  }
  factory.connectToShadowDb = () => openShadowDatabase(config)
  return factory
}

/** Fields one by one: next to a connection string, pg would ignore a `database` given for the shadow database. */
function connectionConfig(databaseUrl: string): PoolFields {
  const url = new URL(databaseUrl)
  return {
    max: 1,
    host: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
    port: Number(url.port === '' ? 5432 : url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ssl: url.searchParams.get('sslmode') === 'require' ? { rejectUnauthorized: false } : false,
  }
}

/**
 * A migration is sent as one simple query, which PostgreSQL carries out as one transaction: it is applied whole or not at all. adapter-pg would split it
 * at every semicolon, which breaks function bodies and leaves a failed migration half applied.
 */
function forMigrations<C>(opened: C): C & Connection {
  const connection = opened as C & Connection
  giveCharsAsChars(connection)
  connection.executeScript = async (sql) => {
    try {
      await connection.underlyingDriver().query(sql)
    } catch (error) {
      connection.onError(error)
    }
  }
  return connection
}

/** The shadow database must outlive its connections by a moment: PostgreSQL drops no database that is in use. */
async function openShadowDatabase(config: PoolFields): ReturnType<PrismaPg['connectToShadowDb']> {
  const database = `seatline_shadow_${String(process.pid)}_${String(Date.now())}`
  const asOwner = async (sql: string): Promise<void> => {
    const client = new pg.Client(config)
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  await asOwner(`CREATE DATABASE "${database}"`)
  const opened = forMigrations(await new PrismaPg({ ...config, database }).connect())
  const dispose = opened.dispose.bind(opened)
  opened.dispose = async () => {
    await dispose()
    await asOwner(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
  }
  return opened
}

/** Of the "char" columns, this one the engine wants as a character. PostgreSQL 18 has rows of it where older versions had none. */
const CHARACTER_COLUMN = 'constraint_type'
/** adapter-pg's number for the type. */
const COLUMN_TYPE_CHARACTER = 6

function giveCharsAsChars(connection: Connection): void {
  const queryRaw = connection.queryRaw.bind(connection)
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query)
    const columnTypes = result.columnTypes.map((type, index) =>
      result.columnNames[index] === CHARACTER_COLUMN ? COLUMN_TYPE_CHARACTER : type,
    )
    return { ...result, columnTypes }
  }
}

const OID_CHAR = 18
const OID_TEXT = 25
type ResultPrototype = { addFields: (fields: { dataTypeID: number }[]) => void; readsCatalogChar?: true }

/** Introspection selects catalog columns of type "char", which adapter-pg cannot read. */
function readCatalogCharAsText(): void {
  const prototype = (pg as unknown as { Result: { prototype: ResultPrototype } }).Result.prototype
  if (prototype.readsCatalogChar === true) return
  const addFields = prototype.addFields
  prototype.addFields = function (fields) {
    for (const field of fields) if (field.dataTypeID === OID_CHAR) field.dataTypeID = OID_TEXT
    addFields.call(this, fields)
  }
  prototype.readsCatalogChar = true
}

/** Reads a Prisma migrations directory in the form the engine takes. */
export async function readMigrations(directory: string): Promise<MigrationList> {
  const names = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const migrationDirectories = await Promise.all(
    names
      .map((entry) => entry.name)
      .sort()
      .map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(directory, path, 'migration.sql'), 'utf8') },
        },
      })),
  )
  return {
    baseDir: directory,
    lockfile: { path: 'migration_lock.toml', content: await readFile(join(directory, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories,
  }
}
