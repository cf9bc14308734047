import { idSchema } from '@seatline/core'
import type { ActAsId, Instant, TenantId, UserId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { ActAsSession } from '../generated/prisma/client.ts'
import { instantFromRow, instantOrNull } from '../tenants/rows.ts'
import type { ActAsSessionView } from './act-as-views.ts'

type Whose = { readonly tenantId: TenantId; readonly userId: UserId }

/** The session the person has in the tenant now. Whoever starts one must come through here, one at a time. */
export async function findOpenSession(tx: Transaction, whose: Whose, now: Instant): Promise<ActAsSessionView | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`act-as/${whose.tenantId}/${whose.userId}`}))`
  const row = await tx.actAsSession.findFirst({
    where: { ...whose, endedAt: null, expiresAt: { gt: new Date(now) } },
  })
  return row === null ? null : sessionFromRow(row, now)
}

export async function createSession(
  tx: Transaction,
  session: Whose & {
    readonly id: ActAsId
    readonly userName: string
    readonly reason: string
    readonly startedAt: Instant
    readonly expiresAt: Instant
  },
): Promise<ActAsSessionView> {
  const { startedAt, expiresAt, ...rest } = session
  const row = await tx.actAsSession.create({
    data: { ...rest, startedAt: new Date(startedAt), expiresAt: new Date(expiresAt) },
  })
  return sessionFromRow(row, startedAt)
}

export async function endSession(tx: Transaction, session: ActAsSessionView, at: Instant): Promise<ActAsSessionView> {
  await tx.actAsSession.updateMany({ where: { id: session.id, endedAt: null }, data: { endedAt: new Date(at) } })
  return { ...session, endedAt: at, isOpen: false }
}

/** The latest first. */
export async function readSessions(
  tx: Transaction,
  { tenantId, now, count }: { readonly tenantId: TenantId; readonly now: Instant; readonly count: number },
): Promise<ActAsSessionView[]> {
  const rows = await tx.actAsSession.findMany({
    where: { tenantId },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: count,
  })
  return rows.map((row) => sessionFromRow(row, now))
}

function sessionFromRow(row: ActAsSession, now: Instant): ActAsSessionView {
  return {
    id: idSchema('actAs').parse(row.id),
    tenantId: idSchema('tenant').parse(row.tenantId),
    person: { id: idSchema('user').parse(row.userId), name: row.userName },
    reason: row.reason,
    startedAt: instantFromRow(row.startedAt),
    expiresAt: instantFromRow(row.expiresAt),
    endedAt: instantOrNull(row.endedAt),
    isOpen: row.endedAt === null && row.expiresAt.getTime() > now,
  }
}
