import { ConfigError, parseConfig, type MediaConfig } from './config.ts'
import { MediaNode } from './node.ts'
import { createLog, messageOf } from './runtime/log.ts'
import { preferCallControl } from './runtime/priority.ts'

const config = readConfig()
const log = createLog(config.LOG_LEVEL)
const node = new MediaNode(config, log)
let stopping = false
const refused = preferCallControl()
if (refused !== null) log.info({ reason: refused }, 'runs at the priority of everybody')

process.on('SIGTERM', () => stop(0))
process.on('SIGINT', () => stop(0))
node.onSelfLost = () => {
  log.fatal('this node was taken for lost: its calls are over for everybody else; it ends, to be started anew')
  stop(75)
}
process.on('unhandledRejection', (error) => log.error({ error: messageOf(error) }, 'a promise was rejected unheard'))

try {
  await node.start()
} catch (error) {
  log.fatal({ error: messageOf(error) }, 'the media node cannot start')
  process.exit(1)
}

function stop(code: number): void {
  if (stopping) return
  stopping = true
  void node.stop().finally(() => process.exit(code))
}

function readConfig(): MediaConfig {
  try {
    return parseConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(64)
  }
}
