import { idSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import type { KnownCaller, Prisma } from '../generated/prisma/client.ts'
import { instantFromRow } from '../tenants/rows.ts'
import type { CallerAgent, CallerFilter, KnownCallerView } from './caller-views.ts'

export const fieldsSchema = z.record(z.string(), z.string())

export const countCallers = (tx: Transaction, tenantId: TenantId, filter: CallerFilter): Promise<number> =>
  tx.knownCaller.count({ where: whereOf(tenantId, filter) })

export async function readCallers(
  tx: Transaction,
  tenantId: TenantId,
  asked: { readonly filter: CallerFilter; readonly skip: number; readonly take: number },
): Promise<KnownCallerView[]> {
  const rows = await tx.knownCaller.findMany({
    where: whereOf(tenantId, asked.filter),
    orderBy: [{ name: 'asc' }, { number: 'asc' }, { id: 'asc' }],
    skip: asked.skip,
    take: asked.take,
  })
  return viewsOf(tx, tenantId, rows)
}

function whereOf(tenantId: TenantId, { search, vipOnly }: CallerFilter): Prisma.KnownCallerWhereInput {
  const contains = { contains: search, mode: 'insensitive' as const }
  const digits = search.replaceAll(/[\s()+-]/g, '')
  return {
    tenantId,
    archivedAt: null,
    ...(vipOnly ? { vipClass: { not: null } } : {}),
    ...(search === ''
      ? {}
      : {
          OR: [
            { name: contains },
            { memberNumber: contains },
            { region: contains },
            ...(digits === '' ? [] : [{ number: { contains: digits } }]),
          ],
        }),
  }
}

export async function findCaller(tx: Transaction, tenantId: TenantId, id: string): Promise<KnownCallerView | null> {
  const row = await tx.knownCaller.findFirst({ where: { tenantId, id, archivedAt: null } })
  return row === null ? null : ((await viewsOf(tx, tenantId, [row]))[0] ?? null)
}

async function viewsOf(tx: Transaction, tenantId: TenantId, rows: readonly KnownCaller[]): Promise<KnownCallerView[]> {
  const contacts = await tx.callerContact.findMany({
    where: { tenantId, number: { in: rows.map(({ number }) => number) } },
  })
  const ids = rows.flatMap(({ designatedAgentId, ownerAgentId }) =>
    [designatedAgentId, ownerAgentId].filter((id) => id !== null),
  )
  const agents = await tx.agent.findMany({
    where: { id: { in: [...new Set([...ids, ...contacts.map(({ agentId }) => agentId)])] } },
    select: { id: true, name: true },
  })
  const byId = new Map(agents.map(({ id, name }) => [id, { id: idSchema('agent').parse(id), name }]))
  const agentOf = (id: string | null): CallerAgent | null => (id === null ? null : (byId.get(id) ?? null))
  return rows.map((row) => {
    const contact = contacts.find(({ number }) => number === row.number)
    return {
      id: idSchema('knownCaller').parse(row.id),
      tenantId,
      number: row.number,
      name: row.name,
      vipClass: row.vipClass,
      memberNumber: row.memberNumber,
      designatedAgent: agentOf(row.designatedAgentId),
      ownerAgent: agentOf(row.ownerAgentId),
      region: row.region,
      hasPin: row.pinHash !== null,
      fields: Object.entries(fieldsSchema.parse(row.fields)).map(([name, value]) => ({ name, value })),
      lastContact: contact === undefined ? null : { agent: agentOf(contact.agentId), at: instantFromRow(contact.at) },
      updatedAt: instantFromRow(row.updatedAt),
    }
  })
}

/** Ids of callers in use, by number. */
export async function readPresent(
  tx: Transaction,
  tenantId: TenantId,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.knownCaller.findMany({
    where: { tenantId, archivedAt: null, number: { in: [...numbers] } },
    select: { id: true, number: true },
  })
  return new Map(rows.map(({ id, number }) => [number, id]))
}

/** Agents who can be somebody's: the tenant's own and those who serve it. */
export async function readAgents(tx: Transaction, tenantId: TenantId): Promise<readonly CallerAgent[]> {
  const rows = await tx.agent.findMany({
    where: { active: true, OR: [{ tenantId }, { queues: { some: { tenantId } } }] },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id, name }) => ({ id: idSchema('agent').parse(id), name }))
}

export type CallerRow = Omit<Prisma.KnownCallerUncheckedCreateInput, 'id' | 'tenantId' | 'createdAt'>

export async function writeCaller(
  tx: Transaction,
  place: { readonly tenantId: TenantId; readonly id: string },
  row: CallerRow,
): Promise<void> {
  await tx.knownCaller.upsert({ where: { id: place.id }, create: { ...place, ...row }, update: row })
}
