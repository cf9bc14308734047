import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Guard } from './guard.ts'
import { poll } from './health.ts'
import { partEnvironment } from './part-environment.ts'
import { isGroupAlive, signalGroup } from './process-group.ts'
import { StackError } from './stack-error.ts'
import type { PartSpec } from './part.ts'

const READY_MS = 60_000
const STOP_MS = 8_000
const LOG_LINES = 4

/** How a part's process ended. `expected` is true after `stop` and `kill`. */
export type PartExit = { readonly spec: PartSpec; readonly how: string; readonly expected: boolean }

/** One running part. */
export type PartProcess = {
  readonly spec: PartSpec
  readonly pid: number
  readonly exited: Promise<PartExit>
  /** Resolves when the part serves; throws one clear sentence when it ends or does not get ready in time. */
  readonly whenReady: () => Promise<void>
  /** Orderly, then by force. */
  readonly stop: () => Promise<void>
  /** Ends the whole process group at once: for tests of what happens then. */
  readonly kill: (signal: NodeJS.Signals) => Promise<void>
}

export const logFileOf = (logsDir: string, name: string): string => path.join(logsDir, `${name}.log`)

/** Starts the part in a process group of its own, so that Ctrl-C at the terminal reaches the stack only and the stack ends its parts in order. */
export function startPart(spec: PartSpec, logsDir: string, guard: Guard): PartProcess {
  const logFile = logFileOf(logsDir, spec.name)
  const log = openSync(logFile, 'a')
  const child = spawn(spec.command, spec.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: partEnvironment(spec.env),
  })
  closeSync(log)
  const pid = child.pid
  const stopSignal = spec.stopSignal ?? 'SIGTERM'
  if (pid !== undefined) guard.watch(pid, stopSignal)
  let expected = false
  const exited = exitOf(child).then((how) => {
    if (pid !== undefined) guard.forget(pid)
    return { spec, how, expected }
  })

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    expected = true
    if (pid === undefined) return
    // The leader alone is told first: PostgreSQL's and Kamailio's main processes end their children in the right order.
    if (signal === 'SIGKILL') signalGroup(pid, signal)
    else child.kill(signal)
    await poll(() => Promise.resolve(!isGroupAlive(pid)), STOP_MS, new AbortController().signal)
    if (isGroupAlive(pid)) signalGroup(pid, 'SIGKILL')
    await exited
  }

  const whenReady = async (): Promise<void> => {
    const ended = new AbortController()
    void exited.then(() => ended.abort())
    if (await poll(spec.isReady, READY_MS, ended.signal)) return
    if (!ended.signal.aborted)
      throw new StackError(`${spec.name} did not get ready within ${READY_MS / 1000} s. ${lastWords(logFile)}`)
    throw new StackError(describeExit(await exited, logsDir))
  }
  return { spec, pid: pid ?? -1, exited, whenReady, stop: () => end(stopSignal), kill: end }
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ENOENT' ? `could not be started: ${child.spawnfile} is not installed` : error.message),
    )
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `ended with code ${code ?? '?'}` : `was ended by ${signal}`),
    )
  })
}

export function describeExit(exit: PartExit, logsDir: string): string {
  return `${exit.spec.name} ${exit.how}. ${lastWords(logFileOf(logsDir, exit.spec.name))}`
}

/** The end of a log, where the reason usually stands, and where the rest is. */
export function lastWords(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').split('\n').filter(Boolean).slice(-LOG_LINES)
  if (lines.length === 0) return `It wrote nothing to ${logFile}.`
  return `Its last words (all of them in ${logFile}):\n${lines.map((line) => `    ${line.slice(0, 300)}`).join('\n')}`
}
