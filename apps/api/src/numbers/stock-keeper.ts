import { NUMBER_QUARANTINE_MS, type Instant } from '@seatline/core'
import type { Database } from '../database/client.ts'
import { releaseNumber } from './stock.ts'

const AT_ONCE = 500

/** Frees numbers whose reservation ran out or whose quarantine is over. Answers how many. */
export async function releaseDueNumbers(parts: {
  readonly database: Database
  readonly now: () => Instant
}): Promise<number> {
  const { database } = parts
  const at = new Date(parts.now())
  const rested = new Date(at.getTime() - NUMBER_QUARANTINE_MS)
  const operators = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ where: { kind: 'operator' }, select: { id: true } }),
  )
  let count = 0
  for (const { id } of operators)
    count += await database.withTenants({ tenantIds: [id] }, async (tx) => {
      const due = await tx.phoneNumber.findMany({
        where: {
          tenantId: id,
          OR: [
            { state: 'reserved', reservedUntil: { lte: at } },
            { state: 'returned', stateSince: { lte: rested } },
          ],
        },
        take: AT_ONCE,
      })
      for (const row of due) await releaseNumber(tx, row, { at, by: null })
      return due.length
    })
  return count
}
