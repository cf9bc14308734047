import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { keepTenantVersion, sendTenantVersion } from '../config-publisher/tenant-versions.ts'
import type { SnapshotFault } from '../config-publisher/build-snapshots.ts'
import type { Database, Transaction } from '../database/client.ts'
import { raiseAlarms } from '../events/alarms.ts'
import type { Flow } from '../generated/prisma/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { contentFromRow, leadsTheSameWay } from './content.ts'

export type DueFlowsParts = {
  readonly database: Database
  readonly redis: Redis
  readonly now: () => number
  readonly log: Logger
}

/** Publishes what was to be published by now. What cannot be published any more raises an alarm, and callers go on as before. Answers how many were. */
export async function publishDueFlows(parts: DueFlowsParts): Promise<number> {
  const { database, now } = parts
  const clients = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ where: { kind: 'client', status: { notIn: ['ended'] } }, select: { id: true } }),
  )
  const due = await database.withTenants({ tenantIds: clients.map(({ id }) => id) }, (tx) =>
    tx.flow.findMany({
      where: { scheduledAt: { lte: new Date(now()) }, scheduledVersionId: { not: null }, archivedAt: null },
      select: { id: true, tenantId: true },
      orderBy: { scheduledAt: 'asc' },
    }),
  )
  let published = 0
  for (const key of due) if (await publishOne(parts, key)) published += 1
  return published
}

type Key = { readonly id: string; readonly tenantId: string }

/** What is refused undoes the rows that led to it. */
class RefusedError extends Error {
  readonly fault: SnapshotFault
  constructor(fault: SnapshotFault) {
    super('the flow can not be published')
    this.fault = fault
  }
}

async function publishOne(parts: DueFlowsParts, key: Key): Promise<boolean> {
  const { database, log } = parts
  const wall = { tenantIds: [key.tenantId] }
  try {
    const done = await database.withTenants(wall, (tx) => lead(tx, key, new Date(parts.now())))
    if (done) await sendTenantVersion(parts, key.tenantId)
    return done
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    log.error(
      { tenantId: key.tenantId, flowId: key.id, fault: error.fault },
      'a flow could not be published at its time',
    )
    await database.withTenants(wall, (tx) => giveUp(tx, key, { at: new Date(parts.now()), problem: error.fault.code }))
    return false
  }
}

/** False: another worker was first, or it was called off. */
async function lead(tx: Transaction, { tenantId, id }: Key, at: Date): Promise<boolean> {
  await tx.$executeRaw`SELECT 1 FROM flow WHERE tenant_id = ${tenantId} AND id = ${id} FOR UPDATE`
  const flow = await tx.flow.findFirst({
    where: { tenantId, id, archivedAt: null, scheduledAt: { lte: at }, scheduledVersionId: { not: null } },
  })
  if (flow === null) return false
  const version = await tx.flowVersion.findFirst({ where: { tenantId, id: flow.scheduledVersionId ?? '' } })
  if (version === null) return false
  const isDrawn = flow.draft !== null && leadsTheSameWay(contentFromRow(flow.draft), contentFromRow(version))
  await tx.flow.update({
    where: { tenantId_id: { tenantId, id } },
    data: {
      publishedVersionId: version.id,
      scheduledVersionId: null,
      scheduledAt: null,
      ...(isDrawn ? { draft: Prisma.DbNull, draftRevision: { increment: 1 } } : {}),
    },
  })
  const summary = `Menu "${flow.name}": version ${String(version.number)} at its time`
  const kept = await keepTenantVersion(tx, tenantId, { at, by: version.createdBy, action: 'flow.publishDue', summary })
  if (!kept.ok) throw new RefusedError(kept.error)
  await audit(tx, flow, {
    action: 'flow.publishDue',
    at,
    after: { version: version.number },
    version: kept.value.version,
  })
  return true
}

async function giveUp(
  tx: Transaction,
  { tenantId, id }: Key,
  { at, problem }: { readonly at: Date; readonly problem: string },
): Promise<void> {
  const flow = await tx.flow.update({
    where: { tenantId_id: { tenantId, id } },
    data: { scheduledVersionId: null, scheduledAt: null },
  })
  await audit(tx, flow, { action: 'flow.publishFailed', at, after: { problem }, version: null })
  await raiseAlarms(tx, [
    {
      tenantId,
      kind: 'flow.notPublished',
      dedupeKey: `flow/${id}/${at.toISOString().slice(0, 10)}`,
      callId: null,
      recordingId: null,
      detail: { flow: flow.name, problem },
      raisedAt: at,
    },
  ])
}

type Act = {
  readonly action: string
  readonly at: Date
  readonly after: Prisma.InputJsonObject
  readonly version: number | null
}

/** The act is the system's: whoever set the time is in the entry of the schedule. */
async function audit(tx: Transaction, flow: Flow, { action, at, after, version }: Act): Promise<void> {
  await tx.auditEvent.createMany({
    data: {
      id: newId('audit'),
      tenantId: flow.tenantId,
      at,
      actorUserId: null,
      actorName: 'Seatline',
      action,
      subjectId: flow.id,
      subjectName: flow.name,
      after,
      version,
    },
  })
}
