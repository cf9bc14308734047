import type { QueueRouting } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { routingReferences } from './routing-references.ts'

/** The names of what a routing points at, also of what has been put away since. */
export async function routingNames(
  tx: Transaction,
  tenantId: string,
  routing: QueueRouting,
): Promise<(id: string) => string> {
  const ids = routingReferences(routing).map(({ id }) => id)
  if (ids.length === 0) return (id) => id
  const asked = { where: { tenantId, id: { in: ids } }, select: { id: true, name: true } }
  const rows = [
    ...(await tx.agent.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })),
    ...(await tx.agentGroup.findMany(asked)),
    ...(await tx.skill.findMany(asked)),
    ...(await tx.queue.findMany(asked)),
    ...(await tx.voicemailBox.findMany(asked)),
    ...(await tx.flow.findMany(asked)),
    ...(await tx.prompt.findMany(asked)),
  ]
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}
