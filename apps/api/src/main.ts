import { parseConfig } from './config.ts'
import { startApi } from './server.ts'

const explain = (error: unknown): string => (error instanceof Error ? error.message : String(error))

try {
  const api = await startApi(parseConfig(process.env))
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    // An orderly stop takes milliseconds; what hangs is cut off.
    setTimeout(() => process.exit(1), 2_000).unref()
    void api.close().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
