import type { Logger } from 'pino'
import { deliverDue } from '../billing-documents/deliver-due.ts'
import type { MailConfig } from '../config.ts'
import type { Database } from '../database/client.ts'
import { openMailer } from '../mail/mailer.ts'
import { runDueChecks } from '../reconciliation/due-checks.ts'
import { repeat } from './repeat.ts'

/** A check that somebody asks for begins so long afterwards at the latest. */
const CHECKS_MS = 2_000
const DELIVERY_MS = 30_000

/** Compares journal, rated calls and carriers' records: each night, and when somebody asks for it; sends documents by mail. */
export function runFinanceJobs(parts: {
  readonly database: Database
  readonly now: () => number
  readonly log: Logger
  readonly mail: MailConfig
}): { readonly stop: () => void } {
  const check = async (): Promise<void> => {
    const checks = await runDueChecks(parts)
    if (checks > 0) parts.log.info({ checks }, 'calls, rated entries and carriers are compared')
  }
  const mailer = openMailer(parts.mail)
  const deliver = async (): Promise<void> => {
    const documents = await deliverDue({ ...parts, mailer })
    if (documents > 0) parts.log.info({ documents }, 'documents were sent by mail, or tried')
  }
  const jobs = [
    repeat(CHECKS_MS, check, { log: parts.log, what: 'the check of calls against carriers' }),
    ...(parts.mail.kind === 'none'
      ? []
      : [repeat(DELIVERY_MS, deliver, { log: parts.log, what: 'the sending of documents' })]),
  ]
  return {
    stop: () => {
      for (const job of jobs) job.stop()
      mailer.close()
    },
  }
}
