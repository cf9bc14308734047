import { idSchema, SCRIPT_SITUATIONS } from '@seatline/core'
import type { QueueId, ScriptId, ScriptSituation, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Queue, Script } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { queueFromRow } from '../tenants/rows.ts'
import type { ScriptContent, ScriptView } from './script-views.ts'

const situationOf = (word: string): ScriptSituation =>
  SCRIPT_SITUATIONS.find((situation) => situation === word) ?? 'other'

const viewOf = (row: Script, queue: Queue | null): ScriptView => ({
  id: idSchema('script').parse(row.id),
  name: row.name,
  situation: situationOf(row.situation),
  body: row.body,
  queue: queue === null ? null : queueFromRow(queue),
  position: row.position,
})

/** In the order in which a call needs them: by situation, then as they were put. */
const bySituation = (a: ScriptView, b: ScriptView): number =>
  SCRIPT_SITUATIONS.indexOf(a.situation) - SCRIPT_SITUATIONS.indexOf(b.situation) ||
  a.position - b.position ||
  (a.id < b.id ? -1 : 1)

async function withQueues(tx: Transaction, rows: readonly Script[]): Promise<ScriptView[]> {
  const ids = rows.flatMap(({ queueId }) => queueId ?? [])
  const queues = ids.length === 0 ? [] : await tx.queue.findMany({ where: { id: { in: ids } } })
  return rows.map((row) => viewOf(row, queues.find(({ id }) => id === row.queueId) ?? null)).toSorted(bySituation)
}

export async function readScripts(tx: Transaction, tenantId: TenantId): Promise<ScriptView[]> {
  return withQueues(tx, await tx.script.findMany({ where: { tenantId, archivedAt: null } }))
}

/** What is said to callers of a queue: its own scripts, and those of every queue. */
export async function readScriptsFor(
  tx: Transaction,
  where: { readonly tenantId: TenantId; readonly queueId: QueueId | null },
): Promise<ScriptView[]> {
  const { tenantId, queueId } = where
  const rows = await tx.script.findMany({
    where: { tenantId, archivedAt: null, OR: [{ queueId: null }, ...(queueId === null ? [] : [{ queueId }])] },
  })
  return withQueues(tx, rows)
}

export async function findScript(tx: Transaction, tenantId: TenantId, id: ScriptId): Promise<ScriptView | null> {
  const row = await tx.script.findFirst({ where: { tenantId, id, archivedAt: null } })
  return row === null ? null : ((await withQueues(tx, [row]))[0] ?? null)
}

export async function createScript(
  tx: Transaction,
  tenantId: TenantId,
  content: ScriptContent,
): Promise<ScriptView | null> {
  const id = newId('script')
  const position = (await tx.script.count({ where: { tenantId } })) + 1
  await tx.script.create({ data: { id, tenantId, position, ...content } })
  return findScript(tx, tenantId, id)
}

export async function updateScript(
  tx: Transaction,
  where: { readonly tenantId: TenantId; readonly id: ScriptId },
  content: ScriptContent,
): Promise<ScriptView | null> {
  await tx.script.update({ where: { tenantId_id: where }, data: content })
  return findScript(tx, where.tenantId, where.id)
}

export async function archiveScript(
  tx: Transaction,
  where: { readonly tenantId: TenantId; readonly id: ScriptId },
  at: Date,
): Promise<void> {
  await tx.script.update({ where: { tenantId_id: where }, data: { archivedAt: at } })
}

export const countScripts = (tx: Transaction, tenantId: TenantId): Promise<number> =>
  tx.script.count({ where: { tenantId, archivedAt: null } })

export async function queueExists(tx: Transaction, tenantId: TenantId, id: QueueId): Promise<boolean> {
  return (await tx.queue.count({ where: { tenantId, id, archivedAt: null } })) > 0
}
