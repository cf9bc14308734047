import { readFileSync } from 'node:fs'
import { parseWav } from './audio/wav.ts'
import { HELP, parseArguments, UsageError, type CallArguments } from './call/arguments.ts'
import { makeCall, ServerUnreachableError } from './call/make-call.ts'
import { describeCall } from './call/report.ts'

const DEFAULT_PORT_BASE = 4400
const SIP_OFFSET = 10
const EXIT = { answered: 0, notAnswered: 1, usage: 2, unreachable: 3 } as const

function sipPort(): number {
  const text = process.env['SEATLINE_PORT_BASE'] ?? String(DEFAULT_PORT_BASE)
  if (!/^\d{1,5}$/.test(text)) throw new UsageError(`SEATLINE_PORT_BASE must be a port number, not '${text}'`)
  return Number(text) + SIP_OFFSET
}

function readAudio(file: string): Int16Array {
  try {
    return parseWav(readFileSync(file))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${file} cannot be played: ${why}`)
  }
}

async function run(args: CallArguments): Promise<number> {
  const hangUp = new AbortController()
  process.once('SIGINT', () => hangUp.abort())
  process.once('SIGTERM', () => hangUp.abort())
  const report = await makeCall(args, args.audioFile === null ? null : readAudio(args.audioFile), hangUp.signal)
  console.log(args.json ? JSON.stringify(report, null, 2) : describeCall(report).join('\n'))
  return report.answeredAfterMs === null ? EXIT.notAnswered : EXIT.answered
}

async function main(): Promise<number> {
  try {
    const args = parseArguments(process.argv.slice(2), sipPort())
    if (args !== null) return await run(args)
    console.log(HELP)
    return EXIT.answered
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`bin/call: ${error.message}. Try bin/call --help.`)
      return EXIT.usage
    }
    if (error instanceof ServerUnreachableError) {
      console.error(
        `bin/call: ${error.message}: start Seatline first (bin/start), or name another server with --server.`,
      )
      return EXIT.unreachable
    }
    throw error
  }
}

process.exit(await main())
