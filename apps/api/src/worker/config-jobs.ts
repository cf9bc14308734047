import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { healRedis, resendWaiting } from '../config-publisher/resend.ts'
import type { Database } from '../database/client.ts'
import { repeat } from './repeat.ts'

/** How often it is looked for versions that wait to be sent, and for what Redis has lost. */
const RESEND_MS = 1_000
const HEAL_MS = 10_000

/** Sees to it that every version of a configuration that was kept is sent. */
export function runConfigJobs(
  parts: { readonly database: Database; readonly redis: Redis; readonly now: () => number },
  log: Logger,
): { readonly stop: () => void } {
  const told = (tenantIds: readonly string[], what: string): void => {
    if (tenantIds.length > 0) log.info({ tenants: tenantIds.length, first: tenantIds[0] }, what)
  }
  const resend = repeat(RESEND_MS, async () => told(await resendWaiting(parts), 'versions had waited and are sent'), {
    log,
    what: 'sending the versions that wait',
  })
  const heal = repeat(HEAL_MS, async () => told(await healRedis(parts), 'versions that Redis had lost are sent'), {
    log,
    what: 'comparing the versions with Redis',
  })
  return {
    stop: () => {
      resend.stop()
      heal.stop()
    },
  }
}
