import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eventually } from './edge.ts'
import { header, MessageCutter, method } from './raw-sip.ts'
import type { RawMessage } from './raw-sip.ts'

/** A carrier played by SIPp: takes any number of calls, each as the scenario says. */
export type Carrier = {
  readonly gateway: string
  /** The INVITEs it got so far, repetitions left out. */
  invites(): Promise<readonly RawMessage[]>
  /** Everything that came, one line a message. */
  received(): Promise<readonly RawMessage[]>
  stop(): Promise<void>
}

export async function startCarrier(
  scenario: string,
  at: { readonly address: string; readonly port: number },
): Promise<Carrier> {
  const directory = await mkdtemp(path.join(tmpdir(), 'seatline-carrier-'))
  const log = path.join(directory, 'messages.log')
  const file = path.join(import.meta.dirname, '../scenarios', `${scenario}.xml`)
  const args = [
    ...['-sf', file, '-i', at.address, '-mi', at.address, '-p', String(at.port), '-t', 'u1', '-nostdin'],
    ...['-trace_msg', '-message_file', log, '-mp', String(at.port + 2_000)],
  ]
  const sipp = spawn('sipp', args, { cwd: directory, stdio: 'ignore' })
  const socket = `:${at.port.toString(16).toUpperCase().padStart(4, '0')} `
  await eventually(
    'the carrier listens',
    () => readFile('/proc/net/udp', 'utf8'),
    (text) => text.includes(socket),
  )
  const received = async (): Promise<readonly RawMessage[]> => messagesOf(await readFile(log, 'utf8').catch(() => ''))
  return {
    gateway: `${at.address}:${String(at.port)}`,
    received,
    invites: async () => {
      const invites = (await received()).filter((message) => method(message) === 'INVITE')
      return [...new Map(invites.map((invite) => [header(invite, 'Call-ID'), invite])).values()]
    },
    async stop() {
      if (sipp.exitCode === null) {
        const ended = once(sipp, 'exit')
        sipp.kill('SIGKILL')
        await ended
      }
      await rm(directory, { recursive: true })
    },
  }
}

/** SIPp writes every message behind a line of dashes and one that says which way it went. */
function messagesOf(log: string): readonly RawMessage[] {
  return log
    .split(/^-{20,}.*$/m)
    .filter((part) => part.includes('message received'))
    .flatMap((part) =>
      new MessageCutter().push(
        `${part
          .slice(part.indexOf('\n\n') + 2)
          .replaceAll('\r\n', '\n')
          .replaceAll('\n', '\r\n')}\r\n`,
      ),
    )
}
