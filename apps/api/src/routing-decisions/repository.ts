import { idSchema, routingReasonSchema } from '@seatline/core'
import type { RoutingReason, TenantId } from '@seatline/core'
import { z } from 'zod'
import { PRESENTATION_OUTCOMES } from '../calls/call-views.ts'
import type { Transaction } from '../database/client.ts'
import type { Prisma, RoutingDecision } from '../generated/prisma/client.ts'
import { instantFromRow, queueFromRow } from '../tenants/rows.ts'
import type { DecisionFilter, DecisionView } from './decision-views.ts'

export const decisionsWhere = (tenantId: TenantId, filter: DecisionFilter): Prisma.RoutingDecisionWhereInput => ({
  tenantId,
  ...(filter.from === null && filter.to === null
    ? {}
    : {
        at: {
          ...(filter.from === null ? {} : { gte: new Date(filter.from) }),
          ...(filter.to === null ? {} : { lt: new Date(filter.to) }),
        },
      }),
  ...(filter.queueId === null ? {} : { queueId: filter.queueId }),
  ...(filter.agentId === null ? {} : { agentId: filter.agentId }),
  ...(filter.method === null ? {} : { reason: { path: ['method'], equals: filter.method } }),
})

/** The newest first; of those of one call, in order. */
export async function readDecisions(
  tx: Transaction,
  tenantId: TenantId,
  asked: {
    readonly where: Prisma.RoutingDecisionWhereInput
    readonly skip?: number
    readonly take?: number
    readonly oldestFirst?: boolean
  },
): Promise<DecisionView[]> {
  const rows = await tx.routingDecision.findMany({
    where: asked.where,
    orderBy: [{ at: asked.oldestFirst === true ? 'asc' : 'desc' }, { id: 'asc' }],
    ...(asked.skip === undefined ? {} : { skip: asked.skip }),
    ...(asked.take === undefined ? {} : { take: asked.take }),
  })
  return viewsOf(tx, tenantId, rows)
}

async function viewsOf(tx: Transaction, tenantId: TenantId, rows: readonly RoutingDecision[]): Promise<DecisionView[]> {
  const read = rows.map((row) => ({ row, reason: routingReasonSchema.parse(row.reason) }))
  const agentIds = read.flatMap(({ row, reason }) => [row.agentId, ...agentsIn(reason)])
  const names = await agentNames(tx, agentIds)
  const queues = await tx.queue.findMany({
    where: { tenantId, id: { in: [...new Set(rows.map((row) => row.queueId))] } },
  })
  const calls = await tx.call.findMany({
    where: { tenantId, id: { in: [...new Set(rows.map((row) => row.callId))] } },
    select: { id: true, ani: true },
  })
  return read.map(({ row, reason }) => {
    const queue = queues.find(({ id }) => id === row.queueId)
    return {
      id: row.id,
      tenantId,
      callId: idSchema('call').parse(row.callId),
      ani: calls.find(({ id }) => id === row.callId)?.ani ?? '',
      at: instantFromRow(row.at),
      queue: queue === undefined ? null : queueFromRow(queue),
      agent: { id: idSchema('agent').parse(row.agentId), name: names.get(row.agentId) ?? '' },
      presentation: row.presentation,
      outcome: outcomeSchema.parse(row.outcome),
      reason,
      names,
    }
  })
}

const outcomeSchema = z.enum(PRESENTATION_OUTCOMES).nullable()

const agentsIn = ({ rules, considered, passedOver }: RoutingReason): readonly string[] => [
  ...rules.flatMap(({ agentId }) => agentId ?? []),
  ...considered.map(({ agentId }) => agentId),
  ...passedOver.map(({ agentId }) => agentId),
]

export async function agentNames(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.agent.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, name: true } })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Callers of a queue at a moment who had entered it before this one and waited still. */
export const countAhead = (
  tx: Transaction,
  place: {
    readonly tenantId: string
    readonly queueId: string
    readonly callId: string
    readonly queuedAt: Date
    readonly at: Date
  },
): Promise<number> =>
  tx.call.count({
    where: {
      tenantId: place.tenantId,
      queueId: place.queueId,
      id: { not: place.callId },
      queuedAt: { lt: place.queuedAt },
      AND: [
        { OR: [{ connectedAt: null }, { connectedAt: { gt: place.at } }] },
        { OR: [{ endedAt: null }, { endedAt: { gt: place.at } }] },
      ],
    },
  })
