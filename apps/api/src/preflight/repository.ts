import { idSchema, tenantSnapshotSchema } from '@seatline/core'
import type { PreflightId, TenantId, TenantSnapshot } from '@seatline/core'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import type { PreflightRun } from '../generated/prisma/client.ts'
import { instantFromRow, instantOrNull } from '../tenants/rows.ts'
import { CHECK_CODES, CHECK_STATES } from './preflight-views.ts'
import type { Check, PreflightRunView } from './preflight-views.ts'
import type { CallProgress } from './test-call.ts'

const RUNS_MAX = 20

const checks = z.array(
  z.object({
    id: z.string(),
    code: z.enum(CHECK_CODES),
    subject: z.string(),
    state: z.enum(CHECK_STATES),
    found: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
)

export async function createRun(
  tx: Transaction,
  run: { readonly id: PreflightId; readonly tenantId: TenantId; readonly at: Date; readonly by: string },
): Promise<void> {
  const { id, tenantId, at: startedAt, by: startedBy } = run
  await tx.preflightRun.create({ data: { id, tenantId, status: 'running', startedAt, startedBy } })
}

export async function saveRun(
  tx: Transaction,
  run: {
    readonly id: PreflightId
    readonly tenantId: TenantId
    readonly checks: readonly Check[]
    readonly status: PreflightRun['status']
    readonly finishedAt: Date | null
  },
): Promise<void> {
  const { id, tenantId, status, finishedAt } = run
  await tx.preflightRun.updateMany({
    where: { tenantId, id, status: 'running' },
    data: { checks: run.checks.map((check) => ({ ...check, found: { ...check.found } })), status, finishedAt },
  })
}

/** What a process that ended left running. */
export const endAbandonedRuns = (
  tx: Transaction,
  tenantId: TenantId,
  startedBefore: Date,
  at: Date,
): Promise<unknown> =>
  tx.preflightRun.updateMany({
    where: { tenantId, status: 'running', startedAt: { lt: startedBefore } },
    data: { status: 'failed', finishedAt: at },
  })

/** Of two who start at once the second gets the run of the first. */
export async function lockRuns(tx: Transaction, tenantId: TenantId): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`preflight/${tenantId}`}))`
}

export async function readRuns(tx: Transaction, tenantId: TenantId): Promise<PreflightRunView[]> {
  const rows = await tx.preflightRun.findMany({
    where: { tenantId },
    orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
    take: RUNS_MAX,
  })
  const names = await tx.user.findMany({
    where: { id: { in: rows.flatMap(({ startedBy }) => startedBy ?? []) } },
    select: { id: true, name: true },
  })
  return rows.map((row) => ({
    id: idSchema('preflight').parse(row.id),
    tenantId: idSchema('tenant').parse(row.tenantId),
    status: row.status,
    startedAt: instantFromRow(row.startedAt),
    finishedAt: instantOrNull(row.finishedAt),
    startedBy: names.find(({ id }) => id === row.startedBy)?.name ?? null,
    checks: checks.parse(row.checks),
  }))
}

export async function readSnapshot(tx: Transaction, tenantId: TenantId): Promise<TenantSnapshot | null> {
  const row = await tx.configVersion.findFirst({ where: { tenantId }, orderBy: { version: 'desc' } })
  return row === null ? null : tenantSnapshotSchema.parse(row.snapshot)
}

export async function readPeople(
  tx: Transaction,
  tenantId: TenantId,
  at: Date,
): Promise<{
  readonly admins: number
  readonly invited: number
  readonly signedIn: ReadonlyMap<string, number>
}> {
  const admins = await tx.membership.count({ where: { tenantId, role: 'admin' } })
  const invited = await tx.invitation.count({
    where: { tenantId, roles: { has: 'admin' }, acceptedAt: null, withdrawnAt: null, expiresAt: { gt: at } },
  })
  const live = await tx.agentQueueLive.findMany({ where: { tenantId }, select: { queueId: true } })
  const byQueue = Map.groupBy(live, ({ queueId }) => queueId)
  return { admins, invited, signedIn: new Map([...byQueue].map(([queueId, own]) => [queueId, own.length])) }
}

/** What the journal says of a call by now; null while it has not come to the rows. */
export async function readProgress(
  tx: Transaction,
  tenantId: TenantId,
  sipCallId: string,
): Promise<CallProgress | null> {
  const call = await tx.call.findFirst({ where: { tenantId, sipCallId, test: true } })
  if (call === null) return null
  const steps = await tx.callStep.findMany({ where: { tenantId, callId: call.id }, orderBy: { position: 'asc' } })
  return {
    nodeIds: steps.flatMap(({ kind, nodeId }) => (kind === 'ivr.nodeEntered' && nodeId !== null ? [nodeId] : [])),
    queueId: steps.find(({ kind }) => kind === 'call.queued')?.queueId ?? null,
    ended: call.endedAt !== null,
  }
}
