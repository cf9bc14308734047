import { parseArgs } from 'node:util'
import { startDemo } from './demo.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'
import { StackError } from './stack-error.ts'
import { DEFAULT_PORT_BASE } from './ports.ts'
import { progressPrinter, summary } from './start-screen.ts'
import { readStartSettings } from './start-settings.ts'

const HELP = `Usage: bin/start [--demo] [--port-base N] [--data FOLDER]

Starts every part of Seatline on this machine and prints where to go. Ctrl-C ends it.

  --demo           also keeps a few simulated callers and agents going
  --port-base N    first port of the block that is used (default ${DEFAULT_PORT_BASE}; or SEATLINE_PORT_BASE)
  --data FOLDER    where databases, recordings and logs are kept (default .seatline; or SEATLINE_DATA)

  SEATLINE_RTP_PORTS=MIN-MAX             UDP ports for voice (default 16384-24575)
  DATABASE_URL and DATABASE_OWNER_URL    a PostgreSQL of your own instead of the embedded one
`

const say = (text: string): void => void process.stdout.write(`${text}\n`)

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean', default: false },
      'port-base': { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    say(HELP)
    return 0
  }
  const asked = stopRequests()
  const settings = readStartSettings(process.env, { portBase: values['port-base'], data: values.data })
  const startedAt = performance.now()
  let stack: Stack
  try {
    stack = await startStack({ ...settings, signal: asked.signal, onProgress: progressPrinter(say) })
  } catch (error) {
    if (!asked.signal.aborted) throw error
    say('Stopped before everything was up.')
    return 0
  }
  say(summary(stack, performance.now() - startedAt))
  const demo = values.demo ? await startDemo(stack).catch(stopAndTell(stack)) : undefined
  if (demo !== undefined) say('\n  Demo: simulated callers and agents are busy.')
  const failure = await Promise.race([stack.failed, asked.stop])
  say('\nStopping …')
  await demo?.stop()
  await stack.stop()
  if (failure === undefined) {
    say('Stopped: no process is left.')
    return 0
  }
  throw failure
}

/** The demo is an extra: when it cannot start, everything is stopped before the reason is told. */
function stopAndTell(stack: Stack): (error: unknown) => Promise<never> {
  return async (error) => {
    await stack.stop()
    throw error
  }
}

/** Ctrl-C, kill and a closed terminal mean the same. A second Ctrl-C does not wait: the guard ends what is left. */
function stopRequests(): { readonly signal: AbortSignal; readonly stop: Promise<undefined> } {
  const controller = new AbortController()
  const stop = new Promise<undefined>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(undefined))
  })
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted && name === 'SIGINT') process.exit(130)
      controller.abort()
    })
  }
  return { signal: controller.signal, stop }
}

try {
  process.exit(await main())
} catch (error) {
  const known =
    error instanceof StackError ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  if (!known) throw error
  process.stderr.write(`\nseatline: ${(error as Error).message}\n`)
  process.exit(1)
}
