import { idSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { instantFromRow } from '../tenants/rows.ts'
import type { AuditChoicesView, AuditEntryView, AuditFilter } from './audit-views.ts'
import { diff } from './diff.ts'

const INCLUDED = { tenant: { select: { id: true, name: true } } } satisfies Prisma.AuditEventInclude
type AuditRow = Prisma.AuditEventGetPayload<{ include: typeof INCLUDED }>

/** Where an entry stands, newest first. */
export type AuditPlace = { readonly at: Date; readonly id: string }

export type AuditPageQuery = {
  /** null: of all tenants. */
  readonly tenantId: TenantId | null
  readonly filter: AuditFilter
  readonly after: AuditPlace | null
  readonly before: AuditPlace | null
  readonly count: number
  readonly backward: boolean
}

/** One row more than asked for tells that there are more. */
export async function readEntries(tx: Transaction, query: AuditPageQuery): Promise<AuditEntryView[]> {
  const order = query.backward ? 'asc' : 'desc'
  const rows = await tx.auditEvent.findMany({
    where: { AND: [whereOf(query), beyond('lt', query.after), beyond('gt', query.before)] },
    include: INCLUDED,
    orderBy: [{ at: order }, { id: order }],
    take: query.count + 1,
  })
  return rows.map(entryFromRow)
}

export const countEntries = (tx: Transaction, query: Pick<AuditPageQuery, 'tenantId' | 'filter'>): Promise<number> =>
  tx.auditEvent.count({ where: whereOf(query) })

/** More than a list to choose from can hold. */
const CHOICES_MAX = 300

export async function readChoices(tx: Transaction, tenantId: TenantId | null): Promise<AuditChoicesView> {
  const where = tenantId === null ? {} : { tenantId }
  const actions = await tx.auditEvent.groupBy({
    by: ['action'],
    where,
    orderBy: { action: 'asc' },
    take: CHOICES_MAX,
  })
  const actors = await tx.auditEvent.groupBy({
    by: ['actorUserId'],
    where: { ...where, actorUserId: { not: null } },
    _max: { actorName: true },
    orderBy: { actorUserId: 'asc' },
    take: CHOICES_MAX,
  })
  return {
    actions: actions.map(({ action }) => action),
    actors: actors.flatMap(({ actorUserId, _max }) =>
      actorUserId === null ? [] : [{ id: idSchema('user').parse(actorUserId), name: _max.actorName ?? actorUserId }],
    ),
  }
}

const beyond = (side: 'lt' | 'gt', place: AuditPlace | null): Prisma.AuditEventWhereInput =>
  place === null ? {} : { OR: [{ at: { [side]: place.at } }, { at: place.at, id: { [side]: place.id } }] }

function whereOf({ tenantId, filter }: Pick<AuditPageQuery, 'tenantId' | 'filter'>): Prisma.AuditEventWhereInput {
  const all: Prisma.AuditEventWhereInput[] = []
  if (tenantId !== null) all.push({ tenantId })
  if (filter.from !== null) all.push({ at: { gte: new Date(filter.from) } })
  if (filter.to !== null) all.push({ at: { lt: new Date(filter.to) } })
  if (filter.actorId !== null) all.push({ actorUserId: filter.actorId })
  if (filter.action !== null)
    all.push({ OR: [{ action: filter.action }, { action: { startsWith: `${filter.action}.` } }] })
  if (filter.subjectId !== null) all.push({ subjectId: filter.subjectId })
  if (filter.subject !== null) all.push({ subjectName: { contains: filter.subject, mode: 'insensitive' } })
  if (filter.actAsId !== null) all.push({ actAsId: filter.actAsId })
  if (filter.actingAs !== null) all.push({ actAsId: filter.actingAs ? { not: null } : null })
  return { AND: all }
}

function entryFromRow(row: AuditRow): AuditEntryView {
  return {
    id: idSchema('audit').parse(row.id),
    tenant: { id: idSchema('tenant').parse(row.tenant.id), name: row.tenant.name },
    at: instantFromRow(row.at),
    actorId: idSchema('user').nullable().parse(row.actorUserId),
    actorName: row.actorName,
    actAsId: idSchema('actAs').nullable().parse(row.actAsId),
    action: row.action,
    subjectId: row.subjectId,
    subjectName: row.subjectName,
    changes: diff(row.before, row.after),
    reason: row.reason,
    address: row.address,
    userAgent: row.userAgent,
    version: row.version,
  }
}
