import { idSchema } from '@seatline/core'
import type { AgentId, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { queueFromRow, tenantFromRow } from '../tenants/rows.ts'
import type { AgentFilter, AgentSetupView, PersonChoice, ServedClient } from './agent-views.ts'

const includes = (tenantId: TenantId) =>
  ({
    user: { select: { id: true, email: true } },
    queues: {
      where: { tenantId, queue: { archivedAt: null } },
      include: { queue: true },
      orderBy: { queue: { name: 'asc' } },
    },
    groups: {
      where: { tenantId, group: { archivedAt: null } },
      include: { group: true },
      orderBy: { group: { name: 'asc' } },
    },
    skills: {
      where: { tenantId, skill: { archivedAt: null } },
      include: { skill: true },
      orderBy: { skill: { name: 'asc' } },
    },
  }) as const satisfies Prisma.AgentInclude
type AgentRow = Prisma.AgentGetPayload<{ include: ReturnType<typeof includes> }>

/** The tenant's own agents, and those who may serve one of its queues. */
const ofTenant = (tenantId: TenantId): Prisma.AgentWhereInput => ({
  OR: [{ tenantId }, { queues: { some: { tenantId } } }],
})

function whereOf(tenantId: TenantId, filter: AgentFilter): Prisma.AgentWhereInput {
  const { search, queueId, groupId, skillId, active } = filter
  const contains = { contains: search ?? '', mode: 'insensitive' as const }
  return {
    AND: [
      ofTenant(tenantId),
      // The number of a shared agent is its home's secret: it must not be found by trying.
      search === null ? {} : { OR: [{ name: contains }, { tenantId, employeeNumber: contains }] },
      queueId === null ? {} : { queues: { some: { tenantId, queueId } } },
      groupId === null ? {} : { groups: { some: { tenantId, groupId } } },
      skillId === null ? {} : { skills: { some: { tenantId, skillId } } },
      active === null ? {} : { active },
    ],
  }
}

export async function readAgents(
  tx: Transaction,
  tenantId: TenantId,
  asked: { readonly filter: AgentFilter; readonly offset: number; readonly limit: number },
): Promise<{ readonly totalCount: number; readonly rows: AgentSetupView[] }> {
  const where = whereOf(tenantId, asked.filter)
  const totalCount = await tx.agent.count({ where })
  const rows = await tx.agent.findMany({
    where,
    include: includes(tenantId),
    orderBy: [{ active: 'desc' }, { name: 'asc' }, { id: 'asc' }],
    skip: asked.offset,
    take: asked.limit,
  })
  return { totalCount, rows: rows.map((row) => viewOf(row, tenantId)) }
}

/** In the order of the ids; who is none of the tenant's is left out. */
export async function readAgentsById(
  tx: Transaction,
  tenantId: TenantId,
  ids: readonly AgentId[],
): Promise<AgentSetupView[]> {
  const rows = await tx.agent.findMany({
    where: { AND: [ofTenant(tenantId), { id: { in: [...ids] } }] },
    include: includes(tenantId),
  })
  const byId = new Map(rows.map((row) => [row.id, viewOf(row, tenantId)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function viewOf(row: AgentRow, tenantId: TenantId): AgentSetupView {
  const shared = row.tenantId !== tenantId
  return {
    id: idSchema('agent').parse(row.id),
    tenantId,
    name: row.name,
    shared,
    active: row.active,
    grade: row.grade,
    employeeNumber: shared ? null : row.employeeNumber,
    branchId: shared || row.branchId === null ? null : idSchema('branch').parse(row.branchId),
    emergencyOnly: row.emergencyOnly,
    expert: row.expert,
    logIn: shared || row.user === null ? null : { userId: idSchema('user').parse(row.user.id), email: row.user.email },
    queues: row.queues.map(({ queue }) => queueFromRow(queue)),
    groups: row.groups.map(({ group, leads }) => ({ id: idSchema('group').parse(group.id), name: group.name, leads })),
    skills: row.skills.map(({ skill, proficiency }) => ({
      id: idSchema('skill').parse(skill.id),
      name: skill.name,
      proficiency,
    })),
    serves: [],
  }
}

/** Which clients the operator's agents serve; the scope must be the operator's. */
export async function readServedClients(
  tx: Transaction,
  home: TenantId,
  ids: readonly AgentId[],
): Promise<ReadonlyMap<string, readonly ServedClient[]>> {
  const rows = await tx.agentQueue.findMany({
    where: { agentTenantId: home, agentId: { in: [...ids] } },
    orderBy: { queueId: 'asc' },
  })
  const tenants = await tx.tenant.findMany({
    where: { id: { in: [...new Set(rows.map(({ tenantId }) => tenantId))] } },
    orderBy: { name: 'asc' },
  })
  const servedBy = (agentId: string): ServedClient[] =>
    tenants.flatMap((tenant) => {
      const own = rows.filter((row) => row.agentId === agentId && row.tenantId === tenant.id)
      const queueIds = own.map(({ queueId }) => idSchema('queue').parse(queueId))
      return queueIds.length === 0 ? [] : [{ tenant: tenantFromRow(tenant), queueIds }]
    })
  return new Map(ids.map((id) => [id, servedBy(id)]))
}

/** People of the tenant's own who take no calls yet. */
export async function readPeopleWithoutAgent(tx: Transaction, tenantId: TenantId): Promise<PersonChoice[]> {
  const rows = await tx.user.findMany({
    where: { tenantId, agent: null, memberships: { some: { tenantId } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id, name, email }) => ({ id: idSchema('user').parse(id), name, email }))
}
