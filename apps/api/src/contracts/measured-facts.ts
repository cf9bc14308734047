import { idSchema } from '@seatline/core'
import type { QueuedCall, TenantId } from '@seatline/core'
import type { AvailabilityFacts, IncidentTimes } from '@seatline/billing'
import type { Transaction } from '../database/client.ts'

export type MeasuredSpan = { readonly from: number; readonly until: number }

/** What promises are measured by, of one tenant and one span. */
export type MeasuredFacts = {
  readonly calls: readonly QueuedCall[]
  /** T of each queue, for a contract that leaves it to the queues. */
  readonly thresholds: ReadonlyMap<string, number>
  readonly surveys: { readonly answers: number; readonly satisfied: number }
  readonly availability: AvailabilityFacts
  readonly incidents: readonly (IncidentTimes & { readonly id: string; readonly severity: string })[]
  readonly changes: readonly { readonly id: string; readonly requestedAt: number; readonly answeredAt: number | null }[]
}

export async function readMeasuredFacts(
  tx: Transaction,
  tenantId: TenantId,
  span: MeasuredSpan,
): Promise<MeasuredFacts> {
  const within = { gte: new Date(span.from), lt: new Date(span.until) }
  const queues = await tx.queue.findMany({ where: { tenantId }, select: { id: true, serviceLevelMs: true } })
  const answers = await tx.surveyAnswer.count({ where: { tenantId, at: within } })
  const satisfied = await tx.surveyAnswer.count({ where: { tenantId, at: within, satisfied: true } })
  const incidents = await readIncidents(tx, tenantId, span)
  const changes = await tx.changeOrder.findMany({
    where: { tenantId, requestedAt: { lt: new Date(span.until) }, status: { not: 'withdrawn' } },
    select: { id: true, requestedAt: true, answeredAt: true },
  })
  return {
    calls: await readQueuedCalls(tx, tenantId, within),
    thresholds: new Map(queues.map(({ id, serviceLevelMs }) => [id, serviceLevelMs])),
    surveys: { answers, satisfied },
    availability: {
      outages: incidents
        .filter(({ severity }) => severity === 'outage')
        .map(({ openedAt, resolvedAt }) => ({ from: openedAt, until: resolvedAt })),
      ...(await readRefusals(tx, tenantId, within)),
    },
    incidents,
    changes: changes.map(({ id, requestedAt, answeredAt }) => ({
      id,
      requestedAt: requestedAt.getTime(),
      answeredAt: answeredAt?.getTime() ?? null,
    })),
  }
}

type Within = { readonly gte: Date; readonly lt: Date }

/** As the live screen counts them: what arrived in the span and entered a queue; no test calls. */
async function readQueuedCalls(tx: Transaction, tenantId: TenantId, within: Within): Promise<readonly QueuedCall[]> {
  const rows = await tx.call.findMany({
    where: { tenantId, test: false, arrivedAt: within, queuedAt: { not: null }, queueId: { not: null } },
    select: {
      id: true,
      queueId: true,
      queuedAt: true,
      connectedAt: true,
      abandoned: true,
      leftQueue: true,
      waitMs: true,
    },
  })
  return rows.map((row) => ({
    callId: idSchema('call').parse(row.id),
    queueId: idSchema('queue').parse(row.queueId),
    enqueuedAt: row.queuedAt?.getTime() ?? 0,
    outcome: outcomeOf(row),
  }))
}

function outcomeOf(row: {
  readonly connectedAt: Date | null
  readonly abandoned: boolean
  readonly leftQueue: string | null
  readonly waitMs: number
}): QueuedCall['outcome'] {
  const { waitMs: waitedMs } = row
  if (row.connectedAt !== null) return { kind: 'answered', waitedMs }
  if (row.abandoned) return { kind: 'abandoned', waitedMs }
  return row.leftQueue === null ? { kind: 'waiting' } : { kind: 'left', waitedMs }
}

/** Calls that the platform refused by its own fault; calls let in matter only where there are such. */
async function readRefusals(
  tx: Transaction,
  tenantId: TenantId,
  within: Within,
): Promise<Pick<AvailabilityFacts, 'refusedAt' | 'admittedAt'>> {
  const refused = await tx.rejectedCall.findMany({
    where: { tenantId, at: within, reason: 'platformFull' },
    select: { at: true },
  })
  if (refused.length === 0) return { refusedAt: [], admittedAt: [] }
  const admitted = await tx.call.findMany({
    where: { tenantId, direction: 'inbound', test: false, arrivedAt: within },
    select: { arrivedAt: true },
  })
  return {
    refusedAt: refused.map(({ at }) => at.getTime()),
    admittedAt: admitted.map((call) => call.arrivedAt.getTime()),
  }
}

/** Those that were open at some time of the span, and those that may be decided in it. */
async function readIncidents(
  tx: Transaction,
  tenantId: TenantId,
  span: MeasuredSpan,
): Promise<MeasuredFacts['incidents']> {
  const rows = await tx.incident.findMany({
    where: { tenantId, openedAt: { lt: new Date(span.until) } },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    id: row.id,
    severity: row.severity,
    openedAt: row.openedAt.getTime(),
    noticedAt: row.noticedAt?.getTime() ?? null,
    respondedAt: row.respondedAt?.getTime() ?? null,
    resolvedAt: row.resolvedAt?.getTime() ?? null,
  }))
}
