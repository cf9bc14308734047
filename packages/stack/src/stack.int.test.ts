import { createServer } from 'node:net'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { acceptsTcp, poll } from './health.ts'
import { startStack } from './index.ts'
import type { Stack, StackOptions } from './index.ts'

/** The four programs that are not this repository's own: enough to show how a stack starts, fails and ends. */
const PROGRAMS_ONLY: StackOptions = {
  portBase: Number(process.env['SEATLINE_TEST_PORT_BASE'] ?? 4650),
  rtpPorts: { min: 32000, max: 32100 },
  without: ['identity', 'media', 'worker', 'api', 'portal'],
  seed: false,
}

const running: Stack[] = []
async function start(options: StackOptions = {}): Promise<Stack> {
  const stack = await startStack({ ...PROGRAMS_ONLY, ...options })
  running.push(stack)
  return stack
}
afterEach(async () => {
  for (const stack of running.splice(0)) await stack.stop()
})

const never = new AbortController().signal
const isGone = (pid: number): boolean => !existsSync(`/proc/${pid}`)
const allPortsClosed = async (stack: Stack): Promise<boolean> =>
  !(await Promise.all([stack.ports.postgres, stack.ports.redis, stack.ports.sip].map(acceptsTcp))).includes(true)

describe('a stack', () => {
  it('gives each part what it needs, and leaves neither process nor file when it stops', async () => {
    const stack = await start()
    const client = new pg.Client({ connectionString: stack.databaseOwnerUrl })
    await client.connect()
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await client.end()
    expect((await fetch(`http://127.0.0.1:${stack.ports.kamailioRpc}/healthz`)).ok).toBe(true)

    running.splice(0)
    await stack.stop()
    expect(await allPortsClosed(stack)).toBe(true)
    expect(existsSync(stack.paths.data)).toBe(false)
  })

  it('says which port is taken, by whom, and how to go round it', async () => {
    const base = PROGRAMS_ONLY.portBase ?? 0
    const squatter = createServer().listen(base + 3, '127.0.0.1')
    await once(squatter, 'listening')
    await expect(start()).rejects.toThrow(
      new RegExp(
        `^Port ${base + 3}/tcp, wanted by Redis, is already used by .*process ${process.pid}.*SEATLINE_PORT_BASE=${base + 100}`,
      ),
    )
    squatter.close()
  })

  it('refuses a data directory that another stack uses', async () => {
    const first = await start()
    await expect(startStack({ ...PROGRAMS_ONLY, dataDir: first.paths.data })).rejects.toThrow(/already runs on/)
  })

  it('tells the last words of a part that ends by itself', async () => {
    const stack = await start()
    const pid = Number(readFileSync(path.join(stack.paths.postgres, 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGKILL')
    expect((await stack.failed).message).toMatch(/^postgres was ended by SIGKILL\./)
  })

  it('starts a part again that a test has killed', async () => {
    const stack = await start()
    await stack.kill('redis')
    expect(await acceptsTcp(stack.ports.redis)).toBe(false)
    await stack.start('redis')
    expect(await acceptsTcp(stack.ports.redis)).toBe(true)
  })

  it('ends every process when the process that started it is killed', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'seatline-'))
    const owner = spawn(process.execPath, [path.join(import.meta.dirname, 'testing/own-a-stack.ts')], {
      env: { ...process.env, STACK_OPTIONS: JSON.stringify({ ...PROGRAMS_ONLY, dataDir }) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    owner.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    expect(await poll(async () => output.includes('\n'), 60_000, never)).toBe(true)
    const pids = JSON.parse(output) as number[]
    expect(pids.length).toBe(4)
    owner.kill('SIGKILL')
    expect(await poll(async () => pids.every(isGone), 20_000, never)).toBe(true)
    rmSync(dataDir, { recursive: true })
  })
})
