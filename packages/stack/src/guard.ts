import { spawn } from 'node:child_process'
import path from 'node:path'

export type Guard = {
  /** From now on the process group of `pid` ends with the stack, however the stack ends. */
  readonly watch: (pid: number, signal: NodeJS.Signals) => void
  /** `pid` has ended by itself: its number may belong to somebody else soon. */
  readonly forget: (pid: number) => void
  /** The stack ends in order: the guard has nothing left to do. */
  readonly dismiss: () => void
}

/**
 * A small process beside the stack that outlives it for a moment. It reads the numbers of the stack's processes from a pipe; when the pipe closes,
 * because the stack ended in whatever way, kill -9 included, it ends what is left of them.
 */
export function startGuard(): Guard {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'guard-main.ts')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.unref()
  const { stdin } = child
  // A guard that was killed from outside must not take the stack with it.
  stdin.on('error', () => stdin.destroy())
  const tell = (line: string): void => {
    if (!stdin.destroyed) stdin.write(`${line}\n`)
  }
  return {
    watch: (pid, signal) => tell(`watch ${pid} ${signal}`),
    forget: (pid) => tell(`forget ${pid}`),
    dismiss: () => {
      if (!stdin.destroyed) stdin.end()
    },
  }
}
