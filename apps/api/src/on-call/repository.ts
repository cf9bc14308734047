import { dutiesAt, idSchema, onCallDutySchema, partiesOnCall } from '@seatline/core'
import type { Instant, OnCallDuty, OnCallListId, TenantId } from '@seatline/core'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import type { OnCallContent, OnCallListView } from './on-call-views.ts'

type Key = { readonly tenantId: TenantId; readonly id: OnCallListId }

export const readDuties = (kept: unknown): readonly OnCallDuty[] => z.array(onCallDutySchema).parse(kept)

export async function readLists(tx: Transaction, tenantId: TenantId, now: Instant): Promise<OnCallListView[]> {
  const rows = await tx.onCallList.findMany({
    where: { tenantId, archivedAt: null },
    include: { queue: { select: { name: true } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const lists = rows.map((row) => ({ ...row, duties: [...readDuties(row.duties)] }))
  const agentIds = [...new Set(lists.flatMap(({ duties }) => duties.flatMap(({ agentId }) => agentId ?? [])))]
  const agents = await tx.agent.findMany({ where: { id: { in: agentIds } }, select: { id: true, name: true } })
  const names = new Map<string, string>(agents.map(({ id, name }) => [id, name]))
  return lists.map((list) => {
    const now_ = dutiesAt(list, now)
    return {
      id: idSchema('onCallList').parse(list.id),
      name: list.name,
      queue: { id: idSchema('queue').parse(list.queueId), name: list.queue.name },
      timeZone: list.timeZone,
      duties: list.duties.map((duty) => ({
        ...duty,
        agent: duty.agentId === null ? null : { id: duty.agentId, name: names.get(duty.agentId) ?? '' },
        holdsNow: now_.includes(duty),
      })),
      onCallNow: partiesOnCall(list, now).map((party) =>
        party.kind === 'agent' ? (names.get(party.agentId) ?? '') : party.number,
      ),
    }
  })
}

/** The fields that point at what is not there: a queue, or an agent who does not work for the tenant. */
export async function missingFor(
  tx: Transaction,
  tenantId: TenantId,
  { queueId, duties }: OnCallContent,
): Promise<readonly string[]> {
  const agentIds = [...new Set(duties.flatMap(({ agentId }) => agentId ?? []))]
  const found = await tx.agent.findMany({
    where: { id: { in: agentIds }, active: true, queues: { some: { tenantId } } },
    select: { id: true },
  })
  const known = new Set(found.map(({ id }) => id))
  const queues = await tx.queue.count({ where: { tenantId, id: queueId, archivedAt: null } })
  return [
    ...(queues === 0 ? ['queueId'] : []),
    ...duties.flatMap(({ agentId }, index) =>
      agentId === null || known.has(agentId) ? [] : [`duties.${String(index)}.agentId`],
    ),
  ]
}

export const countLists = (tx: Transaction, tenantId: TenantId): Promise<number> =>
  tx.onCallList.count({ where: { tenantId, archivedAt: null } })

export async function createList(tx: Transaction, tenantId: TenantId, content: OnCallContent): Promise<OnCallListId> {
  const id = newId('onCallList')
  await tx.onCallList.create({ data: { id, tenantId, ...dataOf(content) } })
  return id
}

export async function updateList(tx: Transaction, key: Key, content: OnCallContent): Promise<void> {
  await tx.onCallList.update({ where: { tenantId_id: key }, data: dataOf(content) })
}

export async function archiveList(tx: Transaction, key: Key, at: Date): Promise<void> {
  await tx.onCallList.update({ where: { tenantId_id: key }, data: { archivedAt: at } })
}

const dataOf = ({ duties, ...rest }: OnCallContent) => ({ ...rest, duties: duties.map((duty) => ({ ...duty })) })
