import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { JOURNAL_STREAM } from '@seatline/core'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'

const WRITER = path.join(import.meta.dirname, 'testing/write-events.ts')
const lineSchema = z.object({ n: z.number() })

let directory: string
let port: number
let redisServer: ChildProcess
const children: ChildProcess[] = []

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'seatline-outbox-'))
  port = await freePort()
  redisServer = await startRedis()
})
afterEach(async () => {
  for (const child of [...children, redisServer]) await kill(child)
  rmSync(directory, { recursive: true, force: true })
})

test('killing the writer at any moment loses nothing that it had accepted, and the order stays', async () => {
  let first = 0
  for (const rounds of [5, 40, 90]) {
    const writer = startWriter([String(first)])
    const accepted = await acceptedAtLeast(writer, first + rounds * 3)
    await kill(writer)
    first = Math.max(accepted(), first) + 1
  }
  await finish(first)
  expect(await missingUpTo(first - 1)).toEqual([])
})

test('events that were accepted while Redis was away arrive when it is back', async () => {
  const writer = startWriter(['0'])
  await acceptedAtLeast(writer, 30)
  await kill(redisServer)
  const accepted = await acceptedAtLeast(writer, 300)
  await kill(writer)
  const last = accepted()
  redisServer = await startRedis()
  await finish(last + 1)
  expect(await missingUpTo(last)).toEqual([])
})

test('nothing stays on disk when all is confirmed', async () => {
  await finish(0)
  expect(readdirSync(directory).filter((name) => name.startsWith('outbox-'))).toEqual([])
})

function startWriter(args: readonly string[]): ChildProcess {
  const writer = spawn(process.execPath, [WRITER, directory, url(), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(writer)
  return writer
}

/** Lets a new process send what is left, and waits for its orderly end. */
async function finish(first: number): Promise<void> {
  const writer = startWriter([String(first), String(first + 3)])
  const code = await new Promise((resolve) => writer.once('exit', resolve))
  expect(code).toBe(0)
}

/** Resolves when the writer has accepted number `n`; gives what it has accepted by the time it is asked. */
async function acceptedAtLeast(writer: ChildProcess, n: number): Promise<() => number> {
  let last = -1
  let rest = ''
  writer.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    last = Number(lines.at(-1) ?? last)
  })
  await until(() => last >= n)
  return () => last
}

/** Numbers that are not in the stream, and those whose first appearance is out of order. */
async function missingUpTo(last: number): Promise<readonly string[]> {
  const redis = new Redis(url())
  const entries = await redis.xrange(JOURNAL_STREAM, '-', '+')
  redis.disconnect()
  const seen = new Set<number>()
  const faults: string[] = []
  for (const [, fields] of entries) {
    const { n } = lineSchema.parse(JSON.parse(fields[1] ?? ''))
    if (!seen.has(n) && seen.size > 0 && n < Math.max(...[...seen].slice(-1))) faults.push(`out of order ${String(n)}`)
    seen.add(n)
  }
  for (let n = 0; n <= last; n++) if (!seen.has(n)) faults.push(`missing ${String(n)}`)
  return faults
}

const url = (): string => `redis://127.0.0.1:${String(port)}`

async function startRedis(): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '']
  const server = spawn('redis-server', [...options, '--appendonly', 'yes', '--appendfsync', 'always'], {
    stdio: 'ignore',
  })
  const redis = new Redis(url(), { retryStrategy: () => 50, maxRetriesPerRequest: null })
  redis.on('error', () => undefined)
  await redis.ping()
  redis.disconnect()
  return server
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function until(ready: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!ready()) {
    if (Date.now() > deadline) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
