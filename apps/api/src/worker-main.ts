import { constants, setPriority } from 'node:os'
import { pino } from 'pino'
import { parseWorkerConfig } from './worker/config.ts'
import { startWorker } from './worker/worker.ts'

// Calls come first: on a machine that is short of processor time, records and recordings are made a little later.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

try {
  const config = parseWorkerConfig(process.env)
  const log = pino({ name: 'worker' })
  const worker = await startWorker(config, log)
  log.info('the worker is ready')
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    worker.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the worker did not stop in order')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
