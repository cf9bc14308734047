import { idSchema } from '@seatline/core'
import type { Database } from '../database/client.ts'
import { closeClient } from './close-client.ts'

/** Clients that are not charged yet, and those that never were. */
const NOT_BILLED = ['prospect', 'provisioning'] as const

export type ClosingRun = {
  readonly database: Database
  readonly closingId: string
  readonly onClient?: (tenantId: string, step: string) => void
}

/** Goes on with a closing until each client is closed or blocked. Begun again after it was broken off, it goes on where it was. */
export async function runClosing({ database, closingId, onClient }: ClosingRun): Promise<{ readonly isDone: boolean }> {
  const closing = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.closing.findUnique({ where: { id: closingId } }),
  )
  if (closing === null) return { isDone: true }
  const clients = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({
      where: { kind: 'client', status: { notIn: [...NOT_BILLED] } },
      select: { id: true },
      orderBy: { id: 'asc' },
    }),
  )
  for (const { id } of clients) {
    const tenantId = idSchema('tenant').parse(id)
    await database.withTenants({ tenantIds: [tenantId] }, (tx) =>
      tx.closingClient.createMany({
        data: { tenantId, month: closing.month, closingId, step: 'waiting', updatedAt: closing.at },
        skipDuplicates: true,
      }),
    )
  }
  let isDone = true
  for (const { id } of clients) {
    const tenantId = idSchema('tenant').parse(id)
    const step = await closeClient({ database, closing, tenantId })
    isDone &&= step === 'final'
    onClient?.(tenantId, step)
  }
  await database.withTenants({ tenantIds: [closing.tenantId], operator: true }, (tx) =>
    tx.closing.update({ where: { id: closingId }, data: { finishedAt: isDone ? closing.at : null, requested: false } }),
  )
  return { isDone }
}
