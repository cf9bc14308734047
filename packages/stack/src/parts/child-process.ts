import { spawn, type ChildProcess } from 'node:child_process'
import type { PartExit, RunningPart } from './part.ts'

export type ChildOptions = {
  readonly name: string
  readonly command: string
  readonly args?: readonly string[]
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Gets every line the process prints. */
  readonly onLine?: (line: string) => void
  /** True once the part answers. Asked every 50 ms. */
  readonly isUp: () => Promise<boolean>
  /** Default 15 s. */
  readonly upTimeoutMs?: number
}

const STOP_TIMEOUT_MS = 5_000
const POLL_MS = 50
const KEPT_LINES = 30

/** Starts a process and resolves when it answers; rejects with one sentence and its last lines when it ends or stays silent. */
export async function startChild(options: ChildOptions): Promise<RunningPart> {
  const child = spawn(options.command, [...(options.args ?? [])], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  })
  const lastLines = collectLines(child, options.onLine)
  const state: { exit: PartExit | null; error: Error | null } = { exit: null, error: null }
  const gone = new Promise<PartExit>((resolve) => {
    child.once('error', (error) => {
      state.error = error
      resolve({ code: null, signal: null })
    })
    child.once('exit', (code, signal) => {
      state.exit = { code, signal }
      resolve({ code, signal })
    })
  })
  const part: RunningPart = {
    name: options.name,
    pid: child.pid ?? -1,
    stop: () => stopChild(child, gone),
    onExit: (listener) => void gone.then(listener),
  }
  const deadline = Date.now() + (options.upTimeoutMs ?? 15_000)
  while (!(await options.isUp())) {
    if (state.error) throw new Error(`${options.name} could not be started`, { cause: state.error })
    if (state.exit) throw new Error(`${options.name} ended while starting [${describe(state.exit)}]\n${lastLines()}`)
    if (Date.now() > deadline) {
      await part.stop()
      throw new Error(`${options.name} did not answer in time\n${lastLines()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  // Something else on the same port may have answered for a process that failed to bind it.
  if (state.exit) throw new Error(`${options.name} ended while starting [${describe(state.exit)}]\n${lastLines()}`)
  return part
}

const describe = (exit: PartExit): string =>
  exit.signal === null ? `exit code:${String(exit.code)}` : `signal:${exit.signal}`

async function stopChild(child: ChildProcess, gone: Promise<PartExit>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await gone
  clearTimeout(killer)
}

function collectLines(child: ChildProcess, onLine: ((line: string) => void) | undefined): () => string {
  const kept: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        kept.push(line)
        if (kept.length > KEPT_LINES) kept.shift()
        onLine?.(line)
      }
    })
  }
  return () => kept.join('\n')
}
