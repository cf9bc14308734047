import { spawn } from 'node:child_process'
import { closeSync, openSync, writeFileSync } from 'node:fs'
import type { Guard } from './guard.ts'
import { startGuard } from './guard.ts'
import { poll } from './health.ts'
import { describeExit, lastWords, logFileOf, startPart } from './part-process.ts'
import type { PartProcess } from './part-process.ts'
import { partEnvironment } from './part-environment.ts'
import { StackError } from './stack-error.ts'
import type { PartName, PartSpec } from './part.ts'
import { signalGroup } from './process-group.ts'
import type { Task } from './task.ts'
import type { Progress } from './progress.ts'

const TASK_STOP_MS = 5_000

/** Parts that use others end before them. */
const STOP_ORDER: readonly (readonly PartName[])[] = [
  ['api', 'identity', 'media', 'media2'],
  ['worker'],
  ['kamailio', 'rtpengine', 'rtpengine2'],
  ['postgres', 'redis'],
]

/** Owns every process of one stack: starts them, notices when one ends by itself, and ends them all. */
export class Supervisor {
  readonly #guard: Guard = startGuard()
  readonly #logsDir: string
  readonly #onProgress: (progress: Progress) => void
  readonly #running = new Map<PartName, PartProcess>()
  readonly #tasks = new Set<number>()
  #stopping = false
  #reportFailure: (error: StackError) => void = () => undefined

  /** Resolves, if ever, with why a part ended although nobody asked it to. */
  readonly failed: Promise<StackError>

  constructor(logsDir: string, onProgress: (progress: Progress) => void) {
    this.#logsDir = logsDir
    this.#onProgress = onProgress
    this.failed = new Promise((resolve) => {
      this.#reportFailure = resolve
    })
  }

  /** Starts a part and waits until it serves. */
  async start(spec: PartSpec): Promise<void> {
    if (this.#stopping) throw new StackError(`The stack is stopping; ${spec.name} is not started.`)
    const begun = this.#begin(spec.name)
    const part = startPart(spec, this.#logsDir, this.#guard)
    this.#running.set(spec.name, part)
    void part.exited.then((exit) => {
      if (this.#running.get(spec.name) === part) this.#running.delete(spec.name)
      if (!exit.expected && !this.#stopping) this.#reportFailure(new StackError(describeExit(exit, this.#logsDir)))
    })
    await part.whenReady()
    begun.ready()
  }

  /** Runs a task to its end; a code other than 0 is told with the end of its output. */
  async run(task: Task): Promise<void> {
    if (this.#stopping) throw new StackError(`The stack is stopping; ${task.name} is not run.`)
    const begun = this.#begin(task.name)
    const logFile = logFileOf(this.#logsDir, task.name)
    writeFileSync(logFile, '')
    const log = openSync(logFile, 'a')
    const child = spawn(task.command, task.args, {
      cwd: task.cwd,
      detached: true,
      stdio: ['ignore', log, log],
      env: partEnvironment(task.env),
    })
    closeSync(log)
    const pid = child.pid
    if (pid !== undefined) {
      this.#tasks.add(pid)
      this.#guard.watch(pid, 'SIGTERM')
    }
    const failure = await new Promise<string | null>((resolve) => {
      child.once('error', (error) => resolve(`could not be run: ${error.message}`))
      child.once('exit', (code, signal) => resolve(code === 0 ? null : `failed (${signal ?? `code ${code ?? '?'}`})`))
    })
    if (pid !== undefined) {
      this.#tasks.delete(pid)
      this.#guard.forget(pid)
    }
    if (failure !== null) throw new StackError(`${task.name} ${failure}. ${lastWords(logFile)}`)
    begun.ready()
  }

  process(name: PartName): PartProcess {
    const part = this.#running.get(name)
    if (part === undefined) throw new StackError(`${name} is not running.`)
    return part
  }

  pids(): ReadonlyMap<PartName, number> {
    return new Map([...this.#running].map(([name, part]) => [name, part.pid]))
  }

  async stopAll(): Promise<void> {
    this.#stopping = true
    await this.#endTasks()
    for (const names of STOP_ORDER) {
      await Promise.all(names.map(async (name) => this.#running.get(name)?.stop()))
    }
    this.#guard.dismiss()
  }

  async #endTasks(): Promise<void> {
    for (const pid of this.#tasks) signalGroup(pid, 'SIGTERM')
    await poll(() => Promise.resolve(this.#tasks.size === 0), TASK_STOP_MS, new AbortController().signal)
    for (const pid of this.#tasks) signalGroup(pid, 'SIGKILL')
  }

  #begin(what: string): { readonly ready: () => void } {
    const startedAt = performance.now()
    this.#onProgress({ kind: 'started', what })
    return { ready: () => this.#onProgress({ kind: 'ready', what, tookMs: performance.now() - startedAt }) }
  }
}
