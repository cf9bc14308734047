import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import net from 'node:net'
import { join, resolve } from 'node:path'
import { eventually } from './eventually.ts'

export const ROOT = resolve(import.meta.dirname, '../../..')

/** A command of bin/ as a person runs it in a terminal. */
export class Command {
  output = ''
  readonly exited: Promise<number>
  readonly #child: ChildProcess

  constructor(name: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    const child = spawn(join(ROOT, 'bin', name), args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.on('data', (data: Buffer) => (this.output += data.toString()))
    child.stderr.on('data', (data: Buffer) => (this.output += data.toString()))
    this.#child = child
    this.exited = new Promise((done) => {
      // `close`, not `exit`: what it printed last has then been read.
      child.once('close', (code, signal) => done(code ?? (signal === null ? -1 : 128)))
    })
  }

  async says(pattern: RegExp, withinMs: number): Promise<void> {
    let ended = false
    void this.exited.then(() => (ended = true))
    await eventually(
      `${pattern} in the output`,
      () => this.output,
      (output) => pattern.test(output) || ended,
      withinMs,
    )
    if (!pattern.test(this.output)) throw new Error(`it ended without saying ${pattern}:\n${this.output}`)
  }

  /** What Ctrl-C does. */
  interrupt(): void {
    this.#child.kill('SIGINT')
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Every process it started, itself included. A number that is used again later has another start time. */
  processes(): readonly Process[] {
    const all = allProcesses()
    const mine = new Set([this.#child.pid])
    for (let before = 0; before < mine.size;) {
      before = mine.size
      for (const { pid, parent } of all) if (mine.has(parent)) mine.add(pid)
    }
    return all.filter(({ pid }) => mine.has(pid))
  }
}

export type Process = {
  readonly pid: number
  readonly parent: number
  readonly startedAt: string
  readonly commandLine: string
}

function allProcesses(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        // After the name in brackets, which may hold blanks: state, parent, …, start time as the 20th (proc(5)).
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        if (fields[0] === 'Z') return []
        return [{ pid: Number(pid), parent: Number(fields[1]), startedAt: fields[19] ?? '', commandLine }]
      } catch (error) {
        // It ended while it was being read.
        if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
        throw error
      }
    })
}

/** Those of `processes` that still run. */
export function stillRunning(processes: readonly Process[]): readonly string[] {
  const now = new Map(allProcesses().map((one) => [one.pid, one.startedAt]))
  return processes.filter(({ pid, startedAt }) => now.get(pid) === startedAt).map(({ commandLine }) => commandLine)
}

export function listenOn(port: number): Promise<net.Server> {
  const server = net.createServer()
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => done(server))
  })
}

export const close = (server: net.Server): Promise<void> => new Promise((done) => server.close(() => done()))
