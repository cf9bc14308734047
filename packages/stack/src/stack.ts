import { mkdirSync, rmSync } from 'node:fs'
import { lockDataDirectory } from './data-lock.ts'
import { launchAll } from './launch.ts'
import { logFileOf } from './part-process.ts'
import { StackError } from './stack-error.ts'
import type { PartContext, PartName, PartSpec } from './part.ts'
import { assertPortsFree, DEFAULT_PORT_BASE } from './ports.ts'
import type { PortName } from './ports.ts'
import { resolveSettings } from './settings.ts'
import type { StackOptions } from './settings.ts'
import { Supervisor } from './supervisor.ts'
import type { Task } from './task.ts'

/** All parts of Seatline on this machine, ready for a call. */
export type Stack = PartContext & {
  readonly urls: {
    readonly web: string
    readonly graphql: string
    readonly identity: string
    readonly sipWebSocket: string
    readonly mediaHealth: string
    readonly workerHealth: string
    readonly kamailioRpc: string
  }
  /** The environment a part was started with, without what it inherits. */
  readonly envOf: (name: PartName) => Readonly<Record<string, string>>
  readonly logFile: (name: string) => string
  /** The main process of each part that runs. */
  readonly pids: () => ReadonlyMap<PartName, number>
  /** Ends a part at once, SIGKILL by default; the stack does not take that for a failure. */
  readonly kill: (name: PartName, signal?: NodeJS.Signals) => Promise<void>
  /** Starts a part that was ended by `kill` or `stopPart` and waits until it serves. */
  readonly start: (name: PartName) => Promise<void>
  readonly stopPart: (name: PartName) => Promise<void>
  /** Resolves with the reason when a part ends by itself. */
  readonly failed: Promise<StackError>
  /** Ends every process of the stack, in order, and removes the data directory when it is a temporary one. */
  readonly stop: () => Promise<void>
}

const PORT_USERS: Readonly<Record<PortName, PartName>> = {
  web: 'api',
  identity: 'identity',
  postgres: 'postgres',
  redis: 'redis',
  mediaHttp: 'media',
  kamailioRpc: 'kamailio',
  sipWebSocket: 'kamailio',
  workerHttp: 'worker',
  sip: 'kamailio',
  sipInternal: 'kamailio',
  mediaSip: 'media',
  rtpengineNg: 'rtpengine',
  mediaDtmf: 'media',
  mediaHttp2: 'media2',
  mediaSip2: 'media2',
  mediaDtmf2: 'media2',
  rtpengineNg2: 'rtpengine2',
}

/** Starts the parts, as many at once as their needs allow, and resolves when all of them serve. Throws a StackError with one clear sentence. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { context, temporary } = resolveSettings(options)
  const leftOut = new Set<PartName>([
    ...(options.without ?? []),
    ...(options.database === undefined ? [] : ['postgres' as const]),
    ...(context.mediaNodes === 2 ? [] : ['media2' as const, 'rtpengine2' as const]),
  ])
  const unlock = lockDataDirectory(context.paths.data)
  try {
    await assertPortsFree(options.portBase ?? DEFAULT_PORT_BASE, (name) => !leftOut.has(PORT_USERS[name]))
  } catch (error) {
    unlock()
    if (temporary) rmSync(context.paths.data, { recursive: true })
    throw error
  }
  rmSync(context.paths.logs, { recursive: true, force: true })
  mkdirSync(context.paths.logs)
  const supervisor = new Supervisor(context.paths.logs, options.onProgress ?? (() => undefined))
  const specs = new Map<PartName, PartSpec>()

  const launch = {
    includes: (name: PartName) => !leftOut.has(name),
    part: async (spec: PartSpec): Promise<void> => {
      const whole = { ...spec, env: { ...spec.env, ...options.env?.[spec.name] } }
      specs.set(spec.name, whole)
      if (!leftOut.has(spec.name)) await supervisor.start(whole)
    },
    task: (task: Task) => supervisor.run(task),
  }
  const end = async (): Promise<void> => {
    await supervisor.stopAll()
    unlock()
  }
  try {
    const failure = supervisor.failed.then((error) => Promise.reject(error))
    await Promise.race([launchAll(context, launch, options), failure, abortion(options.signal)])
  } catch (error) {
    await end()
    throw error
  }
  const stop = async (): Promise<void> => {
    await end()
    if (temporary) rmSync(context.paths.data, { recursive: true, force: true })
  }
  return { ...context, ...handles(context, supervisor, specs), stop }
}

/** Never resolves: rejects when the start is called off. */
function abortion(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new StackError('The start was called off.')))
  })
}

function handles(
  context: PartContext,
  supervisor: Supervisor,
  specs: ReadonlyMap<PartName, PartSpec>,
): Omit<Stack, keyof PartContext | 'stop'> {
  const http = (port: number, rest = ''): string => `http://127.0.0.1:${port}${rest}`
  const { ports } = context
  const specOf = (name: PartName): PartSpec => {
    const spec = specs.get(name)
    if (spec === undefined) throw new StackError(`${name} is not a process of this stack.`)
    return spec
  }
  return {
    urls: {
      web: http(ports.web),
      graphql: http(ports.web, '/graphql'),
      identity: http(ports.identity),
      sipWebSocket: `ws://127.0.0.1:${ports.sipWebSocket}`,
      mediaHealth: http(ports.mediaHttp, '/healthz'),
      workerHealth: http(ports.workerHttp, '/healthz'),
      kamailioRpc: http(ports.kamailioRpc, '/rpc'),
    },
    envOf: (name) => specOf(name).env,
    logFile: (name) => logFileOf(context.paths.logs, name),
    pids: () => supervisor.pids(),
    kill: (name, signal = 'SIGKILL') => supervisor.process(name).kill(signal),
    stopPart: (name) => supervisor.process(name).stop(),
    start: (name) => supervisor.start(specOf(name)),
    failed: supervisor.failed,
  }
}
