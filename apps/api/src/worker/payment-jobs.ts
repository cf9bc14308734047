import { instant } from '@seatline/core'
import type { Logger } from 'pino'
import type { Database } from '../database/client.ts'
import { collectDue } from '../payments/collect-due.ts'
import { operatorTenant, retryParked } from '../payments/handle-event.ts'
import { openProvider } from '../payments/provider/open-provider.ts'
import { askForMissedEvents } from '../payments/reconcile.ts'
import { runTasks } from '../payments/run-tasks.ts'
import type { WorkerConfig } from './config.ts'
import { repeat } from './repeat.ts'

const TASKS_MS = 1_000
const PARKED_MS = 15_000
const COLLECT_MS = 10_000
const MISSED_MS = 12 * 3_600_000

/** Carries out what is to be asked of the payment provider; collects invoices of those who want it; asks, twice a day, for messages that never came. */
export function runPaymentJobs(
  parts: { readonly database: Database; readonly now: () => number; readonly log: Logger },
  config: WorkerConfig,
): { readonly stop: () => void } {
  if (config.STRIPE_API_KEY === undefined) return { stop: () => undefined }
  const { database, now, log } = parts
  const apiUrl = config.STRIPE_API_URL ?? null
  const stripe = openProvider({ apiKey: config.STRIPE_API_KEY, webhookSecret: null, apiUrl })
  const tasks = { database, stripe, now, log }
  const ask = async (): Promise<void> => {
    await runTasks(tasks)
  }
  const collect = async (): Promise<void> => {
    await collectDue(database, instant(now()))
  }
  const parked = async (): Promise<void> => {
    await retryParked(database, await operatorTenant(database), instant(now()))
  }
  const missed = async (): Promise<void> => {
    const events = await askForMissedEvents(tasks)
    if (events > 0) log.warn({ events }, 'messages of the payment provider had not come by themselves')
  }
  const jobs = [
    repeat(TASKS_MS, ask, { log, what: 'what is asked of the payment provider' }),
    repeat(COLLECT_MS, collect, {
      log,
      what: 'the collection of invoices',
    }),
    repeat(PARKED_MS, parked, { log, what: 'the second look at messages of the payment provider' }),
    repeat(MISSED_MS, missed, { log, what: 'the question for missed messages of the payment provider' }),
  ]
  return {
    stop: () => {
      for (const job of jobs) job.stop()
    },
  }
}
