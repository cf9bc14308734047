import { parseArgs } from 'node:util'
import { isDigit } from '../rtp/digit-sender.ts'

export type CallArguments = {
  readonly number: string
  readonly from: string
  readonly server: { readonly host: string; readonly port: number }
  readonly localAddress: string
  /** Each entry is pressed when the service has said its piece. */
  readonly digits: readonly string[]
  readonly audioFile: string | null
  readonly holdMs: number
  readonly answerTimeoutMs: number
  readonly json: boolean
}

/** Bad input: one sentence for the person at the terminal. */
export class UsageError extends Error {
  readonly code = 'usage'
}

export const HELP = `Places one call as a caller would, and says what happened.

  bin/call NUMBER [options]

  --digits 1,2      keys to press, one after the other, each when the service has said its piece (several keys in one go: 3,13800001111#)
  --audio FILE      say this WAV file (16 bit PCM) once the keys are pressed
  --hold 20s        stay on the line so long after the keys (default 20s)
  --timeout 30s     how long to wait for an answer (default 30s)
  --from NUMBER     the caller's own number (default 13800138000)
  --server HOST:PORT  where to call (default 127.0.0.1 and the SIP port of bin/start: SEATLINE_PORT_BASE + 10)
  --local ADDRESS   the address to call from: the trunk is known by it (default 127.0.0.9)
  --json            say it as JSON

Ends with 0 when the call was answered, 1 when it was not, 2 for bad input, 3 when nobody listens at the server.`

const OPTIONS = {
  digits: { type: 'string' },
  audio: { type: 'string' },
  hold: { type: 'string', default: '20s' },
  timeout: { type: 'string', default: '30s' },
  from: { type: 'string', default: '13800138000' },
  server: { type: 'string' },
  local: { type: 'string', default: '127.0.0.9' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** Null when help was asked for. */
export function parseArguments(args: readonly string[], defaultSipPort: number): CallArguments | null {
  const { values, positionals } = parse(args)
  if (values.help) return null
  const [number, ...rest] = positionals
  if (number === undefined) throw new UsageError('name the number to call, for example: bin/call 4008001001')
  if (rest.length > 0) throw new UsageError(`one number at a time, not also ${rest.join(' ')}`)
  return {
    number: parseNumber(number, 'the number'),
    from: parseNumber(values.from, '--from'),
    server: values.server === undefined ? { host: '127.0.0.1', port: defaultSipPort } : parseServer(values.server),
    localAddress: values.local,
    digits: values.digits === undefined ? [] : parseDigits(values.digits),
    audioFile: values.audio ?? null,
    holdMs: parseDuration(values.hold, '--hold'),
    answerTimeoutMs: parseDuration(values.timeout, '--timeout'),
    json: values.json,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function parseNumber(text: string, what: string): string {
  if (!/^\+?[0-9]{2,20}$/.test(text)) throw new UsageError(`${what} must be digits with an optional +, not '${text}'`)
  return text
}

function parseDigits(text: string): string[] {
  const runs = text.split(',')
  for (const run of runs) {
    if (run === '' || !Array.from(run).every(isDigit))
      throw new UsageError(`--digits takes keys 0-9 * # separated by commas, not '${text}'`)
  }
  return runs
}

function parseServer(text: string): { host: string; port: number } {
  const match = /^([^:\s]+):(\d{1,5})$/.exec(text)
  const port = Number(match?.[2])
  if (match?.[1] === undefined || port < 1 || port > 65_535)
    throw new UsageError(`--server must be HOST:PORT, not '${text}'`)
  return { host: match[1], port }
}

function parseDuration(text: string, what: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text)
  if (match === null) throw new UsageError(`${what} must be a time such as 20s, 500ms or 2m, not '${text}'`)
  const unit = { ms: 1, s: 1_000, m: 60_000 }[match[2] ?? 's'] ?? 1_000
  return Number(match[1]) * unit
}
