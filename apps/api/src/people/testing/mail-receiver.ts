import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type ReceivedMail = { readonly to: readonly string[]; readonly source: string }

export type MailReceiver = {
  readonly url: string
  readonly mails: readonly ReceivedMail[]
  /** From now on recipients are refused with this answer; null: they are taken. */
  refuse: string | null
  readonly close: () => Promise<void>
}

/** A mail server that keeps what it is given. */
export async function startMailReceiver(): Promise<MailReceiver> {
  const mails: ReceivedMail[] = []
  const state = { refuse: null as string | null }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: (_address, _session, done) => {
      done(state.refuse === null ? null : Object.assign(new Error(state.refuse), { responseCode: 550 }))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.on('end', () => {
        mails.push({
          to: session.envelope.rcptTo.map((rcpt) => rcpt.address),
          source: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
  })
  const listening = server.listen(0, '127.0.0.1')
  if (!listening.listening) await once(listening, 'listening')
  return {
    url: `smtp://127.0.0.1:${String((listening.address() as AddressInfo).port)}`,
    mails,
    get refuse() {
      return state.refuse
    },
    set refuse(answer) {
      state.refuse = answer
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The plain text of a mail, as a mail program shows it. */
export function plainTextOf(source: string): string {
  const part = /content-type: text\/plain[^]*?\r?\n\r?\n([^]*?)\r?\n--/i.exec(source)
  const encoding = /content-transfer-encoding: ([\w-]+)/i.exec(part?.[0] ?? '')?.[1]?.toLowerCase()
  const body = part?.[1] ?? ''
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
