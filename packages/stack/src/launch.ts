import path from 'node:path'
import { apiPart, identityPart, mediaPart, workerPart } from './parts/apps.ts'
import { kamailioPart, rtpenginePart } from './parts/edge.ts'
import { assertReachable, ensureDatabase, postgresPart } from './parts/postgres.ts'
import { redisPart } from './parts/redis.ts'
import type { PartContext, PartName, PartSpec } from './part.ts'
import type { StackOptions } from './settings.ts'
import type { Task } from './task.ts'

export type Launch = {
  readonly includes: (name: PartName) => boolean
  /** Starts the part, unless it is left out, and waits until it serves. */
  readonly part: (spec: PartSpec) => Promise<void>
  readonly task: (task: Task) => Promise<void>
}

/** Who waits for whom. Everything that does not wait for something runs at once. */
export async function launchAll(context: PartContext, launch: Launch, options: StackOptions): Promise<void> {
  const redis = launch.part(redisPart(context))
  const edge = Promise.all([
    launch.part(rtpenginePart(context, 'media')),
    launch.part(rtpenginePart(context, 'media2')),
    launch.part(kamailioPart(context)),
  ])
  const identity = launch.part(identityPart(context))
  const usesDatabaseClient = options.seed !== false || launch.includes('api') || launch.includes('worker')
  const generated = usesDatabaseClient ? launch.task(turbo(context, 'generate', 'api')) : Promise.resolve()
  const portal = launch.includes('portal') ? launch.task(turbo(context, 'build', 'portal')) : Promise.resolve()

  const database = startDatabase(context, launch, options)
  const filled = Promise.all([database, redis, generated]).then(() => fill(context, launch, options))
  const media = Promise.all([redis, edge]).then(() =>
    Promise.all([launch.part(mediaPart(context, 'media')), launch.part(mediaPart(context, 'media2'))]),
  )
  const worker = filled.then(() => launch.part(workerPart(context)))
  const api = Promise.all([filled, portal]).then(() => launch.part(apiPart(context)))
  await Promise.all([identity, media, worker, api])
}

async function startDatabase(context: PartContext, launch: Launch, options: StackOptions): Promise<void> {
  if (options.database !== undefined) return assertReachable(options.database.databaseOwnerUrl)
  if (!launch.includes('postgres')) return
  await launch.part(await postgresPart(context, launch.task))
  await ensureDatabase(context.databaseOwnerUrl)
}

/** The tables and the demo tenants; both are safe to run again. */
async function fill(context: PartContext, launch: Launch, options: StackOptions): Promise<void> {
  if (options.seed === false) return
  const env = {
    DATABASE_OWNER_URL: context.databaseOwnerUrl,
    DATABASE_URL: context.databaseUrl,
    REDIS_URL: context.redisUrl,
    PROMPTS_DIR: context.paths.prompts,
    ASSETS_DIR: context.paths.assets,
    RECORDINGS_DIR: context.paths.recordings,
  }
  for (const name of ['migrate', 'seed']) {
    const entry = path.join(context.paths.root, `apps/api/src/${name}-main.ts`)
    await launch.task({ name, command: process.execPath, args: [entry], env, cwd: context.paths.root })
  }
}

/** Generated code and the built portal, made again only when their sources have changed. */
function turbo(context: PartContext, what: 'generate' | 'build', app: 'api' | 'portal'): Task {
  return {
    name: `${what}-${app}`,
    command: process.execPath,
    args: [
      path.join(context.paths.root, 'node_modules/turbo/bin/turbo'),
      'run',
      what,
      `--filter=@seatline/${app}`,
      '--output-logs=errors-only',
    ],
    env: { TURBO_TELEMETRY_DISABLED: '1' },
    cwd: context.paths.root,
  }
}
