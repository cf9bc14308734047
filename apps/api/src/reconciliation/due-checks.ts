import { dayOf } from '@seatline/billing'
import { addDays, instant } from '@seatline/core'
import type { Database } from '../database/client.ts'
import { dayToRow } from '../entitlements/day-columns.ts'
import { runCheck, type OperatorTenant } from './run-check.ts'

/** A check that has run so long without an end was left by a worker that died. */
const LOST_AFTER_MS = 1_800_000
/** So many hours into the day the night's check is made: the carriers' files of the day before are there, and calls over midnight have ended. */
const NIGHT_HOURS = 3

type Parts = { readonly database: Database; readonly now: () => number }

/** Enters the night's check when it is time, and carries out what waits. Answers how many were carried out. */
export async function runDueChecks(parts: Parts): Promise<number> {
  const operators = await parts.database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ where: { kind: 'operator' }, select: { id: true, timeZone: true } }),
  )
  let count = 0
  for (const operator of operators) {
    await enterNightly(parts, operator)
    while (await runNext(parts, operator)) count++
  }
  return count
}

/** One a day, however many workers look: its id is made of the day. */
async function enterNightly({ database, now }: Parts, operator: OperatorTenant): Promise<void> {
  const day = addDays(dayOf(operator.timeZone, instant(now() - NIGHT_HOURS * 3_600_000)), -1)
  await database.withTenants({ tenantIds: [operator.id] }, (tx) =>
    tx.reconciliation.createMany({
      data: {
        id: `rcn_${operator.id.slice(4)}-${day}`,
        tenantId: operator.id,
        fromDay: dayToRow(day),
        untilDay: dayToRow(addDays(day, 1)),
        state: 'waiting',
        requestedAt: new Date(now()),
      },
      skipDuplicates: true,
    }),
  )
}

async function runNext(parts: Parts, operator: OperatorTenant): Promise<boolean> {
  const { database, now } = parts
  const lost = new Date(now() - LOST_AFTER_MS)
  const row = await database.withTenants({ tenantIds: [operator.id] }, async (tx) => {
    const next = await tx.reconciliation.findFirst({
      where: {
        tenantId: operator.id,
        OR: [{ state: 'waiting' }, { state: 'running', startedAt: { lt: lost } }],
      },
      orderBy: { requestedAt: 'asc' },
    })
    if (next === null) return null
    const taken = await tx.reconciliation.updateMany({
      where: { id: next.id, state: next.state, startedAt: next.startedAt },
      data: { state: 'running', startedAt: new Date(now()) },
    })
    return taken.count === 1 ? next : null
  })
  if (row === null) return false
  try {
    await runCheck(parts, operator, row)
  } catch (error) {
    await database.withTenants({ tenantIds: [operator.id] }, (tx) =>
      tx.reconciliation.update({
        where: { id: row.id },
        data: {
          state: 'failed',
          finishedAt: new Date(now()),
          problem: error instanceof Error ? error.message.slice(0, 500) : 'unknown',
        },
      }),
    )
    throw error
  }
  return true
}
