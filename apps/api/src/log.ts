import { pino } from 'pino'
import type { Logger } from 'pino'

/** Static messages, values as attributes. Tokens and numbers of callers never get into a log. */
export function openLog(level: string): Logger {
  return pino({
    level,
    base: { service: 'api' },
    redact: ['req.headers.authorization', 'pii', '*.pii', '*.password', '*.access_token'],
    timestamp: pino.stdTimeFunctions.isoTime,
  })
}
