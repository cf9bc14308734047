import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import type { MailConfig } from '../config.ts'

export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The same for the same mail sent again: mail programs show it once. */
  readonly messageId?: string
  readonly attachments?: readonly MailAttachment[]
}
export type MailAttachment = { readonly filename: string; readonly contentType: string; readonly content: Buffer }

export type Mailer = {
  /** Rejects with MailError when the mail was not taken. */
  readonly send: (mail: Mail) => Promise<void>
  readonly close: () => void
}

/** The mail was not taken; the message says why, in words that a person can act on. */
export class MailError extends Error {
  readonly code = 'mail.notSent'
}

const TIMEOUT_MS = 8_000

/** By SMTP; or, where there is no mail server, as a file in a directory, which every mail program opens. */
export function openMailer(config: MailConfig): Mailer {
  switch (config.kind) {
    case 'smtp':
      return smtpMailer(config)
    case 'folder':
      return folderMailer(config)
    case 'none':
      return {
        send: () => Promise.reject(new MailError('No mail server is configured: set SMTP_URL or MAIL_DIR.')),
        close: () => undefined,
      }
  }
}

function smtpMailer({ url, from }: Extract<MailConfig, { kind: 'smtp' }>): Mailer {
  const transport = createTransport(
    {
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  return {
    async send(mail) {
      try {
        await transport.sendMail(messageOf(mail))
      } catch (error) {
        throw new MailError(problemOf(error), { cause: error })
      }
    },
    close: () => transport.close(),
  }
}

/** The file appears whole: it is written under another name first. */
function folderMailer({ directory, from }: Extract<MailConfig, { kind: 'folder' }>): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' }, { from })
  return {
    async send(mail) {
      try {
        const { message } = await transport.sendMail(messageOf(mail))
        if (!Buffer.isBuffer(message)) throw new TypeError('the mail was not composed')
        await mkdir(directory, { recursive: true })
        const file = path.join(directory, `${new Date().toISOString().replaceAll(':', '')}-${randomUUID()}.eml`)
        await writeFile(`${file}.part`, message, { mode: 0o600 })
        await rename(`${file}.part`, file)
      } catch (error) {
        throw new MailError(problemOf(error), { cause: error })
      }
    },
    close: () => transport.close(),
  }
}

/** As nodemailer takes it. */
const messageOf = ({ attachments = [], ...mail }: Mail) => ({
  ...mail,
  attachments: attachments.map((attachment) => ({ ...attachment })),
})

/** What the server said, or why it could not be asked; never the address of the server's user or a password. */
function problemOf(error: unknown): string {
  const { response, code } = (error ?? {}) as { readonly response?: unknown; readonly code?: unknown }
  if (typeof response === 'string') return `The mail server refused: ${response.slice(0, 200)}`
  return `The mail server cannot be reached${typeof code === 'string' ? ` (${code})` : ''}.`
}
