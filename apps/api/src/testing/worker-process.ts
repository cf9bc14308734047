import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ENTRY = fileURLToPath(new URL('../worker-main.ts', import.meta.url))

export type WorkerProcess = {
  readonly pid: number
  /** The process is gone when it resolves; the answer is its exit code, null when a signal ended it. */
  readonly kill: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>
  readonly output: () => string
}

/** The worker as it is run in production: its own process. */
export function startWorkerProcess(env: {
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly spoolDir: string
  readonly recordingsDir: string
}): WorkerProcess {
  let output = ''
  const child = spawn(process.execPath, [ENTRY], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: env.databaseUrl,
      REDIS_URL: env.redisUrl,
      RECORDING_SPOOL_DIR: env.spoolDir,
      RECORDINGS_DIR: env.recordingsDir,
    },
  })
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output += data.toString()
    })
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', resolve)
  })
  if (child.pid === undefined) throw new Error('the worker did not start')
  return {
    pid: child.pid,
    kill: (signal) => {
      child.kill(signal)
      return exited
    },
    output: () => output,
  }
}
