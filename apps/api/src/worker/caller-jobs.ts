import type { Logger } from 'pino'
import type { CallerTouched } from '../events/project-decisions.ts'
import { healCallers, sendCallers } from '../known-callers/send-callers.ts'
import type { CallerParts } from '../known-callers/send-callers.ts'
import { repeat } from './repeat.ts'

/** How often it is compared what Redis knows of callers with what is kept. */
const HEAL_MS = 10_000

/** Sees to it that the media plane knows callers and who spoke with them last. */
export function runCallerJobs(
  parts: CallerParts,
  log: Logger,
): { readonly touched: (callers: readonly CallerTouched[]) => Promise<void>; readonly stop: () => void } {
  // While no worker ran, contacts may have come that no comparison shows; so too when telling one failed.
  let isDue = true
  const heal = repeat(
    HEAL_MS,
    async () => {
      const force = isDue
      isDue = false
      try {
        const healed = await healCallers(parts, { force })
        if (healed.length > 0) log.info({ tenants: healed.length }, 'known callers are written to Redis again')
      } catch (error) {
        isDue ||= force
        throw error
      }
    },
    { log, what: 'comparing the known callers with Redis' },
  )
  return {
    touched: async (callers) => {
      try {
        for (const [tenantId, own] of Map.groupBy(callers, (caller) => caller.tenantId))
          await sendCallers(
            parts,
            tenantId,
            own.map(({ number }) => number),
          )
      } catch (error) {
        isDue = true
        log.warn({ err: error }, 'what is known of callers waits to be sent')
      }
    },
    stop: heal.stop,
  }
}
