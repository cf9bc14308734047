import { addDays, idSchema, instant } from '@seatline/core'
import { dayOf, firstDayOf, instantsOf, monthOf } from '@seatline/billing'
import type { Logger } from 'pino'
import { keepServiceMeasures } from '../contracts/keep-measures.ts'
import type { Database } from '../database/client.ts'
import { repeat } from './repeat.ts'

const MEASURE_MS = 1_800_000
/** So long late events are waited for. */
const AFTER_MS = 6 * 3_600_000

/** Keeps the measures of last month of every contract, once it has been over for six hours by the client's clock. */
export async function keepLastMonth(parts: {
  readonly database: Database
  readonly now: () => number
}): Promise<number> {
  const { database } = parts
  const now = parts.now()
  const tenants = await database.withTenants({ tenantIds: [], operator: true }, async (tx) => {
    const contracts = await tx.contract.findMany({ distinct: ['tenantId'], select: { tenantId: true } })
    return tx.tenant.findMany({
      where: { id: { in: contracts.map(({ tenantId }) => tenantId) } },
      select: { id: true, timeZone: true },
    })
  })
  let kept = 0
  for (const { id, timeZone } of tenants) {
    const first = firstDayOf(monthOf(dayOf(timeZone, instant(now))))
    if (now < instantsOf({ timeZone, from: first, until: first }).startsAt + AFTER_MS) continue
    const tenantId = idSchema('tenant').parse(id)
    const month = monthOf(addDays(first, -1))
    const measures = await database.withTenants({ tenantIds: [id] }, (tx) =>
      keepServiceMeasures(tx, { tenantId, timeZone, month, now }),
    )
    kept += measures.length
  }
  return kept
}

export function runContractJobs(parts: {
  readonly database: Database
  readonly now: () => number
  readonly log: Logger
}): { readonly stop: () => void } {
  const keep = async (): Promise<void> => {
    await keepLastMonth(parts)
  }
  return repeat(MEASURE_MS, keep, { log: parts.log, what: 'keeping the measures of last month' })
}
