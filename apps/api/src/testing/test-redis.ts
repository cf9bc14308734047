import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from './test-postgres.ts'

export type TestRedis = {
  /** The URL of one of its sixteen databases. */
  readonly url: (database?: number) => string
  readonly stop: () => Promise<void>
}

/** A real Redis on a free port, in memory only, gone after the test. */
export async function startTestRedis(): Promise<TestRedis> {
  const directory = await mkdtemp(join(tmpdir(), 'seatline-redis-'))
  const port = await freePort()
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory],
    { stdio: 'ignore' },
  )
  const exited = new Promise<void>((resolve) => {
    server.once('exit', () => {
      resolve()
    })
  })
  const url = (database = 0): string => `redis://127.0.0.1:${String(port)}/${String(database)}`
  // Its commands wait until the server listens.
  const probe = new Redis(url(), { maxRetriesPerRequest: null, retryStrategy: () => 50 })
  probe.on('error', () => undefined)
  await probe.ping()
  probe.disconnect()
  return {
    url,
    stop: async () => {
      server.kill('SIGTERM')
      await exited
      await rm(directory, { recursive: true, force: true })
    },
  }
}
