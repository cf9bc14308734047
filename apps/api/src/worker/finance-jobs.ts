import type { Logger } from 'pino'
import type { Database } from '../database/client.ts'
import { runDueChecks } from '../reconciliation/due-checks.ts'
import { repeat } from './repeat.ts'

/** A check that somebody asks for begins so long afterwards at the latest. */
const CHECKS_MS = 2_000

/** Compares journal, rated calls and carriers' records: each night, and when somebody asks for it. */
export function runFinanceJobs(parts: {
  readonly database: Database
  readonly now: () => number
  readonly log: Logger
}): { readonly stop: () => void } {
  const check = async (): Promise<void> => {
    const checks = await runDueChecks(parts)
    if (checks > 0) parts.log.info({ checks }, 'calls, rated entries and carriers are compared')
  }
  return repeat(CHECKS_MS, check, { log: parts.log, what: 'the check of calls against carriers' })
}
