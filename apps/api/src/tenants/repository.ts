import type { AgentId, QueueId, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { dispositionFromRow, queueFromRow, reasonFromRow } from './rows.ts'
import type { DispositionView, QueueView, ReasonView } from './tenant-views.ts'

export async function readQueues(tx: Transaction, tenantId: TenantId): Promise<QueueView[]> {
  const rows = await tx.queue.findMany({ where: { tenantId }, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  return rows.map(queueFromRow)
}

export async function findQueue(tx: Transaction, id: string): Promise<QueueView | null> {
  const row = await tx.queue.findFirst({ where: { id } })
  return row === null ? null : queueFromRow(row)
}

export async function readReasons(tx: Transaction, tenantId: TenantId): Promise<ReasonView[]> {
  const rows = await tx.reason.findMany({ where: { tenantId, active: true }, orderBy: { position: 'asc' } })
  return rows.map(reasonFromRow)
}

export async function readDispositions(tx: Transaction, tenantId: TenantId): Promise<DispositionView[]> {
  const rows = await tx.disposition.findMany({ where: { tenantId, active: true }, orderBy: { position: 'asc' } })
  return rows.map(dispositionFromRow)
}

/** The queues the agent may sign in for, in the order to show them. */
export async function readAllowedQueues(tx: Transaction, agentId: AgentId): Promise<QueueView[]> {
  const rows = await tx.agentQueue.findMany({
    where: { agentId },
    include: { queue: true },
    orderBy: [{ tenantId: 'asc' }, { queue: { name: 'asc' } }],
  })
  return rows.map((row) => queueFromRow(row.queue))
}

/** A reason that may be given now. */
export async function findReason(tx: Transaction, id: string): Promise<ReasonView | null> {
  const row = await tx.reason.findFirst({ where: { id, active: true } })
  return row === null ? null : reasonFromRow(row)
}

/** The reason that an agent gave, which may have been archived since. */
export async function findGivenReason(tx: Transaction, id: string): Promise<ReasonView | null> {
  const row = await tx.reason.findFirst({ where: { id } })
  return row === null ? null : reasonFromRow(row)
}

export async function findDisposition(
  tx: Transaction,
  where: { readonly tenantId: string; readonly id: string },
): Promise<DispositionView | null> {
  const row = await tx.disposition.findFirst({ where: { ...where, active: true } })
  return row === null ? null : dispositionFromRow(row)
}

export async function readQueuesById(tx: Transaction, ids: readonly (QueueId | string)[]): Promise<QueueView[]> {
  const rows = await tx.queue.findMany({ where: { id: { in: [...ids] } }, orderBy: { name: 'asc' } })
  return rows.map(queueFromRow)
}
