import { comparableNumber, idSchema } from '@seatline/core'
import type { AgentId, CallbackId, QueueId, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { instantFromRow, instantOrNull, queueFromRow } from '../tenants/rows.ts'
import { instant } from '@seatline/core'
import { attemptsLogSchema } from './attempts-log.ts'
import type { CallbackFigures, CallbackFilter, CallbackPage, CallbackView } from './callback-views.ts'

const filtered = (tenantId: TenantId, { state, queueId, from, to }: CallbackFilter): Prisma.CallbackWhereInput => ({
  tenantId,
  ...(state === null ? {} : { state }),
  ...(queueId === null ? {} : { queueId }),
  requestedAt: {
    ...(from === null ? {} : { gte: new Date(from) }),
    ...(to === null ? {} : { lt: new Date(to) }),
  },
})

/** Who waits comes first, in the order of the queue; then what has ended, the latest first. */
export async function readCallbacks(
  tx: Transaction,
  tenantId: TenantId,
  asked: { readonly filter: CallbackFilter; readonly offset: number; readonly limit: number },
): Promise<CallbackPage> {
  const where = filtered(tenantId, asked.filter)
  const waiting = { AND: [where, { state: 'waiting' as const }] }
  const waitingCount = await tx.callback.count({ where: waiting })
  const first = await tx.callback.findMany({
    where: waiting,
    orderBy: [{ enqueuedAt: 'asc' }, { id: 'asc' }],
    skip: asked.offset,
    take: asked.limit,
  })
  const ended = await tx.callback.findMany({
    where: { AND: [where, { state: { not: 'waiting' as const } }] },
    orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }],
    skip: Math.max(0, asked.offset - waitingCount),
    take: asked.limit - first.length,
  })
  return {
    callbacks: await withNames(tx, tenantId, [...first, ...ended]),
    totalCount: await tx.callback.count({ where }),
  }
}

export async function findCallback(tx: Transaction, tenantId: TenantId, id: CallbackId): Promise<CallbackView | null> {
  const row = await tx.callback.findFirst({ where: { tenantId, id } })
  return row === null ? null : ((await withNames(tx, tenantId, [row]))[0] ?? null)
}

/** Queues of the tenant that the agent may serve, by name. */
export async function readServedQueues(
  tx: Transaction,
  { tenantId, agentId }: { readonly tenantId: TenantId; readonly agentId: AgentId },
): Promise<readonly QueueId[]> {
  const rows = await tx.agentQueue.findMany({
    where: { tenantId, agentId, queue: { archivedAt: null } },
    select: { queueId: true },
    orderBy: { queue: { name: 'asc' } },
  })
  return rows.map(({ queueId }) => idSchema('queue').parse(queueId))
}

type Row = Prisma.CallbackGetPayload<object>

async function withNames(tx: Transaction, tenantId: TenantId, rows: readonly Row[]): Promise<CallbackView[]> {
  const logs = new Map(rows.map(({ id, attemptsLog }) => [id, attemptsLogSchema.parse(attemptsLog)]))
  const agentIds = [...logs.values()].flat().map(({ agentId }) => agentId)
  const agents = await tx.agent.findMany({ where: { id: { in: agentIds } }, select: { id: true, name: true } })
  const queues = await tx.queue.findMany({ where: { tenantId, id: { in: rows.map(({ queueId }) => queueId) } } })
  const numbers = rows.map(({ number }) => comparableNumber(number) ?? number)
  const callers = await tx.knownCaller.findMany({
    where: { tenantId, numberKey: { in: numbers } },
    select: { number: true, name: true },
  })
  return rows.map((row, index) => {
    const queue = queues.find(({ id }) => id === row.queueId)
    return {
      id: idSchema('callback').parse(row.id),
      callId: idSchema('call').parse(row.callId),
      queue: queue === undefined ? null : queueFromRow(queue),
      number: row.number,
      callerName: callers.find(({ number }) => number === numbers[index])?.name ?? '',
      enqueuedAt: instantFromRow(row.enqueuedAt),
      requestedAt: instantFromRow(row.requestedAt),
      state: row.state,
      endedAt: instantOrNull(row.endedAt),
      attempts: (logs.get(row.id) ?? []).map(({ attempt, callId, agentId, at, endedAt, outcome }) => ({
        number: attempt,
        callId,
        agentName: agents.find(({ id }) => id === agentId)?.name ?? '',
        at: instant(at),
        endedAt: endedAt === null ? null : instant(endedAt),
        outcome,
      })),
    }
  })
}

export async function readFigures(
  tx: Transaction,
  tenantId: TenantId,
  filter: CallbackFilter,
): Promise<CallbackFigures> {
  const from = filter.from === null ? Prisma.empty : Prisma.sql`AND requested_at >= ${new Date(filter.from)}`
  const to = filter.to === null ? Prisma.empty : Prisma.sql`AND requested_at < ${new Date(filter.to)}`
  const queue = filter.queueId === null ? Prisma.empty : Prisma.sql`AND queue_id = ${filter.queueId}`
  const [row] = await tx.$queryRaw<(Omit<CallbackFigures, 'medianWaitMs'> & { medianWaitMs: number | null })[]>`
    SELECT count(*)::int AS requested,
      count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
      count(*) FILTER (WHERE state = 'reached')::int AS reached,
      count(*) FILTER (WHERE state = 'givenUp')::int AS "givenUp",
      count(*) FILTER (WHERE state = 'cancelled')::int AS cancelled,
      coalesce(sum(attempts), 0)::int AS attempts,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - enqueued_at) * 1000)
        FILTER (WHERE state = 'reached') AS "medianWaitMs"
    FROM callback WHERE tenant_id = ${tenantId} ${from} ${to} ${queue}`
  const { medianWaitMs, ...counts } = row ?? {
    requested: 0,
    waiting: 0,
    reached: 0,
    givenUp: 0,
    cancelled: 0,
    attempts: 0,
    medianWaitMs: null,
  }
  return { ...counts, medianWaitMs: medianWaitMs === null ? null : Math.round(medianWaitMs) }
}

/** The callback that a call was an attempt of; null for any other call. */
export async function callbackOfAttempt(
  tx: Transaction,
  tenantId: TenantId,
  callId: string,
): Promise<CallbackView | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM callback WHERE tenant_id = ${tenantId} AND attempts_log @> ${JSON.stringify([{ callId }])}::jsonb LIMIT 1`
  return row === undefined ? null : findCallback(tx, tenantId, idSchema('callback').parse(row.id))
}

/** What came of the wish in this call to be called back; null when there was none. */
export async function callbackAskedIn(
  tx: Transaction,
  tenantId: TenantId,
  callId: string,
): Promise<CallbackView | null> {
  const row = await tx.callback.findFirst({ where: { tenantId, callId }, orderBy: { requestedAt: 'desc' } })
  return row === null ? null : ((await withNames(tx, tenantId, [row]))[0] ?? null)
}
