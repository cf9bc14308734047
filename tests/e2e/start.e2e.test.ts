import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { close, Command, listenOn, stillRunning } from './support/command.ts'
import { eventually } from './support/eventually.ts'

const PORT_BASE = Number(process.env['SEATLINE_TEST_PORT_BASE'] ?? 4600) + 40
const RTP_PORTS = process.env['SEATLINE_TEST_RTP_PORTS'] ?? '32000-32600'
const UP_MS = 150_000

let data: string
let running: Command | null = null

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'seatline-start-'))
})
afterEach(async () => {
  if (running?.running === true) running.interrupt()
  await running?.exited
  running = null
})
afterAll(() => rm(data, { recursive: true, force: true }))

function start(...args: readonly string[]): Command {
  running = new Command('start', ['--data', data, '--port-base', String(PORT_BASE), ...args], {
    SEATLINE_RTP_PORTS: RTP_PORTS,
  })
  return running
}

async function expectNothingLeft(command: Command, processes: ReturnType<Command['processes']>): Promise<void> {
  await command.exited
  // The guard, which ends what a killed stack leaves, sees the end of the stack from outside and goes a moment later.
  await eventually(
    'no process is left',
    () => stillRunning(processes),
    (left) => left.length === 0,
    5_000,
  )
  for (const offset of [0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12]) await close(await listenOn(PORT_BASE + offset))
}

test('one command starts everything from nothing, a call is answered, and Ctrl-C leaves nothing behind', async () => {
  const seatline = start('--demo')
  await seatline.says(/Ctrl-C ends everything/, UP_MS)
  const portal = /Portal +(http:\S+)/.exec(seatline.output)?.[1] ?? ''
  expect(await (await fetch(portal)).text()).toContain('<title>')

  const call = new Command('call', ['4008001001', '--digits', '1', '--hold', '5s'], {
    SEATLINE_PORT_BASE: String(PORT_BASE),
  })
  expect(await call.exited, call.output).toBe(0)
  expect(call.output).toMatch(/answered/i)

  const processes = seatline.processes()
  expect(processes.length).toBeGreaterThan(8)
  seatline.interrupt()
  expect(await seatline.exited, seatline.output).toBe(0)
  await expectNothingLeft(seatline, processes)
})

test('a port that is taken is told in one sentence, with who holds it', async () => {
  const squatter = await listenOn(PORT_BASE + 3)
  try {
    const seatline = start()
    expect(await seatline.exited).not.toBe(0)
    expect(seatline.output).toMatch(new RegExp(`seatline: Port ${PORT_BASE + 3}/tcp.* is already used by .*\\.\\n?$`))
    expect(seatline.output).not.toContain('    at ')
  } finally {
    await close(squatter)
  }
})

test('a part that dies is named in one sentence and takes the others down in order', async () => {
  const seatline = start()
  await seatline.says(/Ctrl-C ends everything/, UP_MS)
  const processes = seatline.processes()
  const media = processes.find(({ commandLine }) => commandLine.includes('apps/media/src/main.ts'))
  process.kill(media?.pid ?? 0, 'SIGKILL')
  expect(await seatline.exited).not.toBe(0)
  expect(seatline.output).toMatch(/seatline: media was ended by SIGKILL\./)
  expect(seatline.output).not.toContain('    at ')
  await expectNothingLeft(seatline, processes)
})
