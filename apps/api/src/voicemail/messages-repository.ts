import { comparableNumber, idSchema } from '@seatline/core'
import type { Instant, TenantId, VoicemailId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { instantFromRow, instantOrNull, queueFromRow } from '../tenants/rows.ts'
import { addresseeOf, readNames } from './boxes-repository.ts'
import { CONTACT_OUTCOMES } from './message-views.ts'
import type { Backlog, ContactOutcome, Sight, VoicemailFilter, VoicemailState, VoicemailView } from './message-views.ts'

export type Seen = { readonly tenantId: TenantId; readonly sight: Sight }
type Key = { readonly tenantId: TenantId; readonly id: VoicemailId }

/** The rows that may be seen: who is an agent sees what is addressed to him, to his groups, and what was given to him. */
export async function seenBy(tx: Transaction, { tenantId, sight }: Seen): Promise<Prisma.VoicemailWhereInput> {
  if (sight.kind === 'all') return { tenantId }
  const groups = await tx.agentGroupMember.findMany({
    where: { tenantId, agentId: sight.agentId, group: { archivedAt: null } },
    select: { groupId: true },
  })
  const groupId = { in: groups.map((each) => each.groupId) }
  return {
    tenantId,
    OR: [{ assigneeId: sight.agentId }, { box: { agentId: sight.agentId } }, { box: { groupId } }],
  }
}

const filtered = (filter: VoicemailFilter, now: Instant): Prisma.VoicemailWhereInput => ({
  ...(filter.state === null ? {} : { state: filter.state }),
  ...(filter.boxId === null ? {} : { boxId: filter.boxId }),
  ...(filter.assigneeId === null ? {} : { assigneeId: filter.assigneeId }),
  ...(filter.overdue ? { state: 'open' as const, promisedAt: { lt: new Date(now) } } : {}),
  ...(filter.from === null && filter.to === null
    ? {}
    : {
        leftAt: {
          ...(filter.from === null ? {} : { gte: new Date(filter.from) }),
          ...(filter.to === null ? {} : { lt: new Date(filter.to) }),
        },
      }),
})

/** What waits comes first, by its promise; then what is settled, the latest first. */
export async function readMessages(
  tx: Transaction,
  seen: Seen,
  asked: {
    readonly filter: VoicemailFilter
    readonly now: Instant
    readonly offset: number
    readonly limit: number
  },
): Promise<{ readonly messages: readonly VoicemailView[]; readonly totalCount: number }> {
  const where = { AND: [await seenBy(tx, seen), filtered(asked.filter, asked.now)] }
  const open = { AND: [where, { state: 'open' as const }] }
  const openCount = await tx.voicemail.count({ where: open })
  const fromOpen = await tx.voicemail.findMany({
    where: open,
    orderBy: [{ promisedAt: 'asc' }, { id: 'asc' }],
    skip: asked.offset,
    take: asked.limit,
  })
  const fromSettled = await tx.voicemail.findMany({
    where: { AND: [where, { state: { not: 'open' as const } }] },
    orderBy: [{ leftAt: 'desc' }, { id: 'asc' }],
    skip: Math.max(0, asked.offset - openCount),
    take: asked.limit - fromOpen.length,
  })
  return {
    messages: await withNames(tx, seen.tenantId, [...fromOpen, ...fromSettled]),
    totalCount: await tx.voicemail.count({ where }),
  }
}

/** null when there is none, or none that may be seen. */
export async function findMessage(tx: Transaction, seen: Seen, id: VoicemailId): Promise<VoicemailView | null> {
  const row = await tx.voicemail.findFirst({ where: { AND: [await seenBy(tx, seen), { id }] } })
  return row === null ? null : ((await withNames(tx, seen.tenantId, [row]))[0] ?? null)
}

type Row = Prisma.VoicemailGetPayload<object>

async function withNames(tx: Transaction, tenantId: TenantId, rows: readonly Row[]): Promise<VoicemailView[]> {
  const ids = rows.map(({ id }) => id)
  const boxes = await tx.voicemailBox.findMany({ where: { tenantId, id: { in: rows.map(({ boxId }) => boxId) } } })
  const names = await readNames(tx, tenantId, boxes)
  const attempts = await tx.contactAttempt.findMany({
    where: { tenantId, voicemailId: { in: ids } },
    orderBy: { attempt: 'asc' },
  })
  const queues = await tx.queue.findMany({
    where: { tenantId, id: { in: rows.flatMap(({ queueId }) => queueId ?? []) } },
  })
  const agentIds = [
    ...rows.flatMap(({ assigneeId }) => assigneeId ?? []),
    ...attempts.flatMap(({ agentId }) => agentId ?? []),
  ]
  const agents = await tx.agent.findMany({ where: { id: { in: agentIds } }, select: { id: true, name: true } })
  const userIds = [...rows.flatMap(({ heardBy }) => heardBy ?? []), ...attempts.flatMap(({ userId }) => userId ?? [])]
  const people = await tx.user.findMany({ where: { id: { in: userIds } }, select: { id: true, name: true } })
  const callers = await knownCallers(tx, tenantId, rows)
  const nameOf = (id: string | null): string | null =>
    [...agents, ...people].find((each) => each.id === id)?.name ?? null
  return rows.map((row) => {
    const box = boxes.find(({ id }) => id === row.boxId)
    const queue = queues.find(({ id }) => id === row.queueId)
    const assignee = agents.find(({ id }) => id === row.assigneeId)
    return {
      id: idSchema('voicemail').parse(row.id),
      tenantId,
      box: {
        id: row.boxId,
        name: box?.name ?? '',
        addressee: addresseeOf(box ?? { groupId: null, agentId: null }, names),
      },
      callId: idSchema('call').parse(row.callId),
      ani: row.ani,
      callerName: callers.get(comparableNumber(row.ani) ?? row.ani) ?? '',
      queue: queue === undefined ? null : queueFromRow(queue),
      leftAt: instantFromRow(row.leftAt),
      promisedAt: instantFromRow(row.promisedAt),
      lengthMs: row.actualMs ?? row.lengthMs,
      status: row.status,
      file: row.file,
      state: row.state,
      assignee: assignee === undefined ? null : { id: idSchema('agent').parse(assignee.id), name: assignee.name },
      heardAt: instantOrNull(row.heardAt),
      heardBy: nameOf(row.heardBy),
      settledAt: instantOrNull(row.settledAt),
      note: row.note,
      attempts: attempts
        .filter(({ voicemailId }) => voicemailId === row.id)
        .map(({ attempt, at, agentId, userId, outcome, note }) => ({
          number: attempt,
          at: instantFromRow(at),
          by: nameOf(agentId) ?? nameOf(userId) ?? '',
          outcome: CONTACT_OUTCOMES.find((each) => each === outcome) ?? 'noAnswer',
          note,
        })),
    }
  })
}

async function knownCallers(
  tx: Transaction,
  tenantId: TenantId,
  rows: readonly { readonly ani: string }[],
): Promise<ReadonlyMap<string, string>> {
  const numbers = [...new Set(rows.map(({ ani }) => comparableNumber(ani) ?? ani))]
  const known = await tx.knownCaller.findMany({
    where: { tenantId, numberKey: { in: numbers } },
    select: { number: true, name: true },
  })
  return new Map(known.map(({ number, name }) => [number, name]))
}

export async function readBacklog(tx: Transaction, seen: Seen, now: Instant): Promise<Backlog> {
  const open = { AND: [await seenBy(tx, seen), { state: 'open' as const }] }
  const oldest = await tx.voicemail.findFirst({ where: open, orderBy: { leftAt: 'asc' }, select: { leftAt: true } })
  return {
    open: await tx.voicemail.count({ where: open }),
    overdue: await tx.voicemail.count({ where: { AND: [open, { promisedAt: { lt: new Date(now) } }] } }),
    oldestLeftAt: instantOrNull(oldest?.leftAt ?? null),
  }
}

export async function giveTo(tx: Transaction, { tenantId, id }: Key, assigneeId: string | null): Promise<void> {
  await tx.voicemail.update({ where: { tenantId_id: { tenantId, id } }, data: { assigneeId } })
}

export async function markHeard(
  tx: Transaction,
  { tenantId, id }: Key,
  heard: { readonly at: Date; readonly by: string },
): Promise<void> {
  await tx.voicemail.updateMany({
    where: { tenantId, id, heardAt: null },
    data: { heardAt: heard.at, heardBy: heard.by },
  })
}

export async function addAttempt(
  tx: Transaction,
  key: Key,
  attempt: {
    readonly number: number
    readonly agentId: string | null
    readonly userId: string
    readonly at: Date
    readonly outcome: ContactOutcome
    readonly note: string
  },
): Promise<void> {
  const { number, ...rest } = attempt
  await tx.contactAttempt.create({
    data: { id: newId('task'), tenantId: key.tenantId, voicemailId: key.id, attempt: number, ...rest },
  })
}

export async function settle(
  tx: Transaction,
  { tenantId, id }: Key,
  end: { readonly state: VoicemailState; readonly at: Date | null; readonly note?: string },
): Promise<void> {
  const { state, at, note } = end
  await tx.voicemail.update({
    where: { tenantId_id: { tenantId, id } },
    data: { state, settledAt: at, ...(note === undefined ? {} : { note }) },
  })
}

/** Holds the message until the end of the transaction, so that two people do not settle it at once. */
export async function lockMessage(tx: Transaction, { tenantId, id }: Key): Promise<void> {
  await tx.$queryRaw`SELECT id FROM voicemail WHERE tenant_id = ${tenantId} AND id = ${id} FOR UPDATE`
}

export async function isAgentOf(tx: Transaction, tenantId: TenantId, agentId: string): Promise<boolean> {
  return (
    (await tx.agent.count({
      where: { id: agentId, active: true, OR: [{ tenantId }, { queues: { some: { tenantId } } }] },
    })) > 0
  )
}
