import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'

export type ToolOutcome =
  | { readonly kind: 'done'; readonly stderr: string }
  | { readonly kind: 'failed'; readonly stderr: string }
  | { readonly kind: 'tooSlow' }
  | { readonly kind: 'notInstalled' }

const STDERR_MAX = 64 * 1024

/**
 * Runs a program of the operating system on what a stranger has sent: with an array of arguments, never a shell; with nothing of our environment; after calls in
 * priority; and not longer than `timeoutMs`.
 */
export function runTool(
  name: string,
  args: readonly string[],
  options: { readonly timeoutMs: number; readonly stdin?: string },
): Promise<ToolOutcome> {
  return new Promise((resolve) => {
    const child = spawn(name, args, {
      stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe'],
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
    })
    let stderr = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_MAX)
    })
    child.once('error', () => resolve({ kind: 'notInstalled' }))
    child.once('spawn', () => giveWay(child.pid))
    child.once('close', (code, signal) => {
      if (code === 0) resolve({ kind: 'done', stderr })
      else resolve(signal === 'SIGKILL' ? { kind: 'tooSlow' } : { kind: 'failed', stderr })
    })
    // One that ends before it has read everything says so by its exit code.
    child.stdin?.on('error', () => undefined).end(options.stdin)
  })
}

function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It has ended already.
    return
  }
}
